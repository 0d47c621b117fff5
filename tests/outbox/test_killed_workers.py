"""Workers and tickers that are killed (`kill -9`) while they send: what they left is sent by others, and nothing twice.

Real processes of RQ on a real Valkey, through a provider that answers after 80 ms. Between two kills the clock that all
of them follow is moved by half a minute, so that leases end, and Redis is flushed, so that its memory of killed jobs
holds up nobody. Small in every run, full with PORCHLIGHT_TEST_FULL=1 (`make nightly`).
"""

from __future__ import annotations

import os
import random
import signal
import socket
from collections import Counter
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import httpx
from sqlmodel import col, select

from app.base import clock
from app.store.database import Database, open_database
from app.store.redis_connection import connect
from app.store.tables import OutboxRow
from tests.outbox.processes import ACCOUNT, RunningProvider, environment
from tests.outbox.test_processes import fill, waiting
from tests.processes import PYTHON, Running, exists, wait_for

FULL = bool(os.environ.get("PORCHLIGHT_TEST_FULL"))
EACH = 150
"""Nudges of one round: more than two workers send before they are killed."""
URGENT = 8
WAYS = ("workers alone", "workers with their jobs", "everything") * (6 if FULL else 1)
"""Who is killed, a round each. RQ sends from a child: a worker killed alone leaves one that goes on."""
HALF_A_MINUTE = timedelta(seconds=35)


class Crew:
    """Two workers and a ticker, and everybody they leave behind."""

    def __init__(self, folder: Path, env: dict[str, str]) -> None:
        self._folder, self._env = folder, env
        self.workers: list[Running] = []
        self.ticker: Running | None = None
        self._workers = self._tickers = 0
        self._orphans: set[int] = set()

    def start(self) -> None:
        self.workers = [
            Running(*PYTHON, "workers", "worker", env=self._env, log=self._folder / "worker.log") for _ in range(2)
        ]
        if self.ticker is None:
            self.ticker = Running(*PYTHON, "workers", "ticker", env=self._env, log=self._folder / "ticker.log")
            self._tickers += 1
        self._workers += 2

    def is_up(self) -> bool:
        """Whether everybody who was ever started has said so: then SIGTERM is heard."""
        said = [self._said("worker.started"), self._said("ticker.started")]
        return said == [self._workers, self._tickers]

    def _said(self, event: str) -> int:
        return (self._folder / f"{event.partition('.')[0]}.log").read_text().count(event)

    def kill(self, way: str) -> None:
        """As a power cut: nobody is told, nothing is finished."""
        for worker in self.workers:
            worker.send(signal.SIGSTOP)  # or it could begin another job meanwhile
        jobs = [pid for worker in self.workers for pid in worker.forked()]
        for worker in self.workers:
            worker.kill()
        if way == "workers alone":
            self._orphans |= set(jobs)
            return
        for pid in jobs:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        if way == "everything" and self.ticker is not None:
            self.ticker.kill()
            self.ticker = None

    def stop(self) -> list[int]:
        """The exit statuses of those that run, once also those have ended that nobody waits for."""
        ended = [one.stop() for one in (*self.workers, *([self.ticker] if self.ticker else []))]
        wait_for(lambda: not any(map(exists, self._orphans)), seconds=60)
        return ended


def test_killed_in_the_middle_of_a_batch_nothing_is_missed_and_nothing_comes_twice(
    database_url: str, redis_url: str, tmp_path: Path
) -> None:
    choose = random.Random(20)
    provider = RunningProvider(tmp_path, delay=0.08)
    var = tmp_path / "var"
    var.mkdir()
    env = environment(
        var,
        DATABASE_URL=database_url,
        REDIS_URL=redis_url,
        TWILIO_API_BASE=f"{provider.base}/demo/provider",  # where the clock of a line may be moved
        TICK_SECONDS="0.5",
    )
    database, crew, under_way = open_database(database_url, statement_seconds=30), Crew(tmp_path, env), 0
    try:
        for turn, way in enumerate(WAYS):
            crew.start()
            wait_for(crew.is_up, seconds=60)
            before = len(provider.taken())
            fill(database, EACH, start=turn * 1000)
            fill(database, URGENT, kind="escalation", start=turn * 1000 + 500)
            enough = before + choose.randint(URGENT, EACH // 2)
            wait_for(lambda enough=enough: len(provider.taken()) >= enough, seconds=60)
            crew.kill(way)
            under_way += len(begun(database))
            clock.shift(var / "demo-clock", HALF_A_MINUTE)
            with connect(redis_url, timeout=5) as redis:
                redis.flushall()
        crew.start()
        wait_for(crew.is_up, seconds=60)
        wait_for(lambda: waiting(database) == 0, seconds=120)
    finally:
        ended = crew.stop()
        taken = provider.taken()
        provider.stop()
    rows = {row.key: row for row in outbox(database)}
    database.close()
    texts = Counter(one["to"] for one in taken)
    # Of one whose copy at the provider was deleted nobody can read the mark.
    marked = Counter(one["to"] for one in taken if one["body"].startswith("(repeat)") or one["deleted"])
    missed = {key for key in rows if texts[phone_of(key)] == 0}

    assert [0, 0, 0] == ended
    assert under_way > 0, "nobody was killed while sending"
    # Lost is at most what was begun when its process died, and of that only nudges: docs/sending.md says so.
    assert {"assumed"} >= {rows[key].outcome for key in missed}
    assert not [key for key in missed if key.startswith("escalation")]
    assert len(missed) <= under_way
    assert {1} == {texts[phone_of(key)] for key in rows if key.startswith("nudge") and key not in missed}
    assert not [phone for phone, times in texts.items() if times > 1 + marked[phone]]


def outbox(database: Database) -> list[OutboxRow]:
    with database.reading() as session:
        return list(session.exec(select(OutboxRow)).all())


def begun(database: Database) -> list[str]:
    with database.reading() as session:
        return list(session.exec(select(OutboxRow.key).where(col(OutboxRow.state) == "sending")).all())


def phone_of(key: str) -> str:
    return f"+1312{5550000 + int(key.partition(':')[2]):07d}"


def test_the_pretend_provider_answers_under_the_address_that_lets_a_clock_be_moved(tmp_path: Path) -> None:
    provider = RunningProvider(tmp_path)
    answer = httpx.post(f"{provider.base}/demo/provider/2010-04-01/Accounts/{ACCOUNT}/Messages.json", timeout=5)
    provider.stop()

    assert 201 == answer.status_code


def test_the_pretend_provider_takes_nothing_of_which_half_came(tmp_path: Path) -> None:
    provider = RunningProvider(tmp_path)
    with socket.create_connection(("127.0.0.1", provider.port)) as connection:
        path = f"/2010-04-01/Accounts/{ACCOUNT}/Messages.json".encode()
        connection.sendall(b"POST " + path + b" HTTP/1.1\r\nHost: x\r\nContent-Length: 40\r\n\r\nTo=%2B1312555")
    taken = [httpx.get(f"{provider.base}/taken", timeout=5).json() for _ in range(3)]
    provider.stop()

    assert [[], [], []] == taken
