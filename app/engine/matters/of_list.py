"""Places were listed, or a page was read that leads to some: what is asked next is about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine.actions.find_sites import MOST_WISHES, details, search
from app.engine.services import SERVICES_OF_INTENTS
from app.language.said import Said
from app.places.answers import NearMe, NotFound
from app.places.asked_words import AskedWords, shipped_asked
from app.places.request import read_request

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node
    from app.understanding import Meaning

OPEN_FOR = 60 * 60
_ZIP = re.compile(r"^\W*(\d{5})(?:-\d{4})?\W*$")
_HOURS = "programme_open"
_MOST_WORDS = 9
_SHORT_PLACE = 3
_CODE = re.compile(r"(?<![\w-])(\d{5})(?:-\d{4})?(?![\w-])")


def read(talk: Conversation, said: Said) -> bool:
    """True when the message was about the list on the screen, or named a place for the page that was read."""
    if talk.idle >= OPEN_FOR or not said.words:
        return False
    return _of_the_list(talk, said) or _for_the_page(talk, said)


def may_mean_it(talk: Conversation, meaning: Meaning) -> bool:
    """Whether an hour asked after is that of the places just listed, not that of the programme behind the line."""
    return meaning.topic == _HOURS and talk.session.awaiting == "sites"


def _of_the_list(talk: Conversation, said: Said) -> bool:
    session = talk.session
    if session.awaiting != "sites" or not session.service:
        return False
    short = len(said.tokens) <= _MOST_WORDS
    picked = _picked(talk, said)
    if short and details(talk, picked):
        return True
    meaning, request = talk.means(said.text), read_request(said.text, _asked(talk))
    of_list = short and _asked(talk).about_list.search(said.words) is not None
    service = request.services[0] if request.services else "" if of_list else _named_service(talk, meaning)
    place = place_said(talk, said)
    if place:
        return _elsewhere(talk, service, place)
    if not short or _near_me(talk, meaning) or (meaning.plain and meaning.intent in ("stop", "suicidal_crisis")):
        return False
    if request.wishes and service in ("", session.service):
        session.wishes = tuple(wish for wish in request.wishes if wish != "delivery")[:MOST_WISHES]
        return search(talk, None)
    if service and service != session.service:
        return bool(session.search_place) and _other_service(talk, service)
    if meaning.intent in ("stop", "suicidal_crisis"):
        return False
    if _asked(talk).another.search(said.words):
        return search(talk, None, page=session.page + 1)
    if short and picked:
        return search(talk, None, page=session.page)  # no such number on the list: which there are
    return of_list and _told_again(talk)


def _asked(talk: Conversation) -> AskedWords:
    """How people ask for places here."""
    return talk.library.finder.geocoder.asked if talk.library.finder is not None else shipped_asked()


def _near_me(talk: Conversation, meaning: Meaning) -> bool:
    """Whether the place that is named is where the caller is: a new question, for which they say where that is."""
    finder = talk.library.finder
    return (
        finder is not None and bool(meaning.place) and isinstance(finder.geocoder.locate(meaning.place or ""), NearMe)
    )


def _picked(talk: Conversation, said: Said) -> str:
    """The number of the place that is spoken of: "the second one", "how far is number 2", "the last one"."""
    asked = _asked(talk)
    ordinals = asked.ordinals
    ordinal = next((ordinals[token] for token in said.tokens if token in ordinals), "")
    if ordinal == "last":
        return str(len(talk.session.options))
    numbered = asked.numbered.search(said.words)
    return ordinal or (numbered[1] if numbered else "")


def _elsewhere(talk: Conversation, service: str, place: str) -> bool:
    """The same, or what else is named, in another place."""
    name = talk.library.finds.get(service, "") if service not in ("", talk.session.service) else ""
    if service and not name and service != talk.session.service:
        return False
    return search(talk, talk.library.nodes[name] if name else None, place=place)


def _told_again(talk: Conversation) -> bool:
    """The one place heard last, or the list: what is asked of it stands there."""
    session = talk.session
    if len(session.options) == 1:
        return details(talk, "1")
    if session.site in session.options:
        return details(talk, str(session.options.index(session.site) + 1))
    return search(talk, None, page=session.page)


def place_said(talk: Conversation, said: Said) -> str:
    """The place a short message names, where the places of this line know it; empty where it names none."""
    code = _CODE.search(said.text)
    if code is not None:
        return code[1]
    meaning, finder = talk.means(said.text), talk.library.finder
    if len(said.tokens) > _MOST_WORDS or finder is None:
        return meaning.place or ""
    place = meaning.place or _placed(talk, said)
    # "anything closer" is about the list: no town is guessed that is spelled nearly so.
    of_list = any(words.search(said.words) for words in (_asked(talk).about_list, _asked(talk).another))
    where = finder.geocoder.locate(place, guess=not of_list) if place else None
    return "" if where is None or isinstance(where, NearMe | NotFound) else place


def _placed(talk: Conversation, said: Said) -> str:
    """What would be the place if one had been asked for, of a message that says little else: looking it up takes its time."""
    understander = talk.library.understander
    where = said.tokens[-_SHORT_PLACE:] if len(said.tokens) > _SHORT_PLACE else said.tokens
    leads = not _asked(talk).leads.isdisjoint(said.tokens[:3])
    if understander is None or said.asks or not (leads or not talk.library.small_words(where)):
        return ""
    place = understander.understand(said.text, language=talk.session.language, expects="place").place or ""
    return place if leads or len(said.tokens) <= _SHORT_PLACE else ""


def _other_service(talk: Conversation, service: str) -> bool:
    """The same place, for something else."""
    around, name = talk.session.search_place, talk.library.finds.get(service, "")
    return bool(name) and search(talk, talk.library.nodes[name], place=around)


def _named_service(talk: Conversation, meaning: Meaning) -> str:
    return SERVICES_OF_INTENTS.get(meaning.intent, "") if meaning.confidence >= 0.5 or meaning.plain else ""


def _for_the_page(talk: Conversation, said: Said) -> bool:
    """A place alone, or "where can I go" with one, is looked for about the page that was just read."""
    node = talk.node
    finder = page_finder(talk)
    if (
        node is None
        or finder is None
        or node.name == talk.library.entry
        or talk.session.awaiting in ("place", "which", "sites")
    ):
        return False
    alone = _ZIP.match(said.text)
    if alone:
        return search(talk, finder, place=alone[1])
    meaning = talk.means(said.text)
    named = SERVICES_OF_INTENTS.get(meaning.intent, "")
    if named and named != finder.service and meaning.topic is not None:
        return False
    if any(service != finder.service for service in read_request(said.text, _asked(talk)).services):
        return False
    place = place_said(talk, said)
    return bool(place) and search(talk, finder, place=place)


def page_finder(talk: Conversation) -> Node | None:
    """The node that looks for places which this page leads to: its own choices first, then those one page on."""
    node, nodes = talk.node, talk.library.nodes
    if node is None:
        return None
    ways = [choice.go for choice in node.choices] + ([node.next] if node.next else [])
    near = [nodes[way] for way in ways if way in nodes]
    for found in (
        *near,
        *(
            nodes[choice.go]
            for one in near
            if one.name != talk.library.entry
            for choice in one.choices[:1]
            if choice.go in nodes
        ),
    ):
        if found.do == "find_sites":
            return found
    return None
