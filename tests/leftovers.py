"""Connections that a failed test leaves open are closed with it, or their warning would fail whichever test runs next."""

from __future__ import annotations

import weakref
from typing import Any

from sqlalchemy import event
from sqlalchemy.pool import Pool

_opened: weakref.WeakSet[Any] = weakref.WeakSet()


@event.listens_for(Pool, "connect")
def _note(connection: Any, _record: object) -> None:
    # SQLite's own are left: a line that serves a whole module of tests goes on with them.
    if hasattr(connection, "pgconn"):
        _opened.add(connection)


def begin() -> None:
    """From here on a connection is this test's."""
    _opened.clear()


def close_connections() -> None:
    """No connection to PostgreSQL that was opened since `begin` is open."""
    for connection in list(_opened):
        connection.close()
    _opened.clear()
