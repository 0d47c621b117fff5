"""Forget me: everything kept for this caller goes, at once where it was said plainly, else after one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.effects import FeatureEffect, Forget
from app.engine.lasting_acts import ask
from app.engine.session import Session

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def forget(conversation: Conversation, node: Node | None = None) -> str:
    """The session is empty but for the language of this reply, and the stores are told to delete."""
    by = conversation.answered
    if by is None:
        ask(conversation, "forget")
        return ""
    language, old = conversation.language, conversation.session
    conversation.session = Session(
        language=language, channel=old.channel, step=old.step, started=old.started, last_event_at=old.last_event_at
    )
    conversation.effects.append(Forget(by))
    known = conversation.known
    later = FeatureEffect.unsaved if known.dropped else "line.forget_later"
    conversation.say(later if known.unsaved else "line.forgotten")
    return ""


TEXTS = frozenset({"line.forgotten", "line.forget_later"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
