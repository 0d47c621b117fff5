"""Who said STOP: a keyed name and a moment, kept for good, because that is the promise."""

from __future__ import annotations

from datetime import datetime

from app.features.context import UseCaseContext
from app.features.feature import Record
from app.outbox import opt_outs
from app.outbox.key_rotation import Named
from app.privacy.pseudonyms import OptOutKey
from app.store.database import Transaction


def _on_stop(_: UseCaseContext, session: Transaction, key: OptOutKey, now: datetime) -> None:
    opt_outs.stopped(session, key, now)


RECORD = Record(on_stop=_on_stop, named=(Named("optout", "opt_out_key", "optout"),))
