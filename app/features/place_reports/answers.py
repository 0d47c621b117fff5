"""Somebody went to a place of the list and tells what it was like: which one is asked once, then they are thanked.

What is told goes to the record as a count. Nothing is said to be counted that the record did not take.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.find_sites import GUESSED, NOT_ASKING, listed_sites, speaks_of_somebody
from app.features.place_reports.effects import ReportPlace
from app.language.said import Said
from app.places.reported import KINDS

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

OPEN_FOR = 60 * 60
_MOST_WORDS = 16
_WAITS = "report_"
_NOT_WRITABLE = "not_writable"
WHICH = tuple(_WAITS + kind for kind in KINDS)
"""What a session waits for when it was asked which place something is told of."""
_ORDINALS = ("first", "second", "third")
_LONG = 4
"""Letters of a word that may tell one place of the list from the others by its name."""


def read(conversation: Conversation, said: Said) -> bool:
    """True when the message told something of a place of the list, and is answered."""
    session = conversation.session
    if session.awaiting not in ("sites", *WHICH) or not session.options or conversation.idle >= OPEN_FOR:
        return False
    kind = _told(conversation, said)
    if not kind or _means_worse(conversation, said):
        return False
    site = _site(conversation, said)
    if site:
        session.awaiting = "sites"
        _thank(conversation, site, kind)
    else:
        session.awaiting = _WAITS + kind
        conversation.say("line.report_which")
    return True


def _means_worse(conversation: Conversation, said: Said) -> bool:
    """Whether the words are an emergency or another cry; one that the model alone guesses is not, where nobody is spoken of."""
    meaning = conversation.means(said.text)
    if meaning.is_emergency:
        return not GUESSED.issuperset(meaning.why) or speaks_of_somebody(conversation, said)
    return meaning.intent in NOT_ASKING


def _told(conversation: Conversation, said: Said) -> str:
    """What of our four things the words tell; empty for a question, a story, and anything else."""
    if said.asks or len(said.tokens) > _MOST_WORDS or not said.words:
        return ""
    listed = conversation.library.plain_answers(conversation.language)
    words = f" {said.words} "
    return next((kind for kind in KINDS if any(f" {one} " in words for one in listed.get(f"place_{kind}", ()))), "")


def answer_which(conversation: Conversation, text: str) -> bool:
    """The answer to which place it was; anything else is read as if nothing had been asked."""
    session, said = conversation.session, Said(text)
    kind, session.awaiting = session.awaiting.removeprefix(_WAITS), "sites"
    site = _picked(conversation, said.pick) or _named(conversation, said)
    if not site or kind not in KINDS:
        return False
    _thank(conversation, site, kind)
    return True


def _site(conversation: Conversation, said: Said) -> str:
    """The place that is meant: by its number, its name, as the one heard last, or as the only one."""
    offered = conversation.session.options
    number = next((token for token in said.tokens if token.isdigit() and 0 < int(token) <= len(offered)), "")
    listed = conversation.library.plain_answers(conversation.language)
    ordinal = next((str(n) for n, name in enumerate(_ORDINALS, 1) if {*said.tokens} & {*listed.get(name, ())}), "")
    found = _picked(conversation, ordinal or number) or _named(conversation, said)
    if found or conversation.session.site in offered:
        return found or conversation.session.site
    return offered[0] if len(offered) == 1 else ""


def _picked(conversation: Conversation, key: str) -> str:
    offered = conversation.session.options
    return offered[int(key) - 1] if key.isdigit() and 0 < int(key) <= len(offered) else ""


def _named(conversation: Conversation, said: Said) -> str:
    """The one place of the list whose name shares a longer word with the message."""
    tokens = {token for token in said.tokens if len(token) >= _LONG}
    found = [
        site.id for site in listed_sites(conversation)
        if tokens & {word for word in Said(site.name).tokens if len(word) >= _LONG}
    ]  # fmt: skip
    return found[0] if len(found) == 1 else ""


def _thank(conversation: Conversation, site: str, kind: str) -> None:
    """The caller is thanked, and what they told is counted; where it could not be, that is said."""
    if (
        conversation.on_call or conversation.known.no_text_reason == "hidden"
    ):  # a call's number can be made up: it counts for nobody
        conversation.say("line.report_hidden")
    elif conversation.known.refused == _NOT_WRITABLE:
        conversation.say("line.report_failed")
    else:
        conversation.effects.append(ReportPlace(site, kind))
        conversation.tally("place_report")
        conversation.say("line.report_thanks")


TEXTS = frozenset({"line.report_which", "line.report_thanks", "line.report_hidden", "line.report_failed"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
