"""Once a day: whether anybody changed or took out a line of the logs of staff. Only who and what staff did stands in them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import app.store.releases.trail
import app.store.staff.trail
from app.base import log
from app.store.database import Database, Transaction, open_database

_log = log.get("nightly")
AT_HOUR = 3
"""UTC; a process that starts later looks when it starts."""
STATEMENT_SECONDS = 30.0


class LogsOfStaff:
    """Looks at both chains once a day, and says in the log of the program which line is not as it was written."""

    def __init__(self, open_it: Callable[[], Database]) -> None:
        self._open = open_it
        self._looked: date | None = None

    def __call__(self, now: datetime) -> None:
        """It was looked at today, if its hour has come."""
        if self._looked == now.date() or (self._looked is not None and now.hour < AT_HOUR):
            return
        self._looked = now.date()
        database = self._open()
        try:
            with database.reading() as session:
                broken = _broken(session)
        finally:
            database.close()
        for name, line in broken.items():
            _log.error("nightly.log_changed", part=name, id=line)
        if not broken:
            _log.info("nightly.logs_whole")


def _broken(session: Transaction) -> dict[str, int]:
    """Which log -> its first line that is not as it was written."""
    found = {
        "releases": app.store.releases.trail.first_broken(session),
        "accounts": app.store.staff.trail.first_broken(session),
    }
    return {name: line for name, line in found.items() if line is not None}


def logs_of_staff(url: str) -> LogsOfStaff:
    """The task over the record of releases and accounts."""
    return LogsOfStaff(lambda: open_database(url, statement_seconds=STATEMENT_SECONDS))
