"""Messages about drugs by their names: two together, one alone, or one that is not known."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.drugs.answer import fits
from app.language.sms_text import fill

if TYPE_CHECKING:
    from app.drugs.answer import Answer
    from app.engine.conversation import Conversation

_PHONE = re.compile(r"\b(?:911|\d{3}-\d{3}-\d{4})\b")
MIXING = "safer.mix_names"
"""Where the caller is after an answer about drugs: BACK and REPEAT lead somewhere that fits."""


def about_drugs(talk: Conversation, text: str, *, unknown: bool = False) -> bool:
    """True when the whole message asks about drugs by name and has its answer; never inside the overdose steps.

    With `unknown`, for messages with a word nobody here knows: read after cries and crises, since it may be anything.
    """
    drugs = talk.library.drugs
    if not drugs.knowledge.mixing or talk.session.node in talk.library.emergency_flow:
        return False
    if talk.session.awaiting not in ("", "guess", "sites", "which", "door"):
        return False
    asked = drugs.questions.asked(text, talk.language)
    if asked is None or (asked.about in ("one_unknown", "unknown")) != unknown:
        return False
    if not talk.session.language and asked.language in talk.library.release.languages:
        talk.session.language = asked.language
    if not drugs.knowledge.mixing.get(talk.composing):
        return False
    answer = drugs.answer(asked, talk.composing)
    if not answer.text:
        talk.enter(answer.pages[0][0])
        return True
    _say(talk, answer)
    return True


def _say(talk: Conversation, answer: Answer) -> None:
    """The answer, then numbers for the pages that say more: by text only where all of it fits two segments."""
    library = talk.library
    if MIXING in library.nodes:
        talk.move(MIXING)
    talk.count("answered")
    said = fill(answer.text, library.release.blanks)
    talk.words(_spoken(talk, said) if talk.on_call else said)
    pages = [page for page in answer.pages if page[0] in library.nodes]
    more = library.drugs.knowledge.mixing[talk.composing].words["more"]
    labels = [fill(more, {"name": name}) for _, name in pages]
    lines = "\n".join([answer.text, *(f"{number} {label}" for number, label in enumerate(labels, 1))])
    if pages and (talk.on_call or fits(lines)):
        talk.offer(tuple(page for page, _ in pages), labels)


def _spoken(talk: Conversation, text: str) -> str:
    """The answer as a voice says it: names joined by a word, numbers digit by digit."""
    joined = talk.library.drugs.knowledge.mixing[talk.composing].words["and"]
    text = text.replace(" + ", f" {joined} ").replace(" = ", f" {joined} ")
    return _PHONE.sub(lambda number: " ".join(digit for digit in number.group() if digit.isdigit()), text)
