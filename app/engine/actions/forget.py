"""Forget me: everything kept for this caller goes, at once where it was said plainly, else after one question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.effects import Forget
from app.engine.lasting_acts import ask
from app.engine.session import Session

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def forget(talk: Conversation, node: Node | None = None) -> str:
    """The session is empty but for the language of this reply, and the stores are told to delete."""
    by = talk.answered
    if by is None:
        ask(talk, "forget")
        return ""
    language, old = talk.language, talk.session
    talk.session = Session(
        language=language, channel=old.channel, step=old.step, started=old.started, last_event_at=old.last_event_at
    )
    talk.effects.append(Forget(by))
    talk.say("line.forget_later" if talk.known.unsaved else "line.forgotten")
    return ""


TEXTS = frozenset({"line.forgotten", "line.forget_later"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
