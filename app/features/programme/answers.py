"""Open or closed, in the first words of the reply; the page with the hours follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.places.hours import openness_of
from app.places.hours_words import open_words
from app.places.place_words import shipped_words, words_in
from app.places.site import Site

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node, Programme


def say_whether_open(conversation: Conversation, node: Node) -> str:
    """The caller hears whether the programme is open now, where its hours are known and real, and then the page."""
    programme = conversation.library.release.programme
    now = _now(programme, conversation) if programme.hours and not programme.fictional else ""
    if now:
        conversation.words(f"{now[0].upper()}{now[1:]}.")
    conversation.show(node)
    return ""


def _now(programme: Programme, conversation: Conversation) -> str:
    site = Site(
        id="programme",
        name="",
        hours=programme.hours,
        zone=programme.zone,
        country=programme.country,
        state=programme.state,
    )
    found = openness_of(site, now=conversation.now)
    if found.state == "unknown" and not (found.ask_first or found.holiday):
        return ""
    finder = conversation.library.finder
    words = finder.words(conversation.composing) if finder else words_in(shipped_words(), conversation.composing)
    return open_words(site, found, now=conversation.now, words=words, spoken=conversation.on_call)
