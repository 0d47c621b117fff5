"""What the processes of one machine agree on about the time, in the record: when the machine started, by the line's time."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import cast

from sqlalchemy import CursorResult
from sqlmodel import Session, col, delete, select, update

from app.store.insert import insert_once
from app.store.tables import SendingPulse

_PREFIX = "boot:"


def agreed(session: Session, start: str, origin: float) -> float:
    """The origin that was agreed on for this start of the machine: the first process's own, in a transaction that writes."""
    older = col(SendingPulse.name).startswith(start.rpartition(":")[0] + ":", autoescape=True)
    session.exec(delete(SendingPulse).where(older, col(SendingPulse.name) != start))
    insert_once(session, SendingPulse, name=start, at=_moment(origin))
    return known(session, start) or origin


def known(session: Session, start: str) -> float | None:
    """The origin agreed on; None where no process has written one."""
    found = session.get(SendingPulse, start, populate_existing=True)
    return found.at.timestamp() if found is not None else None


def alone(session: Session, start: str) -> bool:
    """Whether no other machine works on this record: their time is not ours to move."""
    others = select(SendingPulse.name).where(
        col(SendingPulse.name).startswith(_PREFIX), col(SendingPulse.name) != start
    )
    return session.exec(others).first() is None


def replace(session: Session, start: str, *, old: float, new: float) -> bool:
    """Whether this process, and no other, has changed what was agreed on."""
    mine = (col(SendingPulse.name) == start) & (col(SendingPulse.at) == _moment(old))
    changed = session.connection().execute(update(SendingPulse).where(mine).values(at=_moment(new)))
    return cast("CursorResult[object]", changed).rowcount == 1


def _moment(origin: float) -> datetime:
    return datetime.fromtimestamp(origin, UTC)
