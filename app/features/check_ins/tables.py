"""Check-ins in the record. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from sqlmodel import Session, col, delete, select

from app.features.check_ins.rules import CheckIn
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.store.tables import CheckInRow

_decoder = msgspec.json.Decoder(CheckIn)


def read(row: CheckInRow) -> CheckIn:
    """The check-in this row holds."""
    return _decoder.decode(row.state_json)


def write(row: CheckInRow, check_in: CheckIn) -> None:
    """The row holds this check-in."""
    row.state_json = msgspec.json.encode(check_in).decode()
    row.due_at = check_in.due_at


def of(session: Session, owner: CallerKey) -> CheckInRow | None:
    """This caller's check-in, to be changed in this transaction."""
    return session.exec(select(CheckInRow).where(col(CheckInRow.caller_key) == owner).with_for_update()).one_or_none()


def peek(session: Session, owner: CallerKey) -> CheckInRow | None:
    """This caller's check-in, only to be looked at."""
    return session.exec(select(CheckInRow).where(col(CheckInRow.caller_key) == owner)).one_or_none()


def by_id(session: Session, id: str) -> CheckInRow | None:
    """The check-in with this id, which stays as it is until this transaction ends."""
    return session.get(CheckInRow, id, populate_existing=True, with_for_update={"read": True})


def due(session: Session, now: datetime, *, limit: int) -> Sequence[CheckInRow]:
    """The longest due, each for this transaction alone: another ticker passes them over."""
    statement = select(CheckInRow).where(col(CheckInRow.due_at) <= now).order_by(col(CheckInRow.due_at)).limit(limit)
    return session.exec(statement.with_for_update(skip_locked=True)).all()


def forget(session: Session, opt_out_key: OptOutKey) -> Sequence[str]:
    """No check-in of this person is left; the ids of those that were."""
    ids = session.exec(select(CheckInRow.id).where(col(CheckInRow.opt_out_key) == opt_out_key)).all()
    session.exec(delete(CheckInRow).where(col(CheckInRow.opt_out_key) == opt_out_key))
    return ids


def any_at_all(session: Session) -> bool:
    """Whether anybody has check-ins."""
    return session.exec(select(CheckInRow.id).limit(1)).first() is not None


def of_people(session: Session, people: Sequence[OptOutKey]) -> Sequence[CheckInRow]:
    """The check-ins of these people."""
    return session.exec(select(CheckInRow).where(col(CheckInRow.opt_out_key).in_(people))).all()
