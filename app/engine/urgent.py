"""An emergency or a crisis that was meant has its answer, in the language of the cry, before a place's own wishes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.language.heard import heard
from app.language.said import Said
from app.understanding import EMERGENCIES, Meaning

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

CALLING_911 = "good_samaritan"
AFRAID = frozenset({"rights", CALLING_911})
"""Topics of people who do not call for fear of the police: they need an answer to that as well, or they will not call."""


def urgent(conversation: Conversation, meaning: Meaning) -> bool:
    """True when the message was an emergency, a crisis or a revocation and has its answer: these outrank a place's own wishes."""
    intent = meaning.intent
    if intent in EMERGENCIES:
        # somebody else may be holding the phone now: the steps come in the language of the cry
        conversation.session.language = spoken_in(conversation, meaning) or conversation.session.language
        conversation.session.topic = OF_THEMSELVES if _of_themselves(conversation) else ""
        _alone(conversation)
        conversation.emergency(conversation.library.answers.get(intent, ""))
        conversation.session.weighed = (
            meaning.faint and conversation.said is not None and not names_another(conversation.said)
        )
        _aside(conversation, meaning)
        return True
    if intent == "suicidal_crisis" and intent in conversation.library.answers:
        conversation.session.language = spoken_in(conversation, meaning) or conversation.session.language
        conversation.tally("crisis")
        conversation.enter(conversation.library.answers[intent])
        return True
    return False


OF_THEMSELVES = "self"
_FIRST_PERSON = heard("first_person")
_OTHERS = heard("others")


def _of_themselves(conversation: Conversation) -> bool:
    """Whether whoever cries for help speaks of nobody else."""
    tokens = set(conversation.said.tokens) if conversation.said is not None else set()
    return not _FIRST_PERSON.isdisjoint(tokens) and _OTHERS.isdisjoint(tokens)


def _alone(conversation: Conversation) -> None:
    """Whoever took too much and has nobody with them first reads what to do with nobody there; the steps come whole under it."""
    library, said = conversation.library, conversation.said
    beside = library.nodes.get(library.hears(library.emergency, "me"))
    if beside is None or said is None or conversation.on_call or conversation.session.topic != OF_THEMSELVES:
        return
    if said.tells(library.reports(conversation.language).only("alone")):
        conversation.say(beside.say)


def says_a_wish_to_die(meaning: Meaning) -> bool:
    """Whether words of not wanting to live stand here, and were not only weighed."""
    return meaning.intent == "suicidal_crisis" and "model" not in meaning.why


def names_another(said: Said, *, but: frozenset[str] = frozenset()) -> bool:
    """Whether somebody else is spoken of; by another word than these."""
    return not (_OTHERS - but).isdisjoint(said.tokens)


def spoken_in(conversation: Conversation, meaning: Meaning) -> str:
    """The language of the message where it can be told: not of two letters, nor of digits and a name run together."""
    tokens = conversation.said.tokens if conversation.said is not None else ()
    mixed = any(any(c.isdigit() for c in token) and any(c.isalpha() for c in token) for token in tokens)
    if conversation.library.either_language(tokens) or (mixed and len(tokens) <= 2):
        return ""
    return meaning.language or "" if meaning.language in conversation.library.release.languages else ""


def _aside(conversation: Conversation, meaning: Meaning) -> None:
    """Somebody afraid of calling has the words about that under the steps; a voice says nothing but the steps."""
    beside = conversation.library.nodes.get(conversation.library.topics.get(CALLING_911, ""))
    if meaning.topic in AFRAID and beside is not None and not conversation.on_call:
        conversation.say(beside.say)
