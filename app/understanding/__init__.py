"""What a message means: intent, place, topic and minutes, decided in memory without I/O."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.understanding.meaning import EMERGENCIES, INTENTS, TOPICS, Meaning, Phrases

if TYPE_CHECKING:
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


def __getattr__(name: str) -> object:
    """What understands is loaded, numpy with it, where it is asked for: a process that only sends needs names of intents."""
    found: object
    if name in {"Understander", "build"}:
        from app.understanding import understander

        found = getattr(understander, name)
    elif name in {"Finding", "lint_phrases"}:
        from app.understanding import phrase_lint

        found = getattr(phrase_lint, name)
    else:
        raise AttributeError(name)
    return found
