"""What a message means: intent, place, topic and minutes, decided in memory without I/O."""

from app.understanding.meaning import EMERGENCIES, INTENTS, TOPICS, Meaning, Phrases
from app.understanding.phrase_lint import Finding, findings
from app.understanding.understander import Understander, build

__all__ = [
    "EMERGENCIES",
    "INTENTS",
    "TOPICS",
    "Finding",
    "Meaning",
    "Phrases",
    "Understander",
    "build",
    "findings",
]
