"""Keeps a server that was hung from doing late what was given up: it looks at its own clock when it commits.

What a hung PostgreSQL was sent lies in its socket and is carried out once it goes on. So each piece of work that
somebody waits for brings the moment until which it may be kept, and a constraint that is checked at the commit.
"""

from __future__ import annotations

from time import monotonic
from typing import Any

from sqlalchemy import Connection

from app.base import log
from app.base.fence import Fence

_log = log.get("record")

SETTLED_SECONDS = 0.1
"""Beyond the fence's own moment: a commit checked in time may take this long to be heard of."""
_MADE = (
    "CREATE TEMP TABLE IF NOT EXISTS porchlight_fence (until timestamptz) ON COMMIT DELETE ROWS",
    """CREATE OR REPLACE FUNCTION pg_temp.porchlight_fenced() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN IF clock_timestamp() > NEW.until THEN RAISE EXCEPTION ''given up''; END IF; RETURN NULL; END'""",
    """CREATE CONSTRAINT TRIGGER porchlight_fenced AFTER INSERT ON porchlight_fence
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION pg_temp.porchlight_fenced()""",
)
_PREPARED = "porchlight_fence"
_INSERT = "INSERT INTO porchlight_fence VALUES (clock_timestamp() + make_interval(secs => {:.3f}))"


def prepare(connection: Any, record: Any) -> None:
    """A new connection has a fence of its own; where it may make none (a standby), commits are not fenced."""
    record.info[_PREPARED] = False
    try:
        for statement in _MADE:
            connection.execute(statement)
        connection.commit()
        record.info[_PREPARED] = True
    except Exception as error:
        _log.warning("record.no_fence", exc_info=error)
        connection.rollback()


def raise_it(connection: Connection, fence: Fence) -> None:
    """A commit that this server reaches later than the fence allows fails. SQLite commits in this very process."""
    if connection.dialect.name == "postgresql" and connection.info.get(_PREPARED):
        left = fence.left
        connection.exec_driver_sql(_INSERT.format(left))
        fence.settled_at = monotonic() + left + SETTLED_SECONDS
