"""A page was read: what is asked next about it leads on, and what was merely guessed leads nobody away from a hard talk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine.matters import of_list, spoken_of, staying, steps
from app.engine.revocation import ASKING
from app.engine.urgent import names_another, says_a_wish_to_die
from app.language.said import QUESTION_WORDS, Said
from app.understanding import EMERGENCIES

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

OPEN_FOR = 60 * 60
"""Seconds in which a message may still be about the page."""
PAGES_BACK = 3
"""So many pages before this one may be meant as well, the nearest first."""
SURE = 0.6
"""From this chance on another wish leads out of a hard talk."""
SURE_CRY = 0.75
"""Under this chance a cry without a strong sign, that names nobody else, is taken for something about the page."""
_NOTHING = frozenset({"unrelated", "greeting", "feedback", "checkin_ok_reply", "stop", "start", "forget_me"})


def read(conversation: Conversation, said: Said) -> bool:
    """True when the message was about a page that was read, and has its answer."""
    if (
        conversation.node is None
        or said.pick
        or not said.words
        or conversation.idle >= OPEN_FOR
        or steps.is_open(conversation)
    ):
        return False
    meaning = conversation.means(said.text)
    if meaning.plain and meaning.intent in EMERGENCIES | {"stop", "suicidal_crisis"}:
        return False
    target = asked_next(conversation, said)
    if target and not says_a_wish_to_die(meaning):
        _go(conversation, target, urgent=meaning.is_emergency)
        return True
    if meaning.is_emergency and not meaning.faint:
        return False
    if meaning.faint and of_list.read(conversation, said):
        return True
    if meaning.faint and _asked_of_it(conversation, said, meaning):
        return True
    return _stays(conversation, meaning) or _nearly(conversation, said, meaning)


def _asked_of_it(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """Whether what only sounded like a cry is put as a question about this page: 911 in front, and its answer."""
    if said.tokens[0] not in QUESTION_WORDS or meaning.confidence >= SURE_CRY:
        return False
    before = len(conversation.effects)
    conversation.say("line.emergency_line")
    if spoken_of.read(conversation, said, msgspec.structs.replace(meaning, intent="help_menu", confidence=0.0)):
        return True
    del conversation.effects[before:]
    return False


def asked_next(conversation: Conversation, said: Said) -> str:
    """The node that answers what is asked next about this page, or about one of those just before it."""
    here = (conversation.session.node, *reversed(conversation.session.back[-PAGES_BACK:]))
    return next((target for node in here if (target := conversation.library.follow_ups.asked(node, said))), "")


def remembers(conversation: Conversation, said: Said) -> bool:
    """Whether a sign of dying is told here of somebody who is mourned."""
    target = (
        asked_next(conversation, said)
        if conversation.node is not None and conversation.node.stay and conversation.idle < OPEN_FOR
        else ""
    )
    return bool(target) and target == conversation.session.node


def _go(conversation: Conversation, target: str, *, urgent: bool) -> None:
    if urgent:
        conversation.say("line.emergency_line")
    if target != conversation.session.node:
        conversation.enter(target)
    elif conversation.node is not None and conversation.node.stay:
        staying.go_on(conversation, conversation.node.stay)
    else:
        conversation.again()


def _stays(conversation: Conversation, meaning: Meaning) -> bool:
    """In a hard talk what is not clearly another wish belongs to it."""
    node = conversation.node
    if (
        node is None
        or not node.stay
        or conversation.session.awaiting
        or (meaning.asked and _a_question(conversation))
        or (meaning.topic and not meaning.faint and not meaning.asked)
    ):
        return False
    unclear = meaning.clarify or meaning.intent in _NOTHING or meaning.confidence < SURE
    if not meaning.faint and (not unclear or meaning.plain or meaning.intent == "suicidal_crisis"):
        return False
    if meaning.emergency:
        conversation.say("line.emergency_line")
    staying.go_on(conversation, node.stay)
    return True


def _a_question(conversation: Conversation) -> bool:
    """Whether it is put as a question: who tells that the spray was in their bag all along does not ask how it is kept."""
    said = conversation.said
    return said is None or said.asks or not ASKING.isdisjoint(said.tokens)


def _nearly(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """Beside a page a few words that sound a little like a cry, and name nobody: 911 in front, and the page stays."""
    node = conversation.node
    if not meaning.faint or meaning.confidence >= SURE_CRY or names_another(said) or node is None:
        return False
    if node.name == conversation.library.entry or node.name in conversation.library.emergency_flow:
        return False
    conversation.say("line.emergency_line")
    conversation.again()
    return True


TEXTS = frozenset({"line.emergency_line"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
