"""The steps were opened by a guess that names nobody: a clear other wish has its answer there, and the way back under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import revocation, routing
from app.language.said import Said
from app.understanding import EMERGENCIES

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

_SURE = 0.75
"""From this chance on a wish is clear enough to be followed."""
_NO_WISH = frozenset(
    {"unrelated", "greeting", "checkin_ok_reply", "feedback", "help_menu", "language_switch", *revocation.LASTING}
)


def read(conversation: Conversation, said: Said) -> bool:
    """True when the guess was wrong as far as one can see, and what is wished for now was answered."""
    if not conversation.session.weighed:
        return False
    meaning = conversation.means(said.text)
    if meaning.intent in EMERGENCIES or meaning.clarify:
        return False
    page = conversation.library.topics.get(meaning.topic or "", "") if meaning.asked else ""
    if page:
        conversation.enter(page)
        return True
    if meaning.intent in _NO_WISH or (meaning.confidence < _SURE and not meaning.plain):
        return False
    return routing.meant(conversation, meaning)
