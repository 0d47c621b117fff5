"""Acts that last: before one of them that nobody said plainly, its question is asked, and waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

SURE = ("stop", "forget", "start")
"""Lasting acts that are asked about where nobody said them plainly."""
TEXTS = frozenset({"line.stop_sure", "line.forget_sure", "line.start_sure"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""


def ask(conversation: Conversation, act: str) -> None:
    """The act waits for a plain yes; nothing is done."""
    conversation.session.awaiting = f"sure_{act}"
    conversation.tally("asked_sure")
    conversation.say(
        "line.stop_sure" if act == "stop" else "line.forget_sure" if act == "forget" else "line.start_sure"
    )
