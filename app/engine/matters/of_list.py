"""Places were listed, or a page was read that leads to some: what is asked next is about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine.actions.find_sites import MOST_WISHES, by_mail, details, search
from app.engine.list_picks import asked_words, of_the_one, of_this, picked
from app.engine.services import SERVICES_OF_INTENTS
from app.language.said import Said
from app.places.answers import NearMe, NotFound
from app.places.near import NEAREST_HERE
from app.places.request import read_request

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node
    from app.understanding import Meaning

OPEN_FOR = 60 * 60
_ZIP = re.compile(r"^\W*(\d{5})(?:-\d{4})?\W*$")
_OURS = frozenset({"programme_open", "programme_id", "programme_languages", "programme_where"})
"""Questions about the programme behind the line that may as well be about a place."""
_MOST_WORDS = 9
_SHORT_PLACE = 3
_CODE = re.compile(r"(?<![\w-])(\d{5})(?:-\d{4})?(?![\w-])")


def read(conversation: Conversation, said: Said) -> bool:
    """True when the message was about the list on the screen, or named a place for the page that was read."""
    if conversation.idle >= OPEN_FOR or not said.words:
        return False
    return _of_the_list(conversation, said) or _for_the_page(conversation, said)


def may_mean_it(conversation: Conversation, meaning: Meaning) -> bool:
    """Whether the hours or the ID asked after are those of the places just listed, not those of the programme behind the line."""
    return meaning.topic in _OURS and conversation.session.awaiting == "sites"


def _of_the_list(conversation: Conversation, said: Said) -> bool:
    session = conversation.session
    if session.awaiting != "sites" or not session.service:
        return False
    short = len(said.tokens) <= _MOST_WORDS
    number = picked(conversation, said) if short else ""
    request = read_request(said.text, asked_words(conversation))
    if number and of_this(conversation, number, request.wishes):
        return True
    meaning = conversation.means(said.text)
    of_list = short and asked_words(conversation).about_list.search(said.words) is not None
    service = request.services[0] if request.services else "" if of_list else _named_service(conversation, meaning)
    place = place_said(conversation, said)
    if place:
        return _elsewhere(conversation, service, place)
    if (
        not short
        or _near_me(conversation, meaning)
        or (meaning.plain and meaning.intent in ("stop", "suicidal_crisis"))
    ):
        return False
    if request.wishes and service in ("", session.service):
        return of_the_one(conversation, said, request.wishes) or _wished(conversation, request.wishes)
    if service and service != session.service:
        return bool(session.search_place) and _other_service(conversation, service)
    if meaning.intent in ("stop", "suicidal_crisis"):
        return False
    if asked_words(conversation).another.search(said.words):
        return search(conversation, None, page=session.page + 1)
    if number:
        return search(conversation, None, page=session.page)  # no such number on the list: which there are
    return of_list and _told_again(conversation, said)


def _near_me(conversation: Conversation, meaning: Meaning) -> bool:
    """Whether the place that is named is where the caller is: a new question, for which they say where that is."""
    finder = conversation.library.finder
    return (
        finder is not None and bool(meaning.place) and isinstance(finder.geocoder.locate(meaning.place or ""), NearMe)
    )


def _elsewhere(conversation: Conversation, service: str, place: str) -> bool:
    """The same, or what else is named, in another place."""
    name = conversation.library.finds.get(service, "") if service not in ("", conversation.session.service) else ""
    if service and not name and service != conversation.session.service:
        return False
    return search(conversation, conversation.library.nodes[name] if name else None, place=place)


def _wished(conversation: Conversation, wishes: tuple[str, ...]) -> bool:
    """The places of the list that have what is wished, or what comes by mail instead."""
    if "delivery" in wishes and by_mail(conversation, conversation.session.service.partition("+")[0]):
        return True
    conversation.session.wishes = tuple(wish for wish in wishes if wish != "delivery")[:MOST_WISHES]
    return search(conversation, None)


def _told_again(conversation: Conversation, said: Said) -> bool:
    """The one place heard last, or the list: what is asked of it stands there, or how to have it of each."""
    session, asked = conversation.session, asked_words(conversation)
    if len(session.options) == 1:
        return details(conversation, "1")
    if session.site in session.options:
        return details(conversation, str(session.options.index(session.site) + 1))
    note = "of_one" if asked.of_one.search(said.words) else NEAREST_HERE if asked.nearer.search(said.words) else ""
    return search(conversation, None, page=session.page, note="" if session.page and note == NEAREST_HERE else note)


def place_said(conversation: Conversation, said: Said) -> str:
    """The place a short message names, where the places of this line know it; empty where it names none."""
    code = _CODE.search(said.text)
    if code is not None:
        return code[1]
    meaning, finder = conversation.means(said.text), conversation.library.finder
    if len(said.tokens) > _MOST_WORDS or finder is None:
        return meaning.place or ""
    place = meaning.place or _placed(conversation, said)
    # "anything closer" is about the list: no town is guessed that is spelled nearly so.
    of_list = any(
        words.search(said.words) for words in (asked_words(conversation).about_list, asked_words(conversation).another)
    )
    where = finder.geocoder.locate(place, guess=not of_list) if place else None
    return "" if where is None or isinstance(where, NearMe | NotFound) else place


def _placed(conversation: Conversation, said: Said) -> str:
    """What would be the place if one had been asked for, of a message that says little else: looking it up takes its time."""
    understander = conversation.library.understander
    where = said.tokens[-_SHORT_PLACE:] if len(said.tokens) > _SHORT_PLACE else said.tokens
    leads = not asked_words(conversation).leads.isdisjoint(said.tokens[:3])
    if understander is None or said.asks or not (leads or not conversation.library.small_words(where)):
        return ""
    place = understander.understand(said.text, language=conversation.session.language, expects="place").place or ""
    return place if leads or len(said.tokens) <= _SHORT_PLACE else ""


def _other_service(conversation: Conversation, service: str) -> bool:
    """The same place, for something else."""
    around, name = conversation.session.search_place, conversation.library.finds.get(service, "")
    return bool(name) and search(conversation, conversation.library.nodes[name], place=around)


def _named_service(conversation: Conversation, meaning: Meaning) -> str:
    return SERVICES_OF_INTENTS.get(meaning.intent, "") if meaning.confidence >= 0.5 or meaning.plain else ""


def _for_the_page(conversation: Conversation, said: Said) -> bool:
    """A place alone, or "where can I go" with one, is looked for about the page that was just read."""
    node = conversation.node
    finder = page_finder(conversation)
    if (
        node is None
        or finder is None
        or node.name == conversation.library.entry
        or conversation.session.awaiting in ("place", "which", "sites")
    ):
        return False
    alone = _ZIP.match(said.text)
    if alone:
        return search(conversation, finder, place=alone[1])
    meaning = conversation.means(said.text)
    named = SERVICES_OF_INTENTS.get(meaning.intent, "")
    if named and named != finder.service and meaning.topic is not None:
        return False
    if any(service != finder.service for service in read_request(said.text, asked_words(conversation)).services):
        return False
    place = place_said(conversation, said)
    return bool(place) and search(conversation, finder, place=place)


def page_finder(conversation: Conversation, page: str = "") -> Node | None:
    """The node that looks for places which this page (the caller's where none is named) leads to: its own choices first, then those one page on."""
    nodes = conversation.library.nodes
    node = nodes.get(page) if page else conversation.node
    if node is None:
        return None
    ways = [choice.go for choice in node.choices] + ([node.next] if node.next else [])
    near = [nodes[way] for way in ways if way in nodes]
    for found in (
        *near,
        *(
            nodes[choice.go]
            for one in near
            if one.name != conversation.library.entry
            for choice in one.choices[:1]
            if choice.go in nodes
        ),
    ):
        if found.do == "find_sites":
            return found
    return None
