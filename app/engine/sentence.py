"""A message in words of the caller's own: what it means, nearest to a life first, and what is said where nothing was understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import near_pages
from app.engine.actions.find_sites import answers_request, expects_place, search
from app.engine.drug_questions import about_drugs
from app.engine.matters import (
    of_list,
    page,
    place_question,
    spoken_of,
    thanks,
    way_back,
)  # fmt: skip
from app.engine.revocation import ASKING, revoked
from app.engine.routing import ABOUT_US, meant, to_language
from app.engine.urgent import urgent
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

MISSES_TO_A_PERSON = 3
"""After this many replies in a row that were not understood, a person is offered."""


def sentence(conversation: Conversation, said: Said) -> bool:
    """The words have their answer, by what they mean."""
    session, text = conversation.session, said.text
    asked = conversation.library.awaits.get(session.awaiting)
    if asked is not None and asked.surely is not None and asked.surely(text) and asked.answer(conversation, text):
        return True
    meaning = conversation.means(text)
    if _in_its_language(conversation, meaning) or _told_of_places(conversation, said) or page.read(conversation, said):
        return True
    if about_drugs(conversation, text, meaning):
        return True
    if (
        urgent(conversation, meaning)
        or revoked(conversation, said, meaning)
        or about_drugs(conversation, text, meaning, unknown=True)
    ):
        return True
    if meaning.emergency:
        conversation.say("line.emergency_line")  # nearly one: in front of whatever the answer is
    if asked is not None and asked.answer(conversation, text):
        return True
    if (
        _of_this_page(conversation, said, meaning)
        or _asked_in_words(conversation, said, meaning)
        or _wrong_number(conversation, said)
    ):
        return True
    if _of_what_was_read(conversation, said, meaning) or _place_given(conversation, said, meaning):
        return True
    offered = near_pages.offered(conversation, meaning)
    return offered or _welcome(conversation, meaning) or meant(conversation, meaning) or _missed(conversation, meaning)


def _of_this_page(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True when it was for something needed at a place, or about what the page is about; below a list it is of the list first."""
    if place_question.of_need(conversation, said):
        return True
    return conversation.session.awaiting != "sites" and spoken_of.read(conversation, said, meaning)


def _of_what_was_read(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True when it was about the list on the screen, about what the page is about, or wishes for the search that runs."""
    return (
        of_list.read(conversation, said)
        or spoken_of.read(conversation, said, meaning)
        or answers_request(conversation, meaning)
    )


def _place_given(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True when a place was asked for and this was looked up as one; a question that names none hears again what is asked."""
    if not expects_place(conversation, meaning):
        return False
    question = said.asks or (bool(said.tokens) and said.tokens[0] in ASKING)
    if conversation.session.awaiting == "place" and question and not meaning.place:
        conversation.again()
        return True
    return search(conversation, None, place=meaning.place or said.text)


def _told_of_places(conversation: Conversation, said: Said) -> bool:
    """What a feature was told, or a question for places that says nothing else, has its answer."""
    return any(
        read(conversation, said) for one in conversation.library.talks for read in one.told
    ) or place_question.read(conversation, said)


def _in_its_language(conversation: Conversation, meaning: Meaning) -> bool:
    """True where a live language was asked for or written in that nobody taught us to understand; a cry goes on, in it."""
    language = meaning.foreign or ""
    if language not in conversation.library.packs.codes or language == conversation.language:
        return False
    if meaning.is_emergency:
        conversation.session.language = language
        return False
    to_language(conversation, language)
    return True


def _asked_in_words(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """A question that staff listed by its words has its answer: below a list of places, an hour is theirs."""
    if of_list.may_mean_it(conversation, meaning) and of_list.read(conversation, said):
        return True
    return meaning.asked and meant(conversation, meaning)


def _welcome(conversation: Conversation, meaning: Meaning) -> bool:
    """Somebody new who says hello, or nothing of ours, hears who this is."""
    if (
        conversation.session.node
        or meaning.intent not in ("greeting", "unrelated")
        or meaning.clarify
        or conversation.remind
        or conversation.thank
    ):
        return False
    if (
        meaning.topic is not None
        and meaning.topic in conversation.library.topics
        and (meaning.alike or meaning.topic in ABOUT_US | {"overdose_response"})
    ):
        return False
    if meaning.intent != "greeting":
        conversation.unanswered(meaning.topic or meaning.intent)
    conversation.say("line.welcome")
    conversation.menu()
    return True


def _wrong_number(conversation: Conversation, said: Said) -> bool:
    """Whoever did not want us hears that it is fine, and how it ends."""
    listed = conversation.library.plain_answers(conversation.language).get("wrong_number", ())
    if len(said.tokens) > 12 or said.runs.isdisjoint(listed):
        return False
    conversation.say("line.wrong_number")
    return True


def _missed(conversation: Conversation, meaning: Meaning) -> bool:
    conversation.unanswered(meaning.topic or next(iter(meaning.guesses), meaning.intent))
    missed(conversation, meaning.intent)
    return True


def missed(conversation: Conversation, intent: str = "") -> None:
    """Not understood: never a scolding, always where the caller is or what runs, and after a few times a person."""
    misses = conversation.session.misses + 1
    conversation.tally("not_understood", intent=intent)
    if way_back.instead(conversation):
        return
    if thanks.give(conversation):
        return
    if conversation.remind:
        return  # what runs is said, and nothing in front of it
    conversation.say("line.not_understood")
    if misses >= MISSES_TO_A_PERSON:
        conversation.say("line.person" if conversation.library.release.blanks.get("peer_number") else "line.no_person")
    if (
        conversation.node is None
        or conversation.node.choices
        or conversation.session.awaiting
        or conversation.session.node in conversation.library.emergency_flow
    ):
        conversation.again()
    else:
        conversation.menu()  # saying a long answer once more helps nobody
    conversation.session.misses = misses


TEXTS = frozenset(
    {"line.no_person", "line.not_understood", "line.welcome", "line.person", "line.emergency_line", "line.wrong_number"}
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
