"""Somebody writes in, or asks for, a language this line does not have: 911 first, then honestly which languages there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.matters import steps
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation


def read(conversation: Conversation, said: Said) -> bool:
    """True when it was said which languages there are; a cry for help has the steps under it."""
    if (
        said.pick
        or (not said.words and said.text.isascii())
        or conversation.session.awaiting
        or steps.is_open(conversation)
    ):
        return False
    meaning = conversation.means(said.text)
    if not meaning.foreign or (meaning.place and meaning.intent != "language_switch" and meaning.language):
        return False
    conversation.say("line.foreign")
    if meaning.is_emergency:
        conversation.emergency()
    elif conversation.session.node:
        return True
    else:
        conversation.session.node, conversation.session.choices_hash = (
            conversation.library.entry,
            conversation.library.nodes[conversation.library.entry].mark,
        )
    return True


TEXTS = frozenset({"line.foreign"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
