"""Whether every process answers from the release that is live: for the health page and whoever publishes."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.store.database import Database
from app.store.releases import live, readers

PATIENCE = timedelta(seconds=30)
"""How long a process may take to read a new release before it counts as behind."""


class ReleaseState(msgspec.Struct, frozen=True):
    """Which release is live, and how many processes have it."""

    number: int | None
    have: int
    readers: int
    behind: bool
    """Whether some process should have it by now and has not."""

    def __str__(self) -> str:
        return f"{self.have} of {self.readers} have it"


def release_state(database: Database, now: datetime) -> ReleaseState:
    """How it is now. Raises whatever the database raises."""
    with database.reading() as session:
        row, alive = live.seen(session), readers.alive(session, now=now)
    have = sum(one.ok and one.number == row.number for one in alive)
    late = row.since is None or now - row.since > PATIENCE
    return ReleaseState(row.number, have, len(alive), behind=late and have < len(alive))
