"""When something falls due next: how far a demo's clock may be moved without missing anything on the way."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import Session, col, select

from app.features.check_ins import tables as checkins
from app.outbox.messages import NUDGE, REPLY, URGENT
from app.privacy.pseudonyms import OptOutKey
from app.rules.check_in import CheckIn
from app.rules.check_in import State as CheckInState
from app.rules.safety_check import State
from app.store.tables import CheckInRow, OutboxRow, SafetyCheckRow


def next_due(session: Session, people: Sequence[OptOutKey]) -> datetime | None:
    """The earliest moment at which a message, a check-in or a safety check of these people has its turn; None without one.

    What nobody would notice is left out: a check-in that only waits to be deleted, a safety check that has closed.
    """
    waiting = select(OutboxRow.next_at).where(
        col(OutboxRow.opt_out_key).in_(people), col(OutboxRow.lane).in_((URGENT, REPLY, NUDGE))
    )
    running = select(SafetyCheckRow.next_at).where(
        col(SafetyCheckRow.opt_out_key).in_(people), col(SafetyCheckRow.state) != str(State.CLOSED)
    )
    asked = session.exec(select(CheckInRow).where(col(CheckInRow.opt_out_key).in_(people))).all()
    planned = [row.due_at for row in asked if _asks(checkins.read(row))]
    return min([*session.exec(waiting).all(), *session.exec(running).all(), *planned], default=None)


def _asks(check_in: CheckIn) -> bool:
    rests = check_in.state is CheckInState.PAUSED and check_in.resumes is not None
    return rests or check_in.state is CheckInState.ACTIVE
