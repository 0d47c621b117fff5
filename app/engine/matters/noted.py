"""Nothing was asked: "ok cool", "got it", "lol" below an answer gets a short word back, and the list on the screen stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_BESIDE = frozenset({"", "guess", "sites"})


def read(conversation: Conversation, said: Said) -> bool:
    """True when all of the message says no more than that the last answer was read."""
    session = conversation.session
    if not session.node or session.awaiting not in _BESIDE or conversation.remind or conversation.thank:
        return False
    if not said.made_of(conversation.library.plain_answers(conversation.language).get("noted", ())):
        return False
    conversation.say("line.fine")
    return True


TEXTS = frozenset({"line.fine"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
