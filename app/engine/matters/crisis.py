"""A talk about not wanting to live is open: short answers and refusals stay in it; a clear other wish is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

OPEN_FOR = 60 * 60
_SURE = 0.75
"""From this chance on another wish is clear enough to be followed."""
_NO_WISH = frozenset(
    {"unrelated", "greeting", "checkin_ok_reply", "stop", "forget_me", "start", "feedback", "language_switch"}
)


def is_open(talk: Conversation) -> bool:
    """Whether the caller was last in the flow that answers suicidal words."""
    return talk.session.node in talk.library.crisis_flow and talk.idle < OPEN_FOR and not talk.session.awaiting


def read(talk: Conversation, said: Said) -> bool:
    """True when the talk goes on; False where a number, a word of the line or a clear wish leads on."""
    library = talk.library
    if not is_open(talk) or said.pick or not said.words or (talk.node is not None and talk.node.stay):
        return False
    if library.told(talk.session.node, said.words, talk.language):
        return False
    if library.labelled(talk.session.node, said.words, talk.language) or library.is_word(said.words, talk.language):
        return False
    meaning = talk.means(said.text)
    if meaning.intent == "suicidal_crisis":
        return False
    if meaning.intent not in _NO_WISH and (meaning.confidence >= _SURE or meaning.plain):
        return False
    if meaning.topic in ("grief", "watched_phone", "privacy"):
        return False
    talk.say("line.crisis_stay")
    talk.again()
    return True


TEXTS = frozenset({"line.crisis_stay"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
