"""What time alone does to the outbox: rows too late, statuses that never came, rows kept long enough."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, delete, select, update

from app.outbox.leases import tell
from app.outbox.messages import DONE, HANDED_OVER, NUDGE, REPLY, URGENT, DeliveryReport, beat, closed, leave_copy, pulse
from app.store.database import Database
from app.store.tables import OutboxRow, ProviderCopy, SendingMinute

MOST = 500
"""Rows of each sort a sweep looks at; the next one is two seconds later."""
SWEPT = "sweep"
WORKED = "worked"
"""The pulse of workers that send."""


class Due(NamedTuple):
    """How many rows are due now, counted up to `MOST`."""

    urgent: int
    others: int
    copies: int
    oldest: datetime | None
    """When the oldest of the others was due."""
    worked: datetime | None
    """When a worker last looked for them."""


def sweep(database: Database, *, now: datetime) -> Due:
    """Nothing late is left to be sent, nothing done is kept too long, and everybody can see that somebody looked."""
    with database.writing() as session:
        beat(session, SWEPT, now)
        _expire(session, now)
        _stop_waiting(session, now)
        gone = select(OutboxRow.id).where(col(OutboxRow.priority) == DONE, col(OutboxRow.next_at) <= now).limit(MOST)
        ids = session.exec(gone).all()
        if ids:
            session.exec(delete(OutboxRow).where(col(OutboxRow.id).in_(ids)))
        session.exec(delete(SendingMinute).where(col(SendingMinute.minute) < now - timedelta(hours=1)))
    with database.reading() as session:
        urgent, _ = _due(session, URGENT, now)
        replies, asked = _due(session, REPLY, now)
        nudges, planned = _due(session, NUDGE, now)
        copies = select(ProviderCopy.sid).where(col(ProviderCopy.delete_after) <= now).limit(MOST)
        waiting = len(session.exec(copies).all())
        worked = pulse(session, WORKED)
    oldest = min((at for at in (asked, planned) if at), default=None)
    return Due(urgent, replies + nudges, waiting, oldest, worked)


def _expire(session: Session, now: datetime) -> None:
    """Rows that nobody may send any more are closed; one that is being sent this moment is left to its sender."""
    late = (
        select(OutboxRow)
        .where(
            col(OutboxRow.priority).in_((URGENT, REPLY, NUDGE)),
            col(OutboxRow.next_at) <= now,
            col(OutboxRow.expires_at) <= now,
            col(OutboxRow.state) == "waiting",
        )
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    for row in session.exec(late).all():
        _close(session, row, now, outcome="expired")


def _stop_waiting(session: Session, now: datetime) -> None:
    silent = (
        select(OutboxRow)
        .where(col(OutboxRow.priority) == HANDED_OVER, col(OutboxRow.next_at) <= now)
        .limit(MOST)
        .with_for_update(skip_locked=True)
    )
    for row in session.exec(silent).all():
        if row.provider_sid:
            leave_copy(session, row.provider_sid, now=now)
        session.connection().execute(
            update(OutboxRow).where(col(OutboxRow.id) == row.id).values(**closed(now, outcome="sent"))
        )


def _close(session: Session, row: OutboxRow, now: datetime, *, outcome: str) -> None:
    session.connection().execute(
        update(OutboxRow).where(col(OutboxRow.id) == row.id).values(**closed(now, outcome=outcome))
    )
    tell(session, row, DeliveryReport(row.kind, row.channel, outcome, row.outcome_code, now))


def _due(session: Session, priority: int, now: datetime) -> tuple[int, datetime | None]:
    due = (
        select(OutboxRow.due_at)
        .where(col(OutboxRow.priority) == priority, col(OutboxRow.next_at) <= now)
        .order_by(col(OutboxRow.next_at))
        .limit(MOST)
    )
    times = session.exec(due).all()
    return len(times), min(times, default=None)
