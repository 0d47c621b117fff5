"""One way to the database: every connection is made here, with short time-outs and nothing it is given in its errors.

SQLite for one machine, PostgreSQL for more; the same code and migrations. Reads and writes say which they are, because
SQLite must take its write lock at the start: a transaction that upgrades from reading fails instead of waiting.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import DateTime, Dialect, create_engine, event
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.types import TypeDecorator
from sqlmodel import Session

from app.base import fence
from app.base.errors import SettingsError
from app.store import commit_fence

BUSY_SECONDS = 0.2
"""How long SQLite waits for another writer; its own default is 5 seconds, longer than a caller is kept waiting."""
STATEMENT_SECONDS = 1.0
CONNECT_SECONDS = 2
"""The shortest that libpq takes."""
_READING = "porchlight_reading"
Transaction = Session
"""What services hand from one store function to the next, without knowing what it is made of."""

_TOGETHER: ContextVar[tuple[Database, Session] | None] = ContextVar("porchlight_together", default=None)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC datetimes in and out; SQLite alone would hand them back without a zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value in UTC; raises ValueError for a time without a zone."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A time without a zone cannot be stored. Hand in an aware UTC datetime.")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """The value, aware, in UTC."""
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


class Database:
    """The record: short transactions that either happen whole or not at all."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """One transaction that changes something; committed at the end of the block.

        Raises GivenUp, and keeps nothing, where whoever waits for it has been told that it was not done.
        """
        joined = _TOGETHER.get()
        if joined is not None and joined[0] is self:
            yield joined[1]
            joined[1].flush()
            return
        with Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session
            waited_for = fence.current()
            if waited_for is not None:
                session.flush()
                commit_fence.raise_it(session.connection(), waited_for)
                waited_for.enter()

    @contextmanager
    def together(self) -> Iterator[Session]:
        """Every `writing` of this thread in this block is one transaction: all of it is kept, or nothing."""
        with self.writing() as session:
            token = _TOGETHER.set((self, session))
            try:
                yield session
            finally:
                _TOGETHER.reset(token)

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """One transaction that only looks, and on SQLite waits for no writer."""
        reader = self.engine.execution_options(**{_READING: True})
        with Session(reader, expire_on_commit=False) as session:
            yield session

    def ping(self) -> None:
        """The database answered; raises what its driver raises when it does not."""
        with self.reading() as session:
            session.connection().exec_driver_sql("SELECT 1")

    def close(self) -> None:
        """No connection is left open."""
        self.engine.dispose()


def open_database(url: str, *, statement_seconds: float = STATEMENT_SECONDS) -> Database:
    """The database at this address; nothing is connected to yet. Raises SettingsError for an address of another kind."""
    return Database(make_engine(url, statement_seconds=statement_seconds))


def make_engine(url: str, *, statement_seconds: float = STATEMENT_SECONDS) -> Engine:
    """An engine with this project's time-outs and no values in its error texts."""
    address = normalise(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite(
            address, busy_seconds=BUSY_SECONDS if statement_seconds <= STATEMENT_SECONDS else statement_seconds
        )
    return _postgresql(address, statement_seconds=statement_seconds)


def normalise(url: str) -> URL:
    """The address as SQLAlchemy wants it: `postgres://`, as many hosts write it, means PostgreSQL by psycopg 3."""
    try:
        address = make_url(url)
    except ArgumentError:
        raise SettingsError(["DATABASE_URL is not an address. Write postgresql://user:password@host/name."]) from None
    kind = address.drivername.partition("+")[0]
    if kind in {"postgres", "postgresql"}:
        return address.set(drivername="postgresql+psycopg")
    if kind == "sqlite":
        return address.set(drivername="sqlite+pysqlite")
    raise SettingsError(["DATABASE_URL is neither PostgreSQL nor SQLite. Write postgresql://... or leave it out."])


def _sqlite(address: URL, *, busy_seconds: float) -> Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    # isolation_level None: Python's sqlite3 begins nothing by itself, so that `_begin_sqlite` decides how.
    arguments = {"timeout": busy_seconds, "check_same_thread": False, "isolation_level": None}
    engine = create_engine(address, hide_parameters=True, connect_args=arguments)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # secure_delete: a deleted row is overwritten, or its number could be read in the file for years.
    # synchronous FULL: an opt-out that was confirmed to somebody survives a power cut.
    for pragma in ("journal_mode=WAL", "secure_delete=ON", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    reading = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _postgresql(address: URL, *, statement_seconds: float) -> Engine:
    milliseconds = round(statement_seconds * 1000)
    options = f"-c statement_timeout={milliseconds} -c lock_timeout={milliseconds} -c timezone=UTC"
    from app.store.bounded_connection import connecting  # a line on SQLite never loads PostgreSQL's client

    connect = connecting(statement_seconds)
    engine = create_engine(
        address,
        hide_parameters=True,
        pool_pre_ping=True,
        pool_timeout=0.5,
        pool_recycle=1800,
        connect_args={
            "connect_timeout": CONNECT_SECONDS,
            "options": options,
            "tcp_user_timeout": CONNECT_SECONDS * 1000,
            # An idle connection whose peer is gone is known to be within ten seconds; the system's own two hours are long.
            "keepalives": 1,
            "keepalives_idle": 4,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "application_name": "porchlight",
        },
    )
    event.listen(engine, "do_connect", lambda _dialect, _record, given, named: connect(*given, **named))
    event.listen(engine, "connect", commit_fence.prepare)
    return engine
