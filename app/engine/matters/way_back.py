"""A place was looked up out of the steps: whatever is not about it is from beside the person again, and leads back there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.matters import of_list, steps
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_LISTS = frozenset({"sites", "which", "place"})
_FROM_THE_FLOOR = frozenset(
    "no_change given given_again breathing bad_breathing asleep awake vomiting dead no_cpr how_to_breathe how_to_spray how_to_inject".split()
)
"""Reports that nobody makes of a list of places."""
_ASKED = frozenset({"no_cpr", "how_to_breathe", "how_to_spray", "how_to_inject"})
"""Those that may be a question."""


def read(conversation: Conversation, said: Said) -> bool:
    """True: what is told from the floor has its step, and what is no answer to "which place" the step they were at."""
    left = _left(conversation)
    if not left or said.pick:
        return False
    report = said.tells(steps.reports(conversation))
    if report in _FROM_THE_FLOOR and (report in _ASKED or not said.asks):
        conversation.enter(conversation.library.hears(left, report) or left)
        return True
    if conversation.session.awaiting == "sites" or of_list.place_said(conversation, said):
        return False
    if conversation.library.is_word(said.words, conversation.language) or said.words in conversation.library.opens:
        return False
    conversation.enter(left)
    return True


def instead(conversation: Conversation) -> bool:
    """True where somebody who was not understood is back at the step they were at."""
    left = _left(conversation)
    if left:
        conversation.enter(left)
    return bool(left)


def _left(conversation: Conversation) -> str:
    """The step that was left for this list a few minutes ago; empty where there is none."""
    session = conversation.session
    left = session.back[-1] if session.back else ""
    if (
        left not in conversation.library.open_steps
        or session.awaiting not in _LISTS
        or conversation.idle >= steps.NUMBERS_FOR
    ):
        return ""
    return left
