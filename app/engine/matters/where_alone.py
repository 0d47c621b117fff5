"""A mere "where?" under a page that leads to places: where what it speaks of is to be had."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.matters import of_list
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation


def read(conversation: Conversation, said: Said) -> bool:
    """True when the place was asked for in which the page's own service is looked for."""
    if (
        conversation.session.awaiting
        or conversation.idle >= of_list.OPEN_FOR
        or conversation.session.node == conversation.library.entry
    ):
        return False
    if said.words not in conversation.library.plain_answers(conversation.language).get("where", ()):
        return False
    finder = of_list.page_finder(conversation)
    if finder is None:
        return False
    conversation.enter(finder.name)
    return True
