"""Safety checks in the record. Every function works inside the caller's transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from sqlmodel import Session, col, delete, select, update

from app.features.safety_checks.rules import Check, CheckState
from app.outbox.messages import REHEARSAL
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.store.tables import ContactRow, OutboxRow, SafetyCheckRow

_MOMENTS = ("due_at", "next_at", "escalated_at", "alive_at")
_decoder = msgspec.json.Decoder(Check)


def read(row: SafetyCheckRow) -> Check:
    """The check this row holds."""
    return _decoder.decode(row.state_json)


def write(row: SafetyCheckRow, check: Check) -> None:
    """The row holds this check."""
    row.state_json = msgspec.json.encode(check).decode()
    row.state, row.next_at = str(check.state), check.next_at


def running(session: Session, owner: CallerKey) -> SafetyCheckRow | None:
    """This caller's check that has not closed, to be changed in this transaction."""
    mine = (col(SafetyCheckRow.caller_key) == owner) & (col(SafetyCheckRow.state) != str(CheckState.CLOSED))
    statement = select(SafetyCheckRow).where(mine).order_by(col(SafetyCheckRow.next_at)).limit(1)
    return session.exec(statement.with_for_update()).first()


def peek(session: Session, owner: CallerKey) -> SafetyCheckRow | None:
    """This caller's check that has not closed, only to be looked at."""
    mine = (col(SafetyCheckRow.caller_key) == owner) & (col(SafetyCheckRow.state) != str(CheckState.CLOSED))
    return session.exec(select(SafetyCheckRow).where(mine).order_by(col(SafetyCheckRow.next_at)).limit(1)).first()


def by_id(session: Session, id: str) -> SafetyCheckRow | None:
    """The check with this id as it is now, to be changed in this transaction."""
    return session.get(SafetyCheckRow, id, populate_existing=True, with_for_update=True)


def of_person(session: Session, opt_out_key: OptOutKey) -> Sequence[SafetyCheckRow]:
    """Every check of this person, closed or not."""
    mine = select(SafetyCheckRow).where(col(SafetyCheckRow.opt_out_key) == opt_out_key)
    return session.exec(mine.with_for_update()).all()


def told(session: Session, contact: str) -> Sequence[SafetyCheckRow]:
    """Every check that names this contact, the newest first."""
    named = (col(SafetyCheckRow.contact1_id) == contact) | (col(SafetyCheckRow.contact2_id) == contact)
    return session.exec(select(SafetyCheckRow).where(named).order_by(col(SafetyCheckRow.next_at).desc())).all()


def due(session: Session, now: datetime, *, limit: int) -> Sequence[SafetyCheckRow]:
    """The longest due, each for this transaction alone: another ticker passes them over."""
    statement = select(SafetyCheckRow).where(col(SafetyCheckRow.next_at) <= now).order_by(col(SafetyCheckRow.next_at))
    return session.exec(statement.limit(limit).with_for_update(skip_locked=True)).all()


def watched(session: Session) -> tuple[frozenset[str], frozenset[str]]:
    """The keys of callers whose check runs, and of contacts who may be asked about one."""
    real = ~col(SafetyCheckRow.id).startswith(REHEARSAL)
    running = real & (col(SafetyCheckRow.state) != str(CheckState.CLOSED))
    owners = session.exec(select(SafetyCheckRow.caller_key).where(running)).all()
    alarmed = session.exec(
        select(ContactRow.target).where(
            col(ContactRow.id).in_(select(SafetyCheckRow.contact1_id).where(real))
            | col(ContactRow.id).in_(select(SafetyCheckRow.contact2_id).where(real))
        )
    ).all()
    return frozenset(owners), frozenset(alarmed)


def next_steps(session: Session, people: Sequence[OptOutKey]) -> Sequence[datetime]:
    """When each check of these people that has not closed takes its next step."""
    mine = col(SafetyCheckRow.opt_out_key).in_(people) & (col(SafetyCheckRow.state) != str(CheckState.CLOSED))
    return session.exec(select(SafetyCheckRow.next_at).where(mine)).all()


def drop_codes(session: Session) -> None:
    """No check waits for a closing code any more."""
    session.connection().execute(update(SafetyCheckRow).values(code=""))


def pretend(session: Session) -> Sequence[SafetyCheckRow]:
    """Every pretend check, for this transaction alone."""
    rows = select(SafetyCheckRow).where(col(SafetyCheckRow.id).startswith(REHEARSAL))
    return session.exec(rows.with_for_update(skip_locked=True)).all()


def clear(session: Session, row: SafetyCheckRow) -> None:
    """Nothing of this pretend check is left."""
    session.exec(delete(ContactRow).where(col(ContactRow.id) == row.contact1_id))
    session.exec(delete(OutboxRow).where(col(OutboxRow.owner_id) == row.id))
    session.delete(row)


def move_along(session: Session, by: timedelta) -> None:
    """Every check goes on waiting for as long as it would have, although the clock was set."""
    for row in session.exec(select(SafetyCheckRow).with_for_update()).all():
        check = read(row)
        moments = {name: value for name in _MOMENTS if (value := getattr(check, name)) is not None}
        write(row, msgspec.structs.replace(check, **{name: value + by for name, value in moments.items()}))
