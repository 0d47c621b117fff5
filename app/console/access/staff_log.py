"""What was done with accounts, and whether anybody changed what it says."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.console.access.book import AccountBook
from app.store.staff import trail


class LogLine(msgspec.Struct, frozen=True):
    """One thing that was done."""

    id: int
    at: datetime
    who: str
    act: str
    about: str
    hash: str


class StaffLog:
    """The trail of accounts."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def newest(self, most: int = 100) -> tuple[LogLine, ...]:
        """What was done last, newest first."""
        with self._book.reading() as session:
            return tuple(
                LogLine(row.id or 0, row.at, row.who, row.act, row.about, row.hash)
                for row in trail.newest(session, most=most)
            )

    def broken(self) -> int | None:
        """The first line that is not as it was written, or whose predecessor is gone; None while all are whole."""
        with self._book.reading() as session:
            return trail.first_broken(session)
