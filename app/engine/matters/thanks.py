"""Somebody answered what was asked in words of their own: thanks, and what the numbers in them lead to."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.conversation import Conversation


def give(conversation: Conversation) -> bool:
    """Whether there was somebody to thank, and the thanks were said."""
    if not conversation.thank:
        return False
    conversation.say(conversation.thank)
    if conversation.thank_leads:
        conversation.session.options, conversation.session.awaiting = conversation.thank_leads, "guess"
    return True
