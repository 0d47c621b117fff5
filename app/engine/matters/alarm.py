"""A contact was told of an alarm, or asked to be one: only listed words and 1 or 2 take it, leave it, agree or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.engine.effects import AnswerAlarm, AnswerInvitation
from app.engine.plain_answer import PlainAnswer
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation

WAITS = "safety_checks.alarm_waits"


def read(talk: Conversation, said: Said) -> bool:
    """True when the contact's answer was taken. An alarm that stays open is asked about again under any other answer."""
    if not talk.known.alarm:
        return False
    answers = talk.library.plain_answers(talk.language)
    around = answers.get("around", ())
    coming = plain_answer.pressed(said.pick, question="alarm", keys="1") or plain_answer.listed(
        said,
        question="alarm",
        answer="coming",
        words=(*answers.get("coming", ()), *answers.get("yes", ())),
        around=around,
    )
    cannot = plain_answer.pressed(said.pick, question="alarm", keys="2") or plain_answer.listed(
        said, question="alarm", answer="cannot", words=answers.get("cannot", ()), around=around
    )
    if talk.known.alarm == "over":
        if coming or cannot:
            talk.say("safety_checks.alarm_over")
        return bool(coming or cannot)
    by = _one_of(coming, cannot)
    if by is None:
        talk.remind = "safety_checks.alarm_waits"
        return bool(said.reaction)
    talk.effects.append(AnswerAlarm(by, coming=coming is not None))
    talk.say("safety_checks.alarm_coming" if coming else "safety_checks.alarm_declined")
    return True


def invitation(talk: Conversation, said: Said) -> bool:
    """True when somebody asked to be a contact agreed or refused."""
    if not talk.known.invited:
        return False
    answers = talk.library.plain_answers(talk.language)
    agrees = plain_answer.pressed(said.pick, question="invitation", keys="1") or plain_answer.listed(
        said, question="invitation", answer="yes", words=answers.get("yes", ()), around=answers.get("around", ())
    )
    refuses = plain_answer.pressed(said.pick, question="invitation", keys="2") or plain_answer.listed(
        said,
        question="invitation",
        answer="no",
        words=(*answers.get("no", ()), *answers.get("cannot", ())),
        around=answers.get("around", ()),
    )
    by = _one_of(agrees, refuses)
    if by is None:
        return False
    talk.effects.append(AnswerInvitation(by, agrees=agrees is not None))
    talk.say("safety_checks.agreed" if agrees else "safety_checks.refused_invitation")
    return True


def _one_of(yes: PlainAnswer | None, no: PlainAnswer | None) -> PlainAnswer | None:
    """The one that was said; None where the message can be read as both, which is plainly neither."""
    return None if yes is not None and no is not None else yes or no


TEXTS = frozenset(
    {
        "safety_checks.alarm_over",
        "safety_checks.refused_invitation",
        "safety_checks.agreed",
        "safety_checks.alarm_coming",
        "safety_checks.alarm_declined",
        "safety_checks.alarm_waits",
    }
)
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
