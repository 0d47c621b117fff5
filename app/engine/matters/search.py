"""Places were listed, or a page was read that leads to some: what is asked next is about them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.engine.actions.find_sites import MOST_WISHES, details, search
from app.engine.compiled_release import SERVICES_OF_INTENTS
from app.language.said import Said
from app.places.request import read_request

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node
    from app.understanding import Meaning

OPEN_FOR = 60 * 60
_ZIP = re.compile(r"^\W*(\d{5})(?:-\d{4})?\W*$")
_ORDINALS = {
    "first": "1", "1st": "1", "primero": "1", "primera": "1", "second": "2", "2nd": "2", "segundo": "2", "segunda": "2",
    "third": "3", "3rd": "3", "tercero": "3", "tercera": "3",
}  # fmt: skip
_ABOUT_LIST = re.compile(
    r"\b(?:open|closed?|hours|close|closes|abierto|abierta|abren|cierra|cierran|horario|nearest|closest|cercano|cercana|near|which|cual|"
    r"get there|directions|address|direccion|llego|bus|phone number|telefono|far|lejos|walk|weekend|sunday|sundays|saturday|saturdays|"
    r"monday|tonight|today|now|domingo|domingos|sabado|sabados|lunes|hoy|noche|ahora)\b"
)
_ANOTHER = re.compile(r"\b(?:another|other|others|else|more|otro|otra|otros|otras|mas)\b")
_MOST_WORDS = 9


def read(talk: Conversation, said: Said) -> bool:
    """True when the message was about the list on the screen, or named a place for the page that was read."""
    if talk.idle >= OPEN_FOR or not said.words:
        return False
    return _of_the_list(talk, said) or _for_the_page(talk, said)


def _of_the_list(talk: Conversation, said: Said) -> bool:
    session = talk.session
    if session.waiting != "sites" or not session.service:
        return False
    short = len(said.tokens) <= _MOST_WORDS
    ordinal = next((_ORDINALS[token] for token in said.tokens if token in _ORDINALS), "")
    if ordinal and short and details(talk, ordinal):
        return True
    meaning = talk.means(said.text)
    request = read_request(said.text)
    service = request.services[0] if request.services else _named_service(talk, meaning)
    if request.wishes and not meaning.place and service in ("", session.service) and short:
        session.wishes = tuple(wish for wish in request.wishes if wish != "delivery")[:MOST_WISHES]
        return search(talk, None)
    if meaning.place and _ZIP.match(said.text) is None and service in ("", session.service):
        return search(talk, None, place=meaning.place)
    if meaning.place and service in ("", session.service):
        return search(talk, None, place=meaning.place)
    if service and service != session.service and not meaning.place and short and session.around:
        return _other_service(talk, service)
    if not short or meaning.place or meaning.intent in ("stop", "suicidal_crisis"):
        return False
    if _ANOTHER.search(said.words):
        return search(talk, None, page=session.page + 1)
    if _ABOUT_LIST.search(said.words):
        return (
            details(talk, str(session.offered.index(session.site) + 1))
            if session.site in session.offered
            else search(talk, None, page=session.page)
        )
    return False


def _other_service(talk: Conversation, service: str) -> bool:
    """The same place, for something else."""
    around, name = talk.session.around, talk.library.finds.get(service, "")
    return bool(name) and search(talk, talk.library.nodes[name], place=around)


def _named_service(talk: Conversation, meaning: Meaning) -> str:
    return SERVICES_OF_INTENTS.get(meaning.intent, "") if meaning.confidence >= 0.5 or meaning.plain else ""


def _for_the_page(talk: Conversation, said: Said) -> bool:
    """A place alone, or "where can I go" with one, is looked for about the page that was just read."""
    node = talk.node
    finder = page_finder(talk)
    if node is None or finder is None or talk.session.waiting in ("place", "which", "sites"):
        return False
    alone = _ZIP.match(said.text)
    if alone:
        return search(talk, finder, place=alone[1])
    meaning = talk.means(said.text)
    named = SERVICES_OF_INTENTS.get(meaning.intent, "")
    if not meaning.place or (named and named != finder.service and meaning.topic is not None):
        return False
    if read_request(said.text).services:
        return False
    return search(talk, finder, place=meaning.place)


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
            if one.name.partition(".")[0] == node.name.partition(".")[0]
            for choice in one.choices
            if choice.go in nodes
        ),
    ):
        if found.do == "find_sites":
            return found
    return None
