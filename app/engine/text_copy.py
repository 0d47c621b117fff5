"""What somebody hears on a call, as one text to keep: complete in itself, because no list can be answered from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from app.language.sms_text import segments
from app.places.found import WhichPlace

if TYPE_CHECKING:
    from app.engine.compiled_release import CompiledRelease
    from app.engine.conversation import Conversation
    from app.engine.release import Node

MOST_SEGMENTS = 8
"""Of one text: a whole how-to, or three places with address and hours. Twilio advises ten at most."""
MOST_LETTERS = 1500
"""Twilio refuses more than 1,600 (error 21617)."""


def is_urgent(library: CompiledRelease, node: Node) -> bool:
    """Whether this node stands in a flow that answers an emergency."""
    return bool(_first_of(library, node))


def _first_of(library: CompiledRelease, node: Node) -> str:
    """The first answer to the emergency that this node's flow is about; empty where it is about none."""
    flow = node.name.split(".")[0]
    return next((name for name in sorted(library.urgent) if name.split(".")[0] == flow), "")


def node_text(library: CompiledRelease, node: Node, language: str) -> str:
    """What this node says as a text, and the steps that follow while they fit; in an emergency its first answer leads."""
    first = _first_of(library, node)
    if first:
        names = dict.fromkeys((first, node.name))
        steps = [library.text(library.nodes[name].say, language) for name in names if name in library.nodes]
        return _fitted(steps, end=library.text("line.text_me_end", language))
    return wrapped(library, [library.text(one.say, language) for one in _onward(library, node)], language)


def is_whole(library: CompiledRelease, node: Node, language: str, *, fits: Callable[[str], bool]) -> bool:
    """Whether all that this node says stands in its text; `fits` is `fits` below, or one that remembers."""
    whole = library.text(node.say, language)
    if _first_of(library, node):
        return whole in node_text(library, node, language)
    start, end = (library.text(key, language) for key in ("line.text_me_start", "line.text_me_end"))
    return fits(f"{start}\n{whole}\n{end}")


def _onward(library: CompiledRelease, node: Node) -> list[Node]:
    """The node and the steps after it, as long as they are facts of the same flow."""
    steps = [node]
    while True:
        coming = library.nodes.get(steps[-1].next)
        if (
            coming is None
            or coming in steps
            or not coming.text_me
            or coming.name.split(".")[0] != node.name.split(".")[0]
        ):
            return steps
        steps.append(coming)


def wrapped(library: CompiledRelease, passages: Iterable[str], language: str) -> str:
    """The passages between words that anybody may read and the way on; a locked screen shows only the first of it."""
    start, end = (library.text(key, language) for key in ("line.text_me_start", "line.text_me_end"))
    return _fitted([start, *passages], end=end)


def _fitted(passages: list[str], *, end: str = "") -> str:
    """As many of the passages as one text holds, in order; the first always."""
    body = passages[0]
    for passage in passages[1:]:
        longer = f"{body}\n{passage}"
        if not fits(f"{longer}\n{end}"):
            break
        body = longer
    return f"{body}\n{end}" if end else body


def fits(text: str) -> bool:
    """Whether this is one text that a phone company takes."""
    return len(text) <= MOST_LETTERS and segments(text).count <= MOST_SEGMENTS


def heard(conversation: Conversation) -> str:
    """The text of what the caller has just heard; empty where that is nothing to keep."""
    node, session = conversation.node, conversation.session
    if node is None or not node.text_me:
        return ""
    if node.do:
        return _sites(conversation) if session.awaiting == "sites" else ""
    return "" if session.awaiting else node_text(conversation.library, node, conversation.language)


def _sites(conversation: Conversation) -> str:
    """The place whose details were heard, or each place of the list with its address and hours."""
    session, finder = conversation.session, conversation.library.finder
    if finder is None or not session.search_place:
        return ""
    answer = finder.find(
        session.service,
        session.search_place,
        language=conversation.composing,
        now=conversation.now,
        page=session.page,
        hidden=conversation.library.release.services_off,
    )
    if isinstance(answer, WhichPlace) or not answer.sites:
        return ""
    chosen = [site.text for site in answer.sites if site.id == session.site]
    return wrapped(conversation.library, chosen or [site.text for site in answer.sites], conversation.composing)


TEXTS = frozenset({"line.text_me_start", "line.text_me_end"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
