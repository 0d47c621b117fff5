"""Opt-outs in SQL, written from the thread pool so that the webhook path never waits for a lock."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, delete

from app.base import clock
from app.outbox import messages, promises
from app.privacy.pseudonyms import OptOutKey
from app.store.database import Database, Transaction
from app.store.insert import insert_once
from app.store.tables import OptOutRow


def opt_out(database: Database, key: OptOutKey, now: datetime) -> None:
    """This caller is sent nothing unasked, and what was waiting to go out does not; said twice, the first time stands."""
    with database.writing() as session:
        stopped(session, key, now)


def stopped(session: Transaction, key: OptOutKey, now: datetime) -> None:
    """The same, inside a transaction that ends more than texts."""
    insert_once(session, OptOutRow, opt_out_key=key, at=now)
    promises.note(session, "stop", key, now=now)
    messages.drop_for(session, key, now=now)


def opt_in(database: Database, key: OptOutKey, now: datetime | None = None) -> None:
    """The caller may be texted again; nothing that was armed before comes back."""
    with database.writing() as session:
        lift(session, key, now=now)


def lift(session: Transaction, key: OptOutKey, *, now: datetime | None = None) -> None:
    """An earlier opt-out no longer stands: they said START, or agreed to something new."""
    promises.note(session, "start", key, now=now or clock.now())
    session.exec(delete(OptOutRow).where(col(OptOutRow.opt_out_key) == key))


def opted_out(database: Database, key: OptOutKey) -> bool:
    """Whether this caller asked to be sent nothing."""
    with database.reading() as session:
        return session.get(OptOutRow, key) is not None
