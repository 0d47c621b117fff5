"""The only place that asks the computer what time it is; everything else is handed `now`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Anything that answers with an aware UTC time when called."""


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


class FixedClock:
    """A clock for tests and the simulator: stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time it stands at."""
        return self.at
