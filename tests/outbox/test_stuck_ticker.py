"""A real ticker that is not dead but stuck: its connections swallowed, or itself stopped. The line goes on looking for what is due."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import datetime
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from app.base import clock
from app.outbox import messages
from app.outbox.sweep import SWEPT
from app.store.database import open_database
from tests.outbox.processes import environment
from tests.processes import PYTHON, Running, wait_for

RECOVERED_SECONDS = 30
STARTED_SECONDS = 120
"""A process begins beside every other test of the suite; how fast it does is measured elsewhere."""


class Swallower:
    """A way to a server that can swallow every connection there is: bytes are taken and lead nowhere, new ones are served."""

    def __init__(self, folder: Path, there: str) -> None:
        self._there = there
        self.swallowing: set[int] = set()
        self._opened = 0
        self._ends: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        self._listening = socket.socket(socket.AF_UNIX)
        self._ends.append(self._listening)
        self.folder = folder
        self._listening.bind(str(folder / ".s.PGSQL.5432"))
        self._listening.listen()
        self._begin(self._serve)

    def swallow(self) -> None:
        """Everybody who is connected hears nothing more, and is not told so."""
        self.swallowing = set(range(self._opened + 1))

    def close(self) -> None:
        """Nothing of it is left: no thread, no socket."""
        while self._ends or self._threads:  # the thread that listens may have taken one more meanwhile
            for end in self._ends:
                with suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)  # ends a wait in another thread, which closing alone does not
            self._threads.pop(0).join(timeout=10)
            if not self._threads:
                while self._ends:
                    self._ends.pop().close()

    def _begin(self, work: Callable[[], None]) -> None:
        thread = threading.Thread(target=work, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _serve(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                self._opened += 1
                far = socket.socket(socket.AF_UNIX)
                self._ends += (near, far)
                far.connect(self._there)
                for one, other in ((near, far), (far, near)):
                    self._begin(partial(self._pass, self._opened, one, other))

    def _pass(self, number: int, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if number not in self.swallowing:
                    other.sendall(data)
            for end in (one, other):
                end.shutdown(socket.SHUT_RDWR)


def swept(url: str) -> datetime | None:
    database = open_database(url, statement_seconds=5)
    try:
        with database.reading() as session:
            return messages.pulse(session, SWEPT)
    finally:
        database.close()


def goes_on(url: str, *, within: float = RECOVERED_SECONDS) -> None:
    """What is due is looked for again, after now, within so many seconds."""
    now = clock.now()
    wait_for(lambda: (at := swept(url)) is not None and at > now, seconds=within)


def test_a_ticker_whose_connections_are_swallowed_goes_on_by_new_ones(postgres_url: str, tmp_path: Path) -> None:
    parts = urlsplit(postgres_url)
    folder = Path(parse_qs(parts.query)["host"][0])
    between = Swallower(tmp_path, str(next(folder.glob(".s.PGSQL.*[0-9]"))))
    url = parts._replace(query=f"host={tmp_path}").geturl()
    env = environment(tmp_path / "var", DATABASE_URL=url, REDIS_URL="unix:///nowhere/valkey.sock", TICK_SECONDS="0.5")
    with closing(between):
        ticker = Running(*PYTHON, "app.run.guard", "ticker", env=env, log=tmp_path / "ticker.log")
        goes_on(postgres_url, within=STARTED_SECONDS)
        for _ in range(2):
            between.swallow()
            goes_on(postgres_url)

        assert 0 == ticker.stop(seconds=60)


def test_a_guard_ends_a_ticker_that_was_stopped_and_begins_another(sqlite_url: str, tmp_path: Path) -> None:
    env = environment(tmp_path / "var", DATABASE_URL=sqlite_url, REDIS_URL="unix:///nowhere/valkey.sock", TICK_SECONDS="0.5")  # fmt: skip
    impatient = (
        "from app.run import children, guard; children.SILENT_SECONDS = 3.0; raise SystemExit(guard.main(['ticker']))"
    )
    guard = Running(PYTHON[0], "-c", impatient, env=env | {"PYTHONPATH": str(Path.cwd())}, log=tmp_path / "guard.log")
    goes_on(sqlite_url, within=STARTED_SECONDS)
    children = _children(guard.process.pid)
    os.kill(children[0], signal.SIGSTOP)
    wait_for(lambda: "ended_what_hung" in guard.said(), seconds=RECOVERED_SECONDS)
    goes_on(sqlite_url, within=STARTED_SECONDS)

    assert children != _children(guard.process.pid)
    assert 0 == guard.stop(seconds=60)


def _children(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [int(one) for one in listed]
