"""Texts that no person wrote for us: taps, driving and holiday replies, two machines talking in a circle. They get no answer.

A heart on a question is an answer to it and is left to the matter that asked; an emergency is heard whoever sends it.
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from app.engine.caller_record import NOTHING
from app.engine.effects import NeedRecord
from app.engine.matters import crisis, steps
from app.language.machines import is_automatic
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

REMEMBERED = 6
CIRCLE = 3
"""The same text, or the same two in turn, for the third time."""
_SHORT = 8
"""Letters; anything shorter may be said again by a person."""


def read(conversation: Conversation, said: Said) -> bool:
    """True where silence is the answer."""
    if said.reaction:
        return True
    if is_automatic(said.text):
        return not conversation.vital_signs(said.text)
    if said.words in conversation.library.plain_answers(conversation.language).get("busy", ()):
        return _busy(conversation)
    return (
        _goes_in_a_circle(conversation, said)
        and not _beside_a_life(conversation)
        and not conversation.vital_signs(said.text)
    )


def _beside_a_life(conversation: Conversation) -> bool:
    """Whether somebody may be dying, or a talk about not wanting to live is open: people say the same thing over and over."""
    # Not only while they are open: where every staff file is broken the steps are one page that leads nowhere.
    beside = conversation.session.node in conversation.library.urgent_flows and conversation.idle < steps.OPEN_FOR
    return beside or crisis.is_open(conversation)


def _busy(conversation: Conversation) -> bool:
    """A phone's ready-made "can't talk right now": a no where an alarm or a check waits for an answer, and else silence."""
    known = conversation.known
    if known is not NOTHING and not known.loaded:
        conversation.effects.append(NeedRecord())
        return True
    return not (known.alarm or known.check or known.invited)


def _goes_in_a_circle(conversation: Conversation, said: Said) -> bool:
    session = conversation.session
    if said.pick or len(said.words) < _SHORT or conversation.library.is_word(said.words, conversation.language):
        return False
    seen = (*session.echo, zlib.crc32(said.words.encode()) & 0xFFFF)[-REMEMBERED:]
    session.echo = seen
    same = len(seen) >= CIRCLE and len(set(seen[-CIRCLE:])) == 1
    turns = len(seen) >= REMEMBERED and len(set(seen[-1::-2])) == 1 and len(set(seen[-2::-2])) == 1
    return same or turns
