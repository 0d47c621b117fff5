"""Work that somebody waits for, up to a moment: after it the work takes no effect, whatever its thread still does.

A thread cannot be stopped. One that was given up may be stuck in the record and go on when the record comes back: then
it would do what a caller was told had not been done.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from time import monotonic

from app.base.errors import PorchlightError

SETTLES_SECONDS = 1.0
"""How long a commit that was begun in time may take: a slow disk, not a hung one."""


class GivenUp(PorchlightError):
    """Whoever asked for this work has been told that it was not done; nothing of it was kept."""


class Fence:
    """Between one piece of work and its effect: passed once, or closed for good, never both."""

    def __init__(self, seconds: float) -> None:
        self.until = monotonic() + seconds
        """Monotonic seconds: nothing takes effect later."""
        self.settled_at = self.until + SETTLES_SECONDS
        """Monotonic seconds: what has begun to take effect by `until` has done so, or never will."""
        self._lock = threading.Lock()
        self._state = "open"

    def enter(self) -> None:
        """From here on the work may take effect. Raises GivenUp when it is too late."""
        with self._lock:
            if self._state == "closed" or monotonic() > self.until:
                self._state = "closed"
                raise GivenUp
            self._state = "passed"

    def close(self) -> bool:
        """Whether the work can take no effect any more; False where it has begun to."""
        with self._lock:
            if self._state == "open":
                self._state = "closed"
            return self._state == "closed"

    @property
    def left(self) -> float:
        """Seconds during which the work may still take effect."""
        return max(0.0, self.until - monotonic())


_FENCE: ContextVar[Fence | None] = ContextVar("porchlight_fence", default=None)


def current() -> Fence | None:
    """The fence of the work this thread does; None where nobody gives it up."""
    return _FENCE.get()


@contextmanager
def behind(fence: Fence | None) -> Iterator[None]:
    """Whatever is written in this block takes effect only while the fence is open."""
    token = _FENCE.set(fence)
    try:
        yield
    finally:
        _FENCE.reset(token)
