"""What waits to be sent or deleted, when somebody sets the clock: it goes on waiting for as long as it would have."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, delete, select, update

from app.outbox.messages import DONE
from app.store.tables import OutboxRow, ProviderCopy, SendingMinute, SendingPulse


def move_along(session: Session, by: timedelta) -> None:
    """Every moment of what waits, and every sign of life, is so much later; counts by the minute begin anew."""
    for row in session.exec(select(OutboxRow).where(col(OutboxRow.priority) < DONE).with_for_update()).all():
        row.next_at, row.due_at, row.expires_at = row.next_at + by, row.due_at + by, row.expires_at + by
    for copy in session.exec(select(ProviderCopy)).all():
        copy.delete_after, copy.since = copy.delete_after + by, copy.since + by
    session.exec(delete(SendingMinute))
    for pulse in session.exec(select(SendingPulse).where(~col(SendingPulse.name).startswith("boot:"))).all():
        later = update(SendingPulse).where(col(SendingPulse.name) == pulse.name)
        session.connection().execute(later.values(at=pulse.at + by))
