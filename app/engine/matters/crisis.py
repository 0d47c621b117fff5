"""A talk about not wanting to live is open: short answers and refusals stay in it; a clear other wish is followed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import routing, urgent
from app.engine.matters import staying
from app.language.said import REFUSALS, Said
from app.understanding import EMERGENCIES

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.understanding import Meaning

OPEN_FOR = 60 * 60
_SURE = 0.75
"""From this chance on another wish is clear enough to be followed."""
_TAKEN = frozenset({"them"})
"""What was taken, here, and nobody."""
_REFUSING = frozenset((word,) for word in REFUSALS)
"""Who begins with a no tells of nothing swallowed: "no cops no 988"."""
_STAY = ("line.crisis_stay", "line.crisis_stay_more")
_NO_WISH = frozenset(
    {"unrelated", "greeting", "checkin_ok_reply", "stop", "forget_me", "start", "feedback", "language_switch"}
)


def is_open(conversation: Conversation) -> bool:
    """Whether the caller was last in the flow that answers suicidal words."""
    return (
        conversation.session.node in conversation.library.crisis_flow
        and conversation.idle < OPEN_FOR
        and not conversation.session.awaiting
    )


def read(conversation: Conversation, said: Said) -> bool:
    """True when the talk goes on; False where a number, a word of the line or a clear wish leads on."""
    library = conversation.library
    if (
        not is_open(conversation)
        or said.pick
        or not said.words
        or (conversation.node is not None and conversation.node.stay)
    ):
        return False
    if library.told(conversation.session.node, said.words, conversation.language):
        return False
    if library.labelled(conversation.session.node, said.words, conversation.language) or library.is_word(
        said.words, conversation.language
    ):
        return False
    meaning = conversation.means(said.text)
    if _took_something(conversation, said, meaning):
        return True
    if meaning.intent == "suicidal_crisis":
        return False
    if meaning.intent not in _NO_WISH and (meaning.confidence >= _SURE or meaning.plain):
        return False
    if meaning.topic in ("grief", "watched_phone", "privacy"):
        return False
    staying.go_on(conversation, _STAY)
    if meaning.topic != routing.THANKS and not said.made_of(
        library.plain_answers(conversation.language).get("yes", ())
    ):
        conversation.again()
    return True


def _took_something(conversation: Conversation, said: Said, meaning: Meaning) -> bool:
    """Whoever tells of having taken something, or gives a cry that is only weighed and names nobody else, is where that is answered.

    Steps beside somebody on the floor are no answer to who is alone with what they swallowed.
    """
    target = conversation.library.hears(conversation.session.node, "me")
    if not target or meaning.plain or said.tokens[:1] in _REFUSING or urgent.names_another(said, but=_TAKEN):
        return False
    tells = said.tells(conversation.library.reports(conversation.language).only("me")) == "me"
    if not tells and not (meaning.intent in EMERGENCIES and meaning.faint):
        return False
    if target == conversation.session.node:
        staying.go_on(conversation, _STAY)
        conversation.again()
    else:
        conversation.enter(target)
    return True


TEXTS = frozenset(_STAY)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
