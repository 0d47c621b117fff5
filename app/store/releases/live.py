"""Which release is live: one row, locked by whoever writes anything of releases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session, select

from app.store.insert import insert_once
from app.store.tables import ReleaseLive

_ROW = 1


def seen(session: Session) -> ReleaseLive:
    """The row as it is now."""
    return session.get(ReleaseLive, _ROW) or ReleaseLive(id=_ROW)


def locked(session: Session) -> ReleaseLive:
    """The row, which nobody else changes until this transaction ends."""
    query = select(ReleaseLive).where(ReleaseLive.id == _ROW).with_for_update()
    row = session.exec(query).first()
    if row is None:
        insert_once(session, ReleaseLive, id=_ROW, change=0, by="", door="folder")
        row = session.exec(query).one()
    return row


def move(session: Session, *, number: int, by: str, at: datetime, door: str) -> None:
    """This release is live from now on, in this transaction."""
    row: Any = locked(session)
    row.number, row.by, row.since, row.door = number, by[:80], at, door
    row.change += 1
    session.add(row)
    session.flush()
