"""Stop and start, reached through a flow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.lasting_acts import ask

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def opt_out(talk: Conversation, node: Node) -> str:
    """Nothing unasked goes to this caller from now on, where they said so plainly; else they are asked."""
    if talk.answered is None:
        ask(talk, "stop")
    else:
        talk.opt_out(talk.answered)
    return ""


def opt_in(talk: Conversation, node: Node) -> str:
    """An earlier opt-out is lifted, where they said so plainly; nothing is armed by it."""
    if talk.answered is None:
        ask(talk, "start")
    else:
        talk.opt_in(talk.answered)
    return ""
