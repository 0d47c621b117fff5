"""Somebody was asked to be a contact: only listed words and 1 or 2 agree or refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.engine import plain_answer
from app.features.contacts.effects import AnswerInvitation
from app.language.said import Said

if TYPE_CHECKING:
    from app.engine.conversation import Conversation


def read(conversation: Conversation, said: Said) -> bool:
    """True when somebody asked to be a contact agreed or refused."""
    if not conversation.known.invited:
        return False
    answers = conversation.library.plain_answers(conversation.language)
    agrees = plain_answer.pressed(said.pick, question="invitation", keys="1") or plain_answer.listed(
        said, question="invitation", answer="yes", words=answers.get("yes", ()), around=answers.get("around", ())
    )
    refuses = plain_answer.pressed(said.pick, question="invitation", keys="2") or plain_answer.listed(
        said,
        question="invitation",
        answer="no",
        words=(*answers.get("no", ()), *answers.get("cannot", ()), *answers.get("not_me", ())),
        around=answers.get("around", ()),
    )
    by = plain_answer.either(agrees, refuses)
    if by is None:
        return False
    conversation.effects.append(AnswerInvitation(by, agrees=agrees is not None))
    conversation.say("safety_checks.agreed" if agrees else "safety_checks.refused_invitation")
    return True


TEXTS = frozenset({"safety_checks.agreed", "safety_checks.refused_invitation"})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
