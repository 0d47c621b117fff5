"""A timer asked for on a call: what it is not, for how long; then one text, whose written answer goes on with it.

Nothing is armed, nobody is asked and nothing of the record is said on a call: a caller's number can be faked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.effects import TextMe
from app.features.safety_checks.rules import minutes_of
from app.features.text_me.effects import TakeTimerWish
from app.language.durations import find
from app.language.heard import heard
from app.language.said import Said
from app.language.short_answers import plain

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node

KEYS = {"1": 10, "2": 20, "3": 30, "4": 45, "5": 5, "6": 6, "7": 7, "8": 8}
"""Minutes by key: whoever says "five" where keys are read out means five."""

_UNITS = heard("minute_units")
_MOST_WORDS = 4


def minutes_said(text: str) -> int | None:
    """The minutes that are all this message says: "5 minutes", "forty five", "treinta y cinco"."""
    words = [word for word in plain(text).split()[: _MOST_WORDS + 1] if word not in ("y", "and")]
    numbers = [word for word in words if word not in _UNITS]
    if not numbers or len(words) > _MOST_WORDS or any(find([word], bare=True) is None for word in numbers):
        return None
    return find([*numbers, "minutes"], bare=False)


def is_length(text: str) -> bool:
    """Whether this message is a bare length of time: where minutes are asked for an answer, and no cry for help."""
    return bool(minutes_said(text))


def ask_minutes(conversation: Conversation, node: Node) -> str:
    """The staffed lines and what this is not are said, then it is asked how long; or why it cannot be."""
    if conversation.known.refused or not conversation.known.number:
        conversation.tally("safety_refused")
        conversation.say("safety_checks.cannot")
        if conversation.known.no_text_reason == "hidden":
            conversation.say("line.text_me_hidden", word=_word(conversation))
        return ""
    conversation.say(node.say)
    if conversation.meaning is not None and conversation.meaning.minutes:
        _by_text(conversation, minutes_of(conversation.meaning.minutes))
        return ""
    conversation.session.awaiting = "safety_minutes"
    conversation.say("safety_checks.how_long")
    return ""


def answer_minutes(conversation: Conversation, text: str) -> bool:
    """True when it was said how long and a text is on its way, or it was asked again."""
    minutes = KEYS.get(text) or minutes_said(text) or conversation.means(text).minutes
    if not minutes:
        if conversation.means(text).intent not in ("unrelated", "greeting", "checkin_start_timed"):
            return False
        conversation.say("safety_checks.how_long")
        return True
    _by_text(conversation, minutes_of(minutes))
    return True


def _by_text(conversation: Conversation, minutes: int) -> None:
    conversation.session.awaiting = ""
    if conversation.known.no_text_reason:
        why = "hidden" if conversation.known.no_text_reason == "hidden" else "cannot"
        conversation.say(f"line.text_me_{why}", word=_word(conversation))
        return
    words = conversation.library.text("safety_checks.asked_on_call", conversation.language, minutes=str(minutes))
    conversation.effects.append(TextMe(words, timer=minutes))
    conversation.tally("timer_asked")
    conversation.say("safety_checks.by_text")
    conversation.say("safety_checks.backwards")  # only ever said: whoever reads the phone must not find it


def _word(conversation: Conversation) -> str:
    flow = conversation.library.release.flows.get(conversation.session.node.split(".")[0])
    return flow.word.get(conversation.language, "") if flow else ""


def written_answer(conversation: Conversation, said: Said) -> bool:
    """True when the text went on with the timer asked for on a call, or ended it."""
    if not conversation.known.timer:
        return False
    key, node = said.pick, conversation.library.answers.get("checkin_start_timed", "")
    if key not in ("1", "2") or not node or conversation.session.awaiting.startswith("safety"):
        return False
    conversation.effects.append(TakeTimerWish())
    if key == "1":
        conversation.enter(node)
    else:
        conversation.say("safety_checks.not_started")
        conversation.session.node = conversation.session.awaiting = (
            ""  # numbers mean the menu again, and 1 the overdose steps
        )
    return True


TEXTS = frozenset(
    {
        "line.text_me_hidden",
        "line.text_me_cannot",
        "safety_checks.cannot",
        "safety_checks.how_long",
        "safety_checks.asked_on_call",
        "safety_checks.by_text",
        "safety_checks.backwards",
        "safety_checks.not_started",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
