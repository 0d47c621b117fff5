"""A hard talk goes on: its ways of saying so take turns, since the same sentence twice is a machine's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.conversation import Conversation


def go_on(conversation: Conversation, texts: Sequence[str]) -> None:
    """The next of these content keys is said; after the last comes the first."""
    conversation.say(texts[conversation.session.stayed % len(texts)])
    conversation.session.stayed += 1
