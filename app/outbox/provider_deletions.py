"""What callers wrote, and the records of their calls, lie at the provider for months: their ids, to have them deleted.

A webhook adds an id to a list in memory and nothing else. What the list holds goes into the record every few seconds,
in one transaction, and tickers delete from there. Ids only: nothing says whose they were.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from app.base.clock import Clock

TEXT_SECONDS = 30
"""A provider tries a webhook for 15 seconds in all: by then the text was answered, or nobody will ask again."""
CALL_SECONDS = 30
LONGEST_CALL_SECONDS = 5 * 60 * 60
"""No call lasts longer (the usual limit is four hours): one whose end nobody reports is deleted then."""
MOST = 20_000
"""Ids that wait while the record takes none: a day of a busy line, a few megabytes."""
BATCH = 500
"""Ids of one transaction."""

Leave = Callable[[Sequence[tuple[str, datetime]]], None]
"""Writes ids down, each with the time from which it should be gone. Raises what the database raises."""


class ProviderDeletions:
    """One process's list of what it answered and the provider still has."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._waiting: deque[tuple[str, datetime]] = deque(maxlen=MOST)
        self.dropped = 0
        """Ids that no longer fitted: their copies stay until the provider's own time is over."""

    def text(self, sid: str) -> None:
        """This text was answered."""
        self._note(sid, TEXT_SECONDS)

    def call(self, sid: str) -> None:
        """This call has begun."""
        self._note(sid, LONGEST_CALL_SECONDS)

    def over(self, sid: str) -> None:
        """This call is over, or this answer of ours arrived or never will."""
        self._note(sid, CALL_SECONDS)

    def _note(self, sid: str, seconds: int) -> None:
        if len(self._waiting) == MOST:
            self.dropped += 1
        self._waiting.append((sid, self._clock() + timedelta(seconds=seconds)))

    def write(self, leave: Leave) -> int:
        """How many ids were written down; what cannot be waits for the next time. Raises what the database raises."""
        written = 0
        while self._waiting:
            batch = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
            try:
                leave(batch)
            except Exception:
                self._waiting.extendleft(reversed(batch[: MOST - len(self._waiting)]))
                raise
            written += len(batch)
        return written
