"""A mere "where?", or "where do i get those", under a page that leads to places: where what it speaks of is to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.matters import of_list
from app.language.heard import heard
from app.language.said import Said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.engine.conversation import Conversation

_WHERE = heard("asks_where")
_AROUND = _WHERE | heard("points_back") | heard("around_where")
_MOST_WORDS = 9
_BESIDE = frozenset({"", "guess"})
"""Questions of ours beside which a place may be asked for: none, and which page was meant."""


def read(conversation: Conversation, said: Said) -> bool:
    """True when the place was asked for in which the page's own service is looked for."""
    if conversation.session.awaiting not in _BESIDE or conversation.idle >= of_list.OPEN_FOR:
        return False
    if not _asks_only_where(conversation, said):
        return False
    finder = next((node for page in _pages(conversation) if (node := of_list.page_finder(conversation, page))), None)
    if finder is None:
        return False
    conversation.enter(finder.name)
    return True


def _asks_only_where(conversation: Conversation, said: Said) -> bool:
    if said.words in conversation.library.plain_answers(conversation.language).get("where", ()):
        return True
    return (
        0 < len(said.tokens) <= _MOST_WORDS and not _WHERE.isdisjoint(said.tokens) and _AROUND.issuperset(said.tokens)
    )


def _pages(conversation: Conversation) -> Iterator[str]:
    """The pages that may be meant: those just offered, then the one that is read."""
    session = conversation.session
    if session.awaiting == "guess":
        yield from session.options
    if session.node and session.node != conversation.library.entry:
        yield session.node
