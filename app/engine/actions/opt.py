"""Stop and start, reached through a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.lasting_acts import ask

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def opt_out(conversation: Conversation, node: Node) -> str:
    """Nothing unasked goes to this caller from now on, where they said so plainly; else they are asked."""
    if conversation.answered is None:
        ask(conversation, "stop")
    else:
        conversation.opt_out(conversation.answered)
    return ""


def opt_in(conversation: Conversation, node: Node) -> str:
    """An earlier opt-out is lifted, where they said so plainly; nothing is armed by it."""
    if conversation.answered is None:
        ask(conversation, "start")
    else:
        conversation.opt_in(conversation.answered)
    return ""
