"""What the provider reports about what it was handed, in the record; the web process calls this and opens nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from app.outcomes import RANKS
from app.store import copies, outbox, statuses
from app.store.database import Database
from app.store.grouped import Grouped
from app.store.sweeping import SWEPT

_ID = re.compile(r"o[A-Za-z0-9_-]{8,31}")
_SID = re.compile(r"(SM|MM|CA)[0-9a-zA-Z]{6,40}")


class SendingState(NamedTuple):
    """How everything that goes out is doing."""

    seconds_since_sweep: float | None
    failing: bool
    """Whether the provider refuses or loses what it is handed."""
    copies_left: int
    """Copies at the provider that should have been deleted ten minutes ago."""


def sending_state(database: Database, *, now: datetime) -> SendingState:
    """How sending is doing, as the record has it. Raises what the database raises."""
    with database.reading() as session:
        swept = outbox.pulse(session, SWEPT)
        left, _ = copies.backlog(session, now=now)
        seconds = (now - swept).total_seconds() if swept else None
        return SendingState(seconds, outbox.failing(session, now=now), left)


class Statuses:
    """Writes reports down for one process; those that come together are in one transaction."""

    def __init__(self, database: Database) -> None:
        self._grouped = Grouped(database)

    def note(self, form: Mapping[str, str], *, id: str, now: datetime) -> bool:
        """Whether this report was news. An unknown row, status or form is none. Raises what the database raises."""
        sid = form.get("MessageSid") or form.get("SmsSid") or form.get("CallSid") or ""
        status = form.get("MessageStatus") or form.get("SmsStatus") or form.get("CallStatus") or ""
        if not _ID.fullmatch(id) or not _SID.fullmatch(sid) or status not in RANKS:
            return False
        code = form.get("ErrorCode", "")
        number = int(code) if code.isascii() and code.isdigit() and len(code) < 7 else 0
        return self._grouped.do(
            lambda session: statuses.moved(session, id, sid=sid, status=status, code=number, now=now)
        )
