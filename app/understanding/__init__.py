"""What a message means: intent, place, topic and minutes, decided in memory without I/O."""

from app.understanding.meaning import EMERGENCIES, INTENTS, TOPICS, Meaning, Phrases
from app.understanding.phrase_lint import Finding, lint_phrases
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
    "lint_phrases",
]
