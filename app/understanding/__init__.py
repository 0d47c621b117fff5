"""What a message means: intent, place, topic and minutes, decided in memory without I/O.

Here are names and shapes only. Whoever understands messages takes up `understander`, and numpy with it: a process that only sends
needs neither.
"""

from app.understanding.meaning import EMERGENCIES, INTENTS, TOPICS, Meaning, Phrases

__all__ = ["EMERGENCIES", "INTENTS", "TOPICS", "Meaning", "Phrases"]
