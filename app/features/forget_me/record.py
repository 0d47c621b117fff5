"""What waits to go out to somebody who wants to be forgotten does not."""

from __future__ import annotations

from datetime import datetime

from app.features.context import UseCaseContext
from app.features.feature import Pseudonym, Record
from app.outbox import messages, promises
from app.outbox.key_rotation import Named
from app.store.database import Transaction


def _on_forget(_: UseCaseContext, session: Transaction, person: Pseudonym, now: datetime) -> None:
    messages.forget(session, person.opt_out_key, now=now)
    promises.note(session, "forget", person.opt_out_key, now=now, caller_key=person.owner)


def _hourly(context: UseCaseContext, now: datetime) -> None:
    with context.database.writing() as session:
        promises.clean(session, now)


RECORD = Record(
    on_forget=_on_forget,
    hourly=_hourly,
    named=(Named("promise", "caller_key", "caller"), Named("promise", "opt_out_key", "optout")),
)
