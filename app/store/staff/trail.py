"""What was done with accounts, each line chained by hash to the one before, and the lock under which it is written."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text
from sqlmodel import Session, col, select

from app.store import hash_chain
from app.store.tables import StaffTrail

_LOCK = 7_046_130
"""PostgreSQL's advisory lock of whoever changes accounts."""


def lock(session: Session) -> None:
    """Nobody else changes accounts until this transaction ends; on SQLite that is so from its start."""
    if session.get_bind().dialect.name == "postgresql":
        session.connection().execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})


def append(session: Session, *, at: datetime, who: str, act: str, about: str = "") -> None:
    """This is the newest line."""
    lock(session)
    last = session.exec(select(StaffTrail).order_by(col(StaffTrail.id).desc()).limit(1)).first()
    before = last.hash if last else hash_chain.START
    row = StaffTrail(at=at, who=who[:80], act=act[:24], about=about[:400], before=before, hash="")
    row.hash = hash_chain.hash_of(row)
    session.add(row)
    session.flush()


def newest(session: Session, *, most: int = 100) -> list[StaffTrail]:
    """The newest lines, newest first."""
    return list(session.exec(select(StaffTrail).order_by(col(StaffTrail.id).desc()).limit(most)))


def first_broken(session: Session) -> int | None:
    """The first line that is not as it was written, or whose predecessor is gone; None while the chain is whole."""
    rows = session.exec(select(StaffTrail).order_by(col(StaffTrail.id)))
    return hash_chain.first_broken(rows)
