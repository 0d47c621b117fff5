"""Which process answers from which release: a row each, written anew every few seconds."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.store.insert import inserting
from app.store.tables import ReleaseReader

ALIVE = timedelta(seconds=30)
"""How long after its last sign of life a process counts."""
_KEPT = timedelta(days=1)


def note(session: Session, row: ReleaseReader) -> None:
    """The process answers from this release."""
    values = row.model_dump()
    changed = {name: value for name, value in values.items() if name not in ("host", "pid")}
    session.connection().execute(
        inserting(session, ReleaseReader)
        .values(**values)
        .on_conflict_do_update(index_elements=["host", "pid"], set_=changed)
    )
    session.connection().execute(delete(ReleaseReader).where(col(ReleaseReader.at) < row.at - _KEPT))


def gone(session: Session, *, host: str, pid: int) -> None:
    """The process has ended and counts no more."""
    session.connection().execute(
        delete(ReleaseReader).where(col(ReleaseReader.host) == host, col(ReleaseReader.pid) == pid)
    )


def alive(session: Session, *, now: datetime) -> list[ReleaseReader]:
    """Processes that gave a sign of life lately."""
    query = select(ReleaseReader).where(col(ReleaseReader.at) > now - ALIVE)
    return list(session.exec(query.order_by(ReleaseReader.host, col(ReleaseReader.pid))))
