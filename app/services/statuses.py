"""What the provider reports about what it was handed, in the record; the web process calls this and opens nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime

from app.outcomes import RANKS
from app.store import statuses
from app.store.database import Database
from app.store.grouped import Grouped

_ID = re.compile(r"o[A-Za-z0-9_-]{8,31}")
_SID = re.compile(r"(SM|MM|CA)[0-9a-zA-Z]{6,40}")


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
