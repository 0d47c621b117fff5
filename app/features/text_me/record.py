"""Texts asked for on a call: rows of the outbox, and the timer whose written answer one of them waits for."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.features.context import UseCaseContext
from app.features.feature import Asking, Inquiry, OutboxOwner, Record
from app.features.text_me import effects, service, tables
from app.privacy.pseudonyms import OptOutKey
from app.store.database import Transaction


def _take(context: UseCaseContext, _: effects.TakeTimerWish, asking: Asking) -> bool:
    service.timer_answered(context, asking.phone, now=asking.now)
    return True


def _known(context: UseCaseContext, session: Transaction, who: Inquiry) -> Mapping[str, object]:
    return {"timer": service.timer_asked(session, who.phone, now=who.now)}


def _on_stop(_: UseCaseContext, session: Transaction, key: OptOutKey, _now: datetime) -> None:
    tables.end_timers(session, key)


RECORD = Record(
    performs={effects.TakeTimerWish: _take},
    # nothing but STOP makes such a text unwanted
    owners=(OutboxOwner(tables.TIMER, lambda _session, _id, _step: True),),
    known=_known,
    on_stop=_on_stop,
    anybody=lambda session, now: tables.any_timer(session, now=now),
)
