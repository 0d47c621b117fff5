"""Which place of the list a caller speaks of, and what is asked of that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.actions.find_sites import MOST_WISHES, details, listed_sites
from app.language.said import Said
from app.places.asked_words import AskedWords, shipped_asked
from app.places.gazetteer import fold
from app.places.geocode_text import is_plain

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_TELLING = 4
"""A word of so many letters may be a place's name."""


def asked_words(conversation: Conversation) -> AskedWords:
    """How people ask for places here."""
    return conversation.library.finder.geocoder.asked if conversation.library.finder is not None else shipped_asked()


def picked(conversation: Conversation, said: Said) -> str:
    """The number of the place that is spoken of, by its number, its turn, its name or its street; empty where none is."""
    return _numbered(conversation, said) or _called(conversation, said)


def _numbered(conversation: Conversation, said: Said) -> str:
    """The number of the place that is spoken of: "the second one", "how far is number 2", "the last one"."""
    asked = asked_words(conversation)
    ordinals = asked.ordinals
    ordinal = next((ordinals[token] for token in said.tokens if token in ordinals), "")
    if ordinal == "last":
        return str(len(conversation.session.options))
    numbered = asked.numbered.search(said.words)
    return ordinal or (numbered[1] if numbered else "")


def _called(conversation: Conversation, said: Said) -> str:
    """The number of the one place that is spoken of by its name or street: "the one on market st"."""
    words = [word for word in said.tokens if not is_plain(word, digits=False)]
    if not any(len(word) >= _TELLING and not word.isdigit() for word in words):
        return ""
    site_ids = conversation.session.options
    named = [
        site.id
        for site in listed_sites(conversation)
        if {*fold(f"{site.name} {site.street}").split()}.issuperset(words)
    ]
    return str(site_ids.index(named[0]) + 1) if len(named) == 1 else ""


def of_this(conversation: Conversation, number: str, wishes: tuple[str, ...]) -> bool:
    """True when the details of the place of this number were said, with what was asked of it in front."""
    session, place = conversation.session, int(number) - 1
    if wishes and 0 <= place < len(session.options) and _about(conversation, session.options[place], wishes):
        return True
    return details(conversation, number)


def of_the_one(conversation: Conversation, said: Said, wishes: tuple[str, ...]) -> bool:
    """What is asked while one place is on the screen is asked of it, unless the words speak of several."""
    session, finder, asked = conversation.session, conversation.library.finder, asked_words(conversation)
    only = session.options[0] if len(session.options) == 1 else ""
    site = session.site if session.site in session.options else only
    if (
        "delivery" in wishes
        or finder is None
        or not site
        or asked.of_all.search(said.words)
        or asked.another.search(said.words)
    ):
        return False
    return _about(conversation, site, wishes)


def _about(conversation: Conversation, site: str, wishes: tuple[str, ...]) -> bool:
    """True when what was asked of this site of the list was answered, as far as the list says."""
    session, finder = conversation.session, conversation.library.finder
    if finder is None:
        return False
    found = finder.about(
        site,
        session.service,
        session.search_place,
        wishes[:MOST_WISHES],
        language=conversation.composing,
        now=conversation.now,
        hidden=conversation.library.release.services_off,
    )
    if found is None:
        return False
    session.site = site
    conversation.words(found.spoken if conversation.on_call else found.text)
    return True
