"""The provider's own copies of what it was handed: asked to be deleted until it says they are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlmodel import Session, col, delete, select

from app.store.database import Database
from app.store.insert import inserting
from app.store.tables import ProviderCopy

LEASE = timedelta(seconds=60)
BACKLOG = timedelta(minutes=10)
"""Older than this, a copy that is still there is an alarm."""
LONGEST = timedelta(hours=1)
"""Between two tries: an account that lets nothing be deleted is not asked a hundred times a second."""


def leave(session: Session, left: Sequence[tuple[str, datetime]]) -> None:
    """These copies will be deleted from their times on; where one is known already, from the earlier time."""
    made = inserting(session, ProviderCopy)
    due = made.excluded.delete_after
    statement = made.on_conflict_do_update(
        index_elements=["sid"],
        set_={"delete_after": due, "since": due},
        where=due < col(ProviderCopy.delete_after),
    )
    # In order, so that two processes that write the same ones wait for each other and never in a ring.
    values = [{"sid": sid, "delete_after": at, "since": at, "tries": 0} for sid, at in sorted(left)]
    session.connection().execute(statement, values)


def claim(database: Database, *, limit: int, now: datetime) -> Sequence[str]:
    """Ids of copies to delete now; nobody else is handed the same for a minute."""
    with database.writing() as session:
        due = (
            select(ProviderCopy)
            .where(col(ProviderCopy.delete_after) <= now)
            .order_by(col(ProviderCopy.delete_after))
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = session.exec(due).all()
        for row in rows:
            row.delete_after = now + LEASE
            row.tries += 1
        return [row.sid for row in rows]


def deleted(session: Session, sids: Sequence[str]) -> None:
    """The provider has no copy of these any more."""
    session.exec(delete(ProviderCopy).where(col(ProviderCopy.sid).in_(sids)))


def later(session: Session, sid: str, *, now: datetime) -> None:
    """This one could not be deleted yet, and will be tried again."""
    row = session.get(ProviderCopy, sid)
    if row is not None:
        row.delete_after = now + min(timedelta(seconds=5 * 2 ** min(row.tries, 10)), LONGEST)


def backlog(session: Session, *, now: datetime) -> tuple[int, float]:
    """How many copies should be gone and are not, and for how many seconds the oldest."""
    old = select(ProviderCopy.since).where(col(ProviderCopy.since) <= now - BACKLOG).limit(1000)
    times = session.exec(old).all()
    return len(times), (now - min(times)).total_seconds() if times else 0.0
