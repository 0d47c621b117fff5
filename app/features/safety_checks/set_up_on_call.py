"""A timer asked for on a call: what it is not, for how long; then one text, whose written answer goes on with it.

Nothing is armed, nobody is asked and nothing of the record is said on a call: a caller's number can be faked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine.effects import TextMe
from app.features.safety_checks.rules import minutes_of
from app.features.text_me.effects import TakeTimerWish
from app.language.durations import find
from app.language.said import Said
from app.language.short_answers import plain

if TYPE_CHECKING:
    from app.engine.conversation import Conversation
    from app.engine.release import Node

KEYS = {"1": 10, "2": 20, "3": 30, "4": 45, "5": 5, "6": 6, "7": 7, "8": 8}
"""Minutes by key: whoever says "five" where keys are read out means five."""

_UNITS = frozenset("m min mins minute minutes minuto minutos".split())
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


def ask_minutes(talk: Conversation, node: Node) -> str:
    """The staffed lines and what this is not are said, then it is asked how long; or why it cannot be."""
    if talk.known.refused or not talk.known.number:
        talk.count("safety_refused")
        talk.say("safety_checks.cannot")
        if talk.known.no_text_reason == "hidden":
            talk.say("line.text_me_hidden", word=_word(talk))
        return ""
    talk.say(node.say)
    if talk.meaning is not None and talk.meaning.minutes:
        _by_text(talk, minutes_of(talk.meaning.minutes))
        return ""
    talk.session.awaiting = "safety_minutes"
    talk.say("safety_checks.how_long")
    return ""


def answer_minutes(talk: Conversation, text: str) -> bool:
    """True when it was said how long and a text is on its way, or it was asked again."""
    minutes = KEYS.get(text) or minutes_said(text) or talk.means(text).minutes
    if not minutes:
        if talk.means(text).intent not in ("unrelated", "greeting", "checkin_start_timed"):
            return False
        talk.say("safety_checks.how_long")
        return True
    _by_text(talk, minutes_of(minutes))
    return True


def _by_text(talk: Conversation, minutes: int) -> None:
    talk.session.awaiting = ""
    if talk.known.no_text_reason:
        why = "hidden" if talk.known.no_text_reason == "hidden" else "cannot"
        talk.say(f"line.text_me_{why}", word=_word(talk))
        return
    words = talk.library.text("safety_checks.asked_on_call", talk.language, minutes=str(minutes))
    talk.effects.append(TextMe(words, timer=minutes))
    talk.count("timer_asked")
    talk.say("safety_checks.by_text")
    talk.say("safety_checks.backwards")  # only ever said: whoever reads the phone must not find it


def _word(talk: Conversation) -> str:
    flow = talk.library.release.flows.get(talk.session.node.split(".")[0])
    return flow.word.get(talk.language, "") if flow else ""


def written_answer(talk: Conversation, said: Said) -> bool:
    """True when the text went on with the timer asked for on a call, or ended it."""
    if not talk.known.timer:
        return False
    key, node = said.pick, talk.library.answers.get("checkin_start_timed", "")
    if key not in ("1", "2") or not node or talk.session.awaiting.startswith("safety"):
        return False
    talk.effects.append(TakeTimerWish())
    if key == "1":
        talk.enter(node)
    else:
        talk.say("safety_checks.not_started")
        talk.session.node = talk.session.awaiting = ""  # numbers mean the menu again, and 1 the overdose steps
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
