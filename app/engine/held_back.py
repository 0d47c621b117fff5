"""What is said where an answer is held back for what it costs, and to whom no answer ever is."""

from __future__ import annotations

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.session import Session

HELD_BACK = "line.held_back"
TEXTS = frozenset({HELD_BACK})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""


def is_owed(library: CompiledRelease, session: Session) -> bool:
    """Whether the caller is in a crisis talk, or in the middle of what a feature asked of them."""
    return session.node in library.crisis_flow or session.awaiting in library.awaits


def held_back(library: CompiledRelease, session: Session) -> Say:
    """That more is answered later, and what to do in an emergency, in the caller's language."""
    language = session.language or library.default
    return Say(library.text(HELD_BACK, language), language)
