"""Sites near a place: asks for the place, lists the nearest, pages and details by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.model import Node
    from app.understanding import Meaning


def find_sites(talk: Conversation, node: Node) -> str:
    """The caller is asked for a place."""
    talk.session.service = node.service
    talk.session.waiting = "place"
    talk.say(node.say)
    return ""


def expects_place(talk: Conversation, meaning: Meaning) -> bool:
    """True when the line has just asked for a place and this message may be one."""
    return talk.session.waiting in ("place", "which") and (
        meaning.place is not None or meaning.intent in ("unrelated", "greeting")
    )


def search(
    talk: Conversation,
    node: Node | None,
    *,
    place: str | tuple[float, float] = "",
    page: int = 0,
    choose: int | None = None,
) -> bool:
    """True when there was something to look for and its answer is said."""
    return False
