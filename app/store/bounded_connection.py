"""A PostgreSQL connection that waits for nothing longer than it was told to.

The server's own time-outs hold only where the server lives. A peer that acknowledged the question and then vanished (a
failover behind a balancer, a paused machine) looks alive to TCP, and a read would wait for ever.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import psycopg
from psycopg import errors

MARGIN_SECONDS = 0.5
"""Beyond the server's own time-out, which says more and so should come first."""


class TookTooLong(psycopg.OperationalError):
    """The server gave no answer in time; the connection is closed, and whether it heard the question nobody knows."""


class BoundedConnection(psycopg.Connection[Any]):
    """Gives up after `seconds`, closed: a later answer could be taken for that of the next question."""

    seconds = 5.0

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """The answer. Raises TookTooLong when there is none in time."""
        try:
            return super().wait(gen, interval, self.seconds if timeout is None else min(timeout, self.seconds))
        except errors._WaitTimeout:  # noqa: SLF001 - psycopg has no public name for it, and raises nothing else
            self.pgconn.finish()
            raise TookTooLong("no answer in time") from None


def connecting(seconds: float) -> Callable[..., BoundedConnection]:
    """What opens a connection each of whose waits ends after so many seconds, and a little."""

    class Bounded(BoundedConnection):
        pass

    Bounded.seconds = seconds + MARGIN_SECONDS

    def connect(*arguments: Any, **named: Any) -> BoundedConnection:
        return Bounded.connect(*arguments, **named)

    return connect
