"""Texts that were asked for on one call: rows of the outbox that name the call, and nobody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import col, select, update

from app.outbox.messages import Owner
from app.privacy.pseudonyms import CallKey, OptOutKey
from app.store.database import Transaction
from app.store.tables import OutboxRow

NEVER_COMES = ("unusable", "opted_out", "filtered")
TIMER = "timer"
"""The owner's kind of a text whose answer goes on with a timer; `once` of a text to keep."""
NOT_LEFT = ("waiting", "claimed")
ARRIVED = ("", "sent", "delivered", "assumed")
"""What may be known of a text that somebody answers: nobody answers one that never came, and then a 1 is the steps."""
ANSWERED_WITHIN = timedelta(minutes=15)
"""A timer is for now; and a bare 1 means the overdose steps again as soon as may be."""


def owner_of(call: CallKey, step: int, *, timer: int = 0) -> Owner:
    """Whose text it is that was asked for at this step of this call, and the minutes where it is about a timer."""
    return Owner(TIMER, call, f"{step}/{timer}") if timer else Owner("once", call, str(step))


def asked_at(session: Transaction, call: CallKey) -> dict[str, str]:
    """The steps of this call at which a text was asked for, and what became of it so far."""
    mine = col(OutboxRow.owner_kind).in_(["once", TIMER]) & (col(OutboxRow.owner_id) == call)
    rows = session.exec(select(OutboxRow.owner_step, OutboxRow.outcome).where(mine)).all()
    return {row[0]: row[1] for row in rows}


def timer_of(session: Transaction, keys: Sequence[str], *, now: datetime) -> int:
    """Minutes of the newest timer among the rows with these keys that may still be answered; 0 where there is none."""
    fresh = (col(OutboxRow.owner_kind) == TIMER) & (col(OutboxRow.due_at) > now - ANSWERED_WITHIN)
    came = col(OutboxRow.state).not_in(NOT_LEFT) & col(OutboxRow.outcome).in_(ARRIVED)
    newest = (
        select(OutboxRow.owner_step)
        .where(col(OutboxRow.key).in_(keys), fresh, came)
        .order_by(col(OutboxRow.due_at).desc(), col(OutboxRow.id))
        .limit(1)
    )
    step = session.exec(newest).first() or ""
    minutes = step.partition("/")[2]
    return int(minutes) if minutes.isdigit() else 0


def take_timer(session: Transaction, keys: Sequence[str]) -> None:
    """No timer among the rows with these keys waits for an answer any more."""
    mine = col(OutboxRow.key).in_(keys) & (col(OutboxRow.owner_kind) == TIMER)
    session.connection().execute(update(OutboxRow).where(mine).values(owner_kind="once"))


def end_timers(session: Transaction, opt_out_key: OptOutKey) -> None:
    """No timer of this person waits for an answer any more: STOP."""
    mine = (col(OutboxRow.opt_out_key) == opt_out_key) & (col(OutboxRow.owner_kind) == TIMER)
    session.connection().execute(update(OutboxRow).where(mine).values(owner_kind="once"))


def any_timer(session: Transaction, *, now: datetime) -> bool:
    """Whether anybody's timer may still be answered."""
    fresh = (col(OutboxRow.owner_kind) == TIMER) & (col(OutboxRow.due_at) > now - ANSWERED_WITHIN)
    return session.exec(select(OutboxRow.id).where(fresh).limit(1)).first() is not None
