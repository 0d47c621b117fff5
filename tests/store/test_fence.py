"""What was given up is never kept: by a lock, a hung server or a slow thread, whenever these go on."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import make_url
from sqlmodel import Session, select

from app.base.fence import Fence, GivenUp, behind
from app.line import record_work
from app.store.bounded_connection import TookTooLong
from app.store.database import Database, open_database
from app.store.tables import OptOutRow

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


def rows(database: Database) -> set[str]:
    with database.reading() as session:
        return set(session.exec(select(OptOutRow.opt_out_key)).all())


def backend(session: Session) -> int:
    return int(session.connection().exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


def test_what_is_committed_in_time_is_kept(database: Database) -> None:
    with behind(Fence(5)), database.writing() as session:
        session.add(OptOutRow(opt_out_key="a", at=NOON))

    assert {"a"} == rows(database)


def test_what_is_given_up_before_its_commit_is_not_kept(database: Database) -> None:
    given_up = Fence(5)
    with pytest.raises(GivenUp), behind(given_up), database.writing() as session:
        session.add(OptOutRow(opt_out_key="a", at=NOON))
        given_up.close()

    assert set() == rows(database)


def test_what_belongs_together_is_kept_whole_or_not_at_all(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.together():
        with database.writing() as session:
            session.add(OptOutRow(opt_out_key="a", at=NOON))
        with database.writing() as session:
            session.add(OptOutRow(opt_out_key="b", at=NOON))
        raise ZeroDivisionError

    assert set() == rows(database)


def test_a_server_that_hung_at_the_commit_rolls_back_what_was_given_up(postgres_database: Database) -> None:
    """Its socket holds the COMMIT while it hangs; it reads that when it goes on."""
    database, stopped = postgres_database, list[int]()

    def work() -> bool:
        with database.writing() as session:
            session.add(OptOutRow(opt_out_key="late", at=NOON))
            session.flush()
            stopped.append(backend(session))
            _stop_before_commit(session, stopped[0])
        return True

    assert None is asyncio.run(record_work.within(0.3, work, part="do", fence=Fence(0.3)))
    os.kill(stopped[0], signal.SIGCONT)
    time.sleep(0.5)

    assert set() == rows(database)


def _stop_before_commit(session: Session, pid: int) -> None:
    from sqlalchemy import event

    @event.listens_for(session.get_bind(), "commit")
    def stop(_connection: object) -> None:
        os.kill(pid, signal.SIGSTOP)
        event.remove(session.get_bind(), "commit", stop)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(hang=st.sampled_from([0.0, 0.05, 0.2, 0.29, 0.31, 0.6]), where=st.sampled_from(["before", "after", "thread"]))
def test_words_and_rows_agree_however_long_the_record_hangs(
    postgres_database: Database, hang: float, where: str
) -> None:
    database, name = postgres_database, f"{where}{hang}{time.monotonic_ns()}"

    def work() -> bool:
        if where == "thread":
            time.sleep(hang)
        with database.writing() as session:
            pid = backend(session)
            if where == "before":
                _stopped_for(pid, hang)
            session.add(OptOutRow(opt_out_key=name, at=NOON))
            session.flush()
            if where == "after":
                _stopped_for(pid, hang)
        return True

    said = asyncio.run(record_work.within(0.3, work, part="do", fence=Fence(0.3)))
    time.sleep(max(0.0, hang - 0.3) + 0.15)

    assert (name in rows(database)) is bool(said)


def _stopped_for(pid: int, seconds: float) -> None:
    os.kill(pid, signal.SIGSTOP)
    threading.Timer(seconds, os.kill, (pid, signal.SIGCONT)).start()


def test_a_locked_sqlite_keeps_nothing_of_what_was_said_not_done(sqlite_url: str) -> None:
    database, other = open_database(sqlite_url), open_database(sqlite_url)

    def work() -> bool:
        with database.writing() as session:
            session.add(OptOutRow(opt_out_key="a", at=NOON))
        return True

    with other.writing() as session:
        session.connection()  # takes the lock
        said = asyncio.run(record_work.within(0.3, work, part="do", fence=Fence(0.3)))

    assert (None, set()) == (said, rows(database))
    database.close()
    other.close()


def test_a_connection_that_is_swallowed_ends_within_its_deadline(postgres_url: str) -> None:
    with swallowing(postgres_url) as (url, swallow):
        database = open_database(url, statement_seconds=0.5)
        database.ping()
        swallow.set()
        began = time.monotonic()
        with pytest.raises(Exception) as raised:  # noqa: PT011 - whatever SQLAlchemy makes of it
            database.ping()
        took = time.monotonic() - began
        database.close()

    assert took < 3.5
    assert isinstance(raised.value.__cause__, TookTooLong) or "connection" in str(raised.value).casefold()


@contextmanager
def swallowing(url: str) -> Iterator[tuple[str, threading.Event]]:
    """The address of a proxy in front of the server, and what makes it acknowledge everything and pass nothing on."""
    address, swallow, listening = make_url(url), threading.Event(), socket.create_server(("127.0.0.1", 0))
    folder = str(address.query.get("host", ""))
    open_: list[socket.socket] = [listening]

    def serve() -> None:
        with suppress(OSError):
            while True:
                near, _ = listening.accept()
                if folder.startswith("/"):
                    far = socket.socket(socket.AF_UNIX)
                    far.connect(f"{folder}/.s.PGSQL.{address.port or 5432}")
                else:
                    far = socket.create_connection((address.host or "127.0.0.1", address.port or 5432))
                open_.extend((near, far))
                for one, other in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=(one, other, swallow), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    port = listening.getsockname()[1]
    through = address.set(host="127.0.0.1", port=port, query={})
    try:
        yield through.render_as_string(hide_password=False), swallow
    finally:
        for one in open_:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()


def _pass_on(one: socket.socket, other: socket.socket, swallow: threading.Event) -> None:
    with suppress(OSError):
        while data := one.recv(65536):
            if not swallow.is_set():
                other.sendall(data)


@pytest.fixture
def postgres_database(postgres_url: str) -> Iterator[Database]:
    opened = open_database(postgres_url)
    with opened.writing() as session:
        for row in session.exec(select(OptOutRow)).all():
            session.delete(row)
    yield opened
    opened.close()
