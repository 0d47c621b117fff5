"""A person: the programme's peer line, without passing on the caller's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.effects import Connect

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def hand_over(conversation: Conversation, node: Node | None = None) -> str:
    """A call is bridged, a text is told the number; where there is no peer line, other staffed lines are named."""
    conversation.tally("hand_over")
    if not conversation.library.release.blanks.get("peer_number"):
        conversation.say("line.no_person")
        return node.otherwise if node else ""
    if not conversation.on_call:
        conversation.say("line.person")
        return ""
    conversation.say("line.connecting")
    conversation.session.awaiting = "peer"
    conversation.effects.append(Connect(language=conversation.language))
    return ""


TEXTS = frozenset({"line.person", "line.no_person", "line.connecting", "line.accept"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
