"""Messages about drugs by their names: two together, one alone, or one that is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.drugs.answer import fits
from app.drugs.drugs_asked import DrugsAsked
from app.drugs.lexicon import NamedDrug
from app.language.sms_text import fill

if TYPE_CHECKING:
    from app.drugs.answer import Answer
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

_PHONE = re.compile(r"\b(?:911|\d{3}-\d{3}-\d{4})\b")
OPEN_FOR = 60 * 60
"""Seconds in which a drug may still be joined to those of the last answer."""
MIXING = "safer.mix_names"
"""Where the caller is after an answer about drugs: BACK and REPEAT lead somewhere that fits."""


TESTED = "drug_test"
"""The topic of drug tests: where one drug is named, how long it shows is said before the page."""
ABOUT_USING = "safer_use_tip"
"""Where two drugs stand joined among other words, they are asked about only if the message means this."""
OF_ANY_PAIR = frozenset({"mixing", "festivals"})
"""Topics whose pages speak of drugs in general: a message that is all about two of them is answered as those two."""
_UNSURE = frozenset({"one_unknown", "unknown", "loosely"})


def about_drugs(conversation: Conversation, text: str, meaning: Meaning, *, unknown: bool = False) -> bool:
    """True when the whole message asks about drugs by name and has its answer; never inside the overdose steps.

    With `unknown`, for messages with a word nobody here knows: read after cries and crises, since it may be anything.
    """
    drugs = conversation.library.drugs
    if not drugs.knowledge.mixing or conversation.session.node in conversation.library.emergency_flow:
        return False
    if conversation.session.awaiting not in ("", "guess", "sites", "which", "door"):
        return False
    asked = _with_those_before(conversation, text) or drugs.questions.asked(text, conversation.language)
    if asked is None or (asked.about in _UNSURE) != unknown or not _may_be_meant(asked.about, meaning):
        return False
    if asked.about == "tested" and not _of_a_urine_test(conversation, text, meaning):
        return False
    if not conversation.session.language and asked.language in conversation.library.release.languages:
        conversation.session.language = asked.language
    if not drugs.knowledge.mixing.get(conversation.composing):
        return False
    answer = drugs.answer(asked, conversation.composing)
    if not answer.text and not answer.pages:
        return False
    if answer.text:
        _say(conversation, answer)
    else:
        conversation.enter(answer.pages[0][0])
    conversation.session.drugs = tuple(dict.fromkeys(name.drug for name in asked.named))
    return True


def _with_those_before(conversation: Conversation, text: str) -> DrugsAsked | None:
    """The drugs of the answer or page on the screen and those that this message joins to them, as one question."""
    drugs, language = conversation.library.drugs, conversation.composing
    before = _spoken_of(conversation)
    if not before or conversation.idle >= OPEN_FOR:
        return None
    joined = drugs.questions.also(text, conversation.language)
    new = [name for name in joined if name.drug not in before]
    if not new or len({name.drug for name in joined}) > 1:
        return None  # two that are named are a pair by themselves
    called = drugs.knowledge.called[language]
    held = [NamedDrug(drug, called[drug].name, 0, 0) for drug in before if drug in called]
    return DrugsAsked("mix", (*held, *new), "")


def _spoken_of(conversation: Conversation) -> tuple[str, ...]:
    """The drugs that the last answer was about while it is on the screen; else the one drug whose page is."""
    session, known = conversation.session, conversation.library.drugs.knowledge.substances
    if session.drugs and (
        session.node == MIXING or any(known[d].page == session.node for d in session.drugs if d in known)
    ):
        return session.drugs
    of_page = tuple(drug for drug, substance in known.items() if session.node and substance.page == session.node)
    return of_page if len(of_page) == 1 else ()


def _may_be_meant(about: str, meaning: Meaning) -> bool:
    """Whether what was read in the names may be the answer, beside what the words mean and a question that was listed."""
    if about == "tested":
        return not meaning.asked or meaning.topic == TESTED
    if about in ("one_unknown", "unknown"):
        return True
    if about == "mix" and meaning.topic in OF_ANY_PAIR:
        return True
    return not meaning.asked and (about != "loosely" or meaning.intent == ABOUT_USING)


def _of_a_urine_test(conversation: Conversation, text: str, meaning: Meaning) -> bool:
    """Whether a test of somebody is meant: "how do i test my coke" is about what is in the bag."""
    understander = conversation.library.understander
    if understander is None or meaning.topic == TESTED:
        return True
    likeliest = understander.likeliest(text)
    return likeliest is None or likeliest.topic == TESTED


def _say(conversation: Conversation, answer: Answer) -> None:
    """The answer, then numbers for the pages that say more: by text only where all of it fits two segments."""
    library = conversation.library
    if MIXING in library.nodes:
        conversation.move(MIXING)
    conversation.tally("answered")
    said = fill(answer.text, library.release.blanks)
    conversation.words(_spoken(conversation, said) if conversation.on_call else said)
    pages = [page for page in answer.pages if page[0] in library.nodes]
    more = library.drugs.knowledge.mixing[conversation.composing].words["more"]
    labels = [fill(more, {"name": name}) for _, name in pages]
    lines = "\n".join([answer.text, *(f"{number} {label}" for number, label in enumerate(labels, 1))])
    if pages and (conversation.on_call or fits(lines)):
        conversation.offer(tuple(page for page, _ in pages), labels)


def _spoken(conversation: Conversation, text: str) -> str:
    """The answer as a voice says it: names joined by a word, numbers digit by digit."""
    joined = conversation.library.drugs.knowledge.mixing[conversation.composing].words["and"]
    text = text.replace(" + ", f" {joined} ").replace(" = ", f" {joined} ")
    return _PHONE.sub(lambda number: " ".join(digit for digit in number.group() if digit.isdigit()), text)
