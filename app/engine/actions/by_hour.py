"""A line that people do not answer at all hours: its own page while they do, else the page that names it last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.staffed import answers

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node


def by_hour(conversation: Conversation, node: Node) -> str:
    """Leads to `go` while somebody answers `line` in the caller's language, and to `otherwise` at any other time."""
    hours = conversation.library.release.staffed.get(node.line)
    return node.go if answers(hours, conversation.now, conversation.language) else node.otherwise
