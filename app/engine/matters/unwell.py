"""Somebody says they do not feel well: what is wrong is asked, and how to get help now is said with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.urgent import AFRAID
from app.language.said import Said, runs

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

MOST_WORDS = 12
"""Of a message that says little else; a longer one is read for all it says."""
_ALONE = 6
"""The same where nothing is open that it could be about."""
_SURE = 0.5
"""From this chance on what was meant has an answer of its own."""
FEARS = AFRAID | {"immigrants"}
"""Topics of whoever is afraid of somebody, and not for their body."""
_NO_ANSWER = frozenset({"checkin_ok_reply", "unrelated", "greeting", "help_menu"})
"""What such words are taken for when nobody asked how somebody is: none of it answers them."""


def tells(conversation: Conversation, said: Said) -> bool:
    """Whether this says, and little else, that somebody does not feel well; a cry and words of not wanting to live have theirs."""
    if len(said.tokens) > MOST_WORDS or not _says(conversation, said):
        return False
    meaning = conversation.means(said.text)
    return meaning.intent != "suicidal_crisis" and (not meaning.is_emergency or bool(meaning.faint))


def _says(conversation: Conversation, said: Said) -> bool:
    """Whether one of the listed phrases stands here, as it is or without the words that only say how much."""
    answers = conversation.library.plain_answers(conversation.language)
    listed, rather = answers.get("unwell", ()), answers.get("rather", ())
    if not said.runs.isdisjoint(listed):
        return True
    plainly = tuple(token for token in said.tokens if token not in rather)
    return plainly != said.tokens and not runs(plainly).isdisjoint(listed)


def read(conversation: Conversation, said: Said) -> bool:
    """True when it was asked what is wrong."""
    if len(said.tokens) > _ALONE or not tells(conversation, said):
        return False
    meaning = conversation.means(said.text)
    if meaning.plain or meaning.topic in FEARS or (meaning.intent not in _NO_ANSWER and meaning.confidence >= _SURE):
        return False
    conversation.say("line.unwell")
    return True


TEXTS = frozenset({"line.unwell"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
