"""What was done with accounts, and whether anybody changed what it says."""

from __future__ import annotations

from app.console.access.book import AccountBook
from app.release.history.views import TrailLine
from app.store.staff import trail


class StaffLog:
    """The trail of accounts."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def newest(self, most: int = 100) -> tuple[TrailLine, ...]:
        """What was done last, newest first."""
        with self._book.reading() as session:
            return tuple(
                TrailLine(row.id or 0, row.at, row.who, row.act, row.about, row.hash)
                for row in trail.newest(session, most=most)
            )

    def broken(self) -> int | None:
        """The first line that is not as it was written, or whose predecessor is gone; None while all are whole."""
        with self._book.reading() as session:
            return trail.first_broken(session)
