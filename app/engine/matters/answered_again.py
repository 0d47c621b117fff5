"""A number that has just answered something is sent once more: it counts once, and chooses nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

AGAIN_SECONDS = 600
"""How long the same number is taken for the same answer: retried texts and a second press come within minutes."""


def note(conversation: Conversation, said: Said) -> None:
    """This number has answered what was asked, where neither a list nor another question stands for the next one."""
    if conversation.node is None and not conversation.session.awaiting:
        conversation.session.answered = said.pick


def read(conversation: Conversation, said: Said) -> bool:
    """True when it is the number that was answered last, and was said to count already."""
    before, conversation.session.answered = conversation.session.answered, ""
    if not said.pick or said.pick != before or conversation.idle > AGAIN_SECONDS or conversation.session.awaiting:
        return False
    conversation.session.answered = before
    conversation.say("line.answered_already")
    return True


TEXTS = frozenset({"line.answered_already"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
