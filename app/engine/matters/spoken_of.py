"""A question that names nothing is about what the page is about: "how much is it" below naloxone is the price of naloxone.

The words of the page's subject (content key `subject.<flow>` or `subject.<flow>.<page>`) are put behind the message, and what
staff listed as a question, or two drugs named, is answered; whatever else comes of that is left to those who read after.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.engine.drug_questions import about_drugs
from app.engine.pages import flow_of
from app.engine.routing import destination
from app.language.heard import heard
from app.language.said import QUESTION_WORDS, Said
from app.language.short_answers import plain

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

OPEN_FOR = 60 * 60
"""Seconds after which nobody means the page by "it"."""
_MOST_WORDS = 9
_POINTS_OR_ASKS = heard("points_back") | QUESTION_WORDS
_VAGUE = frozenset(
    {"unrelated", "help_menu", "safer_use_tip", "human", "treatment", "drug_alert_report", "checkin_ok_reply"}
)  # fmt: skip
"""Intents that a question without a name may be taken for; every other was meant."""


def read(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """True when the message, with the subject of the page behind it, asks something that has an answer."""
    if not _may_point_back(conversation, said, meaning):
        return False
    subject = _subject(conversation)
    understander = conversation.library.understander
    if not subject or understander is None or not set(plain(subject).split()).isdisjoint(said.tokens):
        return False
    text = f"{said.text} {subject}"
    read_so = understander.understand(text, language=conversation.session.language)
    if read_so.is_emergency:
        return False
    drugs = about_drugs(conversation, text, msgspec.structs.replace(read_so, emergency=False))
    name = destination(conversation, read_so) if read_so.asked or read_so.alike else ""
    if drugs or not name:
        return drugs
    if name == conversation.session.node:
        conversation.again()
    else:
        conversation.enter(name)
    return True


def _may_point_back(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    library, session = conversation.library, conversation.session
    asks = said.asks or not _POINTS_OR_ASKS.isdisjoint(said.tokens)
    return bool(
        asks
        and conversation.idle < OPEN_FOR
        and len(said.tokens) <= _MOST_WORDS
        and not meaning.asked
        and not meaning.place
        and not meaning.emergency
        and (meaning.clarify or meaning.intent in _VAGUE)
        and session.node not in library.emergency_flow
        and session.node not in library.crisis_flow
    )


def _subject(conversation: Conversation) -> str:
    """What the page is about, else what its flow is about; empty where staff named neither."""
    library, node = conversation.library, conversation.session.node
    keys = (f"subject.{node}", f"subject.{flow_of(node)}") if node else ()
    return next((words for key in keys if (words := library.text(key, conversation.language))), "")
