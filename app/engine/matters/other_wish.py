"""The steps were opened by a guess that names nobody: a clear other wish has its answer there, and the way back under it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import revocation, routing
from app.language.said import Said
from app.understanding import EMERGENCIES

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

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
    page = conversation.library.topics.get(_topic(conversation, said, meaning), "")
    if page:
        conversation.enter(page)
        return True
    if meaning.intent in _NO_WISH or (meaning.confidence < _SURE and not meaning.plain):
        return False
    return routing.meant(conversation, meaning)


def _topic(conversation: Conversation, said: Said, meaning: Meaning) -> str:
    """What is asked about: by listed words, or so much like the examples of a topic that it is hardly anything else."""
    if meaning.asked:
        return meaning.topic or ""
    understander = conversation.library.understander
    likeliest = understander.likeliest(said.text) if understander is not None else None
    return likeliest.topic if likeliest is not None and likeliest.chance >= _SURE else ""
