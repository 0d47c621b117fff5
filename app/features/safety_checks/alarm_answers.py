"""A contact was told of an alarm: only listed words and 1 or 2 take it or leave it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.features.safety_checks import asked_meanwhile
from app.features.safety_checks.effects import AnswerAlarm
from app.language.heard import heard
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

WAITS = "safety_checks.alarm_waits"
_MINUTES = heard("minute_units")


def read(conversation: Conversation, said: Said) -> bool:
    """True when the contact's answer was taken. An alarm that stays open is asked about again under any other answer."""
    if not conversation.known.alarm or conversation.vital_signs(said.text):
        return False
    answers = conversation.library.plain_answers(conversation.language)
    around = answers.get("around", ())
    coming = plain_answer.pressed(said.pick, question="alarm", keys="1") or plain_answer.listed(
        _without_how_long(said),
        question="alarm",
        answer="coming",
        words=(*answers.get("coming", ()), *answers.get("yes", ())),
        around=around,
    )
    cannot = plain_answer.pressed(said.pick, question="alarm", keys="2") or plain_answer.listed(
        said, question="alarm", answer="cannot", words=answers.get("cannot", ()), around=around
    )
    if conversation.known.alarm == "over":
        if coming or cannot:
            conversation.say("safety_checks.alarm_over")
        return bool(coming or cannot)
    by = plain_answer.either(coming, cannot)
    if by is None:
        conversation.remind = "safety_checks.alarm_waits"
        return bool(said.reaction) or asked_meanwhile.read(conversation, said, asked_meanwhile.OF_THE_ALARM)
    conversation.effects.append(AnswerAlarm(by, coming=coming is not None))
    conversation.say("safety_checks.alarm_coming" if coming else "safety_checks.alarm_declined")
    return True


def _without_how_long(said: Said) -> Said:
    """The message without the minutes at its end: "omw 20 min"."""
    kept = list(said.tokens)
    while len(kept) > 1 and (kept[-1].isdigit() or kept[-1] in _MINUTES):
        kept.pop()
    return said if len(kept) == len(said.tokens) or said.asks else Said(" ".join(kept))


TEXTS = frozenset(
    {
        "safety_checks.alarm_over",
        "safety_checks.alarm_coming",
        "safety_checks.alarm_declined",
        "safety_checks.alarm_waits",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
