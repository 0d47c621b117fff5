"""The other language, and the same place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def switch_language(talk: Conversation, node: Node) -> str:
    """The caller is where they were, in the language of the node."""
    return switch_to(talk, node.language)


def switch_to(talk: Conversation, language: str) -> str:
    """The session is in this language; returns the node to say again, the one the caller came from."""
    if language not in talk.library.release.languages:
        talk.say("line.unavailable")
        return ""
    talk.session.language = language
    if not talk.by_text_only():
        talk.say("line.language_switched")
    session = talk.session
    here = talk.node
    if here is not None and here.do != "switch_language":
        return session.node
    if session.back:
        session.back, last = session.back[:-1], session.back[-1]
        return last
    return talk.library.entry


TEXTS = frozenset({"line.unavailable", "line.language_switched"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
