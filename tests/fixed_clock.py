"""A clock that stands still until a test moves it."""

from __future__ import annotations

from datetime import datetime


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The time it stands at."""
        return self.at
