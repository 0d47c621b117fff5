"""A message that asks for something at a place, and says nothing else, is answered as that, whatever its words mean elsewhere.

"King county" is no jail, "five points" no needles and "the 612" no cry. What a rule hears as an emergency is one all the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.find_sites import GUESSED, NOT_ASKING, answer_question, sought_services, speaks_of_somebody
from app.language.said import Said
from app.places.answers import Located
from app.places.question import PlaceQuestion, asked_only, read_question
from app.places.request import names_service

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_MOST_WORDS = 24


def read(conversation: Conversation, said: Said) -> bool:
    """True when the whole message was a question for places and has its answer."""
    question = _asked(conversation, said)
    if question is None:
        return False
    sought = sought_services(conversation, question)
    meaning = conversation.means(said.text)
    if not sought or _is_a_question_in_a_name(conversation, said, question):
        return False
    if meaning.is_emergency or meaning.emergency:
        if not GUESSED.issuperset(meaning.why):
            return False
        if speaks_of_somebody(conversation, said):
            conversation.say("line.emergency_line")
    elif meaning.intent in NOT_ASKING:
        return False
    return answer_question(conversation, question, sought)


def of_need(conversation: Conversation, said: Said) -> bool:
    """True when a bed, a meal or a shower was sought at a place that is surely named, whatever else the message tells."""
    finder, meaning = conversation.library.finder, conversation.means(said.text)
    if finder is None or meaning.is_emergency or len(said.tokens) > _MOST_WORDS:
        return False
    if not names_service(said.text, finder.geocoder.asked):
        return False
    question = read_question(said.text, finder.geocoder, guess=False)
    if not (isinstance(question.answer, Located) and question.answer.sure):
        return False
    sought = [service for service in sought_services(conversation, question) if service in _NEEDED]
    return bool(sought) and answer_question(conversation, question, sought)


_NEEDED = frozenset({"shelter", "food", "hygiene"})
"""Services that a message with a place in it asks for, and no more about: what naloxone costs in a town is asked of a page."""


def names_place(conversation: Conversation, said: Said) -> bool:
    """Whether the whole message is a question for places, and says where."""
    question = _asked(conversation, said)
    return question is not None and question.known


def _asked(conversation: Conversation, said: Said) -> PlaceQuestion | None:
    """The question that is all of this message; None where it says more, or less."""
    finder = conversation.library.finder
    if finder is None or len(said.tokens) > _MOST_WORDS or not names_service(said.text, finder.geocoder.asked):
        return None
    return asked_only(said.text, finder.geocoder)


def _is_a_question_in_a_name(conversation: Conversation, said: Said, question: PlaceQuestion) -> bool:
    """Whether what names the place is a word of a listed question: "can narcan hurt someone" asks nothing in Hurt, Virginia."""
    understander, meaning = conversation.library.understander, conversation.means(said.text)
    if not meaning.asked or understander is None or not isinstance(question.answer, Located):
        return False
    where = set(Said(question.answer.label.partition(",")[0]).tokens)
    if len(where) > 1:
        return False  # a county, or a name of two words: that is a place
    left = [token for token in said.tokens if token not in where]
    if len(left) == len(said.tokens):
        return False
    without = understander.understand(" ".join(left))
    return not (without.asked and without.topic == meaning.topic)


def language_beside(conversation: Conversation, said: Said, language: str) -> str:
    """The language of the message without the names in it: "Los Angeles" is no Spanish."""
    finder, understander = conversation.library.finder, conversation.library.understander
    if (
        finder is None
        or understander is None
        or language in ("", conversation.library.default, conversation.session.language)
    ):
        return language
    names = {word for name in finder.geocoder.names_in(said.text) for word in name}
    left = [token for token in said.tokens if token not in names]
    if not names or len(left) == len(said.tokens):
        return language
    return (understander.understand(" ".join(left)).language or "") if left else ""


TEXTS = frozenset({"line.emergency_line"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
