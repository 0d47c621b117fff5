"""Somebody writes in, or asks for, a language this line does not have: 911 first, then honestly which languages there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.matters import steps
from app.language.said import Said
from app.understanding import EMERGENCIES

if TYPE_CHECKING:
    from app.engine.conversation import Conversation


def read(talk: Conversation, said: Said) -> bool:
    """True when it was said which languages there are; a cry for help has the steps under it."""
    if said.pick or (not said.words and said.text.isascii()) or talk.session.awaiting or steps.is_open(talk):
        return False
    meaning = talk.means(said.text)
    if not meaning.foreign or (meaning.place and meaning.intent != "language_switch" and meaning.language):
        return False
    talk.say("line.foreign")
    if meaning.intent in EMERGENCIES:
        talk.emergency()
    elif talk.session.node:
        return True
    else:
        talk.session.node, talk.session.choices_hash = talk.library.entry, talk.library.nodes[talk.library.entry].mark
    return True


TEXTS = frozenset({"line.foreign"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
