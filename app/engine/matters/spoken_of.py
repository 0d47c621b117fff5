"""A question that names nothing is about what the page is about: "how much is it" below naloxone is the price of naloxone.

The words of the page's subject (content key `subject.<flow>` or `subject.<flow>.<page>`) are put behind the message, and the
topic that this asks about answers; where it asks for a place, the page's own search is opened. Whatever names a subject of its
own, or wishes for something else, is left to those who read after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine.compiled_release import SUBJECT
from app.engine.drug_questions import about_drugs
from app.engine.matters import of_list
from app.engine.pages import flow_of
from app.language.heard import heard
from app.language.said import QUESTION_WORDS, Said
from app.language.short_answers import plain

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

OPEN_FOR = 60 * 60
"""Seconds after which nobody means the page by "it"."""
PAGES_BACK = 2
"""So many pages before one without a subject of its own may still be meant."""
_MOST_WORDS = 10
_POINTS = heard("points_back")
_WHERE = heard("asks_where")
_WHAT_IF = heard("asks_what_if")
_VAGUE = frozenset(
    {
        "unrelated", "help_menu", "safer_use_tip", "human", "treatment", "drug_alert_report", "checkin_ok_reply",
        "checkin_recurring", "checkin_start_timed", "wound_care", "test_strips", "testing_hiv_hcv", "syringe_location",
        "naloxone_location", "feedback", "greeting",
    }
)  # fmt: skip
"""Intents that a question without a name may be taken for; every other was meant."""
_BESIDE = frozenset({"", "guess", "place", "sites"})
"""Questions of ours beside which something else may be asked."""
_SEARCHING = frozenset({"place", "sites"})
_OWN_WISH = 0.8
"""From this chance on a wish for a person, a place or a check is one, whatever page it stands below."""
_TOPICAL = frozenset({"unrelated", "safer_use_tip", "help_menu", "wound_care", "feedback"})
"""Intents that say no more than that something is asked or told."""


def read(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True when the message, with the subject of the page behind it, asks something that has an answer."""
    if not _may_point_back(conversation, said, meaning):
        return False
    page, subject = _subject(conversation)
    understander = conversation.library.understander
    if not subject or understander is None or not _is_about(conversation, said, subject, meaning):
        return False
    if not _WHERE.isdisjoint(said.tokens):
        return conversation.session.awaiting not in _SEARCHING and _opens_search(conversation, page)
    text = f"{said.text} {subject}"
    if about_drugs(conversation, text, msgspec.structs.replace(meaning, asked=False, topic=None)):
        return True
    topic = understander.asked_of(said.text, subject)
    if topic == meaning.topic:
        return False  # so it is read without the subject too
    name = conversation.library.topics.get(topic, "") if topic else ""
    if not name:
        return False
    if name == conversation.session.node:
        conversation.again()
    else:
        conversation.enter(name)
    return True


def _may_point_back(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    library, session = conversation.library, conversation.session
    asks = (
        said.asks
        or meaning.alike
        or not _WHAT_IF.isdisjoint(said.runs)
        or not (_POINTS | QUESTION_WORDS | _WHERE).isdisjoint(said.tokens)
    )
    wish = meaning.intent not in _TOPICAL and meaning.confidence >= _OWN_WISH and not (meaning.asked or meaning.alike)
    return bool(
        asks
        and not wish
        and conversation.idle < OPEN_FOR
        and len(said.tokens) <= _MOST_WORDS
        and (not meaning.place or _POINTS.issuperset(plain(meaning.place).split()))
        and not meaning.is_emergency
        and meaning.intent in _VAGUE
        and session.awaiting in _BESIDE
        and session.node not in library.emergency_flow
        and session.node not in library.crisis_flow
    )


def _is_about(conversation: Conversation, said: Said, subject: str, meaning: Meaning) -> bool:
    """Whether it may be said of this subject: it names no other, or points back beside the name."""
    named = _names_in(conversation, said)
    if not named.isdisjoint(plain(subject).split()):
        return False  # it names it itself
    if not _POINTS.isdisjoint(said.tokens):
        return True
    return not (named or meaning.plain or conversation.library.drugs.questions.names_one(said.text))


def _names_in(conversation: Conversation, said: Said) -> set[str]:
    """The words of subjects that stand in this message, longer ones in any form: "breastfeed" names breast milk."""
    words = conversation.library.subject_words
    return {
        name
        for token in said.tokens
        for name in ({token[:size] for size in range(_STEM, len(token))} | {token})
        if name in words
    }


_STEM = 6
"""Letters from which the beginning of a word is the name of a subject."""


def _opens_search(conversation: Conversation, page: str) -> bool:
    finder = of_list.page_finder(conversation, page)
    if finder is None:
        return False
    conversation.enter(finder.name)
    return True


def _subject(conversation: Conversation) -> tuple[str, str]:
    """The page that is spoken of and what it is about, else what its flow is; the one before where staff named neither."""
    library, session = conversation.library, conversation.session
    for node in (session.node, *reversed(session.back[-PAGES_BACK:])):
        if node == library.entry:
            break
        keys = (f"{SUBJECT}{node}", f"{SUBJECT}{flow_of(node)}") if node else ()
        words = next((words for key in keys if (words := library.text(key, conversation.language))), "")
        if words:
            return node, words
    return "", ""
