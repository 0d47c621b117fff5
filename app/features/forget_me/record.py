"""What waits to go out to somebody who wants to be forgotten does not."""

from __future__ import annotations

from datetime import datetime

from app.features.context import UseCaseContext
from app.features.feature import Person, Record
from app.outbox import messages
from app.store.database import Transaction


def _on_forget(_: UseCaseContext, session: Transaction, person: Person, now: datetime) -> None:
    messages.forget(session, person.opt_out_key, now=now)


RECORD = Record(on_forget=_on_forget)
