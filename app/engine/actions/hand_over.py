"""A person: the programme's peer line, without passing on the caller's number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.effects import Connect

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def hand_over(talk: Conversation, node: Node | None = None) -> str:
    """A call is bridged, a text is told the number; where there is no peer line, other staffed lines are named."""
    talk.count("hand_over")
    if not talk.library.release.blanks.get("peer_number"):
        talk.say("line.no_person")
        return node.otherwise if node else ""
    if not talk.on_call:
        talk.say("line.person")
        return ""
    talk.say("line.connecting")
    talk.session.awaiting = "peer"
    talk.effects.append(Connect(language=talk.language))
    return ""


TEXTS = frozenset({"line.person", "line.no_person", "line.connecting", "line.accept"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
