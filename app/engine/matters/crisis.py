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


def is_open(conversation: Conversation) -> bool:
    """Whether the caller was last in the flow that answers suicidal words."""
    return (
        conversation.session.node in conversation.library.crisis_flow
        and conversation.idle < OPEN_FOR
        and not conversation.session.awaiting
    )


def read(conversation: Conversation, said: Said) -> bool:
    """True when the talk goes on; False where a number, a word of the line or a clear wish leads on."""
    library = conversation.library
    if (
        not is_open(conversation)
        or said.pick
        or not said.words
        or (conversation.node is not None and conversation.node.stay)
    ):
        return False
    if library.told(conversation.session.node, said.words, conversation.language):
        return False
    if library.labelled(conversation.session.node, said.words, conversation.language) or library.is_word(
        said.words, conversation.language
    ):
        return False
    meaning = conversation.means(said.text)
    if meaning.intent == "suicidal_crisis":
        return False
    if meaning.intent not in _NO_WISH and (meaning.confidence >= _SURE or meaning.plain):
        return False
    if meaning.topic in ("grief", "watched_phone", "privacy"):
        return False
    conversation.say("line.crisis_stay")
    conversation.again()
    return True


TEXTS = frozenset({"line.crisis_stay"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
