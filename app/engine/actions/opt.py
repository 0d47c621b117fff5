"""Stop and start, reached through a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def opt_out(talk: Conversation, node: Node) -> str:
    """Nothing unasked goes to this caller from now on."""
    talk.opt_out()
    return ""


def opt_in(talk: Conversation, node: Node) -> str:
    """An earlier opt-out is lifted; nothing is armed by it."""
    talk.opt_in()
    return ""
