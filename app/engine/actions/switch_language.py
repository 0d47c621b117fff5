"""The other language, and the same place in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def switch_language(conversation: Conversation, node: Node) -> str:
    """The caller is where they were, in the language of the node."""
    return switch_to(conversation, node.language)


def switch_to(conversation: Conversation, language: str) -> str:
    """The session is in this language; returns the node to say again, the one the caller came from."""
    if language not in conversation.library.release.languages:
        conversation.say("line.unavailable")
        return ""
    conversation.session.language = language
    if not conversation.by_text_only():
        conversation.say("line.language_switched")
    session = conversation.session
    here = conversation.node
    if here is not None and here.do != "switch_language":
        return session.node
    if session.back:
        session.back, last = session.back[:-1], session.back[-1]
        return last
    return conversation.library.entry


TEXTS = frozenset({"line.unavailable", "line.language_switched"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
