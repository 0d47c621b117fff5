"""Processes that die, crowds of them, and an empty Redis: what was asked for goes out all the same.

The numbers are small in every run and full with PORCHLIGHT_TEST_FULL=1 (`make nightly`): 25 kills at each point and
10,000 rows.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlmodel import col, select

from app.base import clock, failpoints
from app.base.written_keys import decode_key
from app.outbox import messages
from app.outbox.messages import DONE, HANDED_OVER, Owner, Send
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.sealing import AssociatedData, make_seal
from app.store.database import Database, open_database
from app.store.redis_connection import connect
from app.store.tables import OutboxRow
from tests.conftest import TEST_KEY
from tests.outbox.processes import RunningProvider, environment
from tests.processes import PYTHON, Running, logged, wait_for

FULL = bool(os.environ.get("PORCHLIGHT_TEST_FULL"))
KILLS = 25 if FULL else 4
ROWS = 10_000 if FULL else 800


@pytest.fixture
def provider(tmp_path: Path) -> Iterator[RunningProvider]:
    running = RunningProvider(tmp_path)
    yield running
    running.stop()


def test_a_sender_killed_at_any_point_loses_nothing(
    database_url: str, tmp_path: Path, provider: RunningProvider
) -> None:
    env = environment(tmp_path / "var", DATABASE_URL=database_url, TWILIO_API_BASE=provider.base)
    ran = Running(*PYTHON, "tests.outbox.crashing", str(KILLS), env=env, log=tmp_path / "crashing.log")
    assert 0 == ran.ended(seconds=600), logged()
    said = json.loads(ran.said().splitlines()[-1])
    sent = Counter(one["body"].removeprefix("(repeat) ") for one in provider.taken())
    repeats = Counter(one["body"].removeprefix("(repeat) ") for one in provider.taken() if "(repeat)" in one["body"])
    keys = [f"{point}:{number}:{kind}" for point in failpoints.POINTS for number in range(KILLS) for kind in ("escalation", "nudge")]  # fmt: skip
    twice = {key for key in keys if key.startswith("after-accept") and key.endswith("escalation")}

    assert len(keys) == said["killed"]
    assert {key: 2 if key in twice else 1 for key in keys} == dict(sent)
    assert dict.fromkeys(twice, 1) == dict(repeats)
    assert {"sent", "assumed"} == set(said["rows"].values())


def test_the_one_process_of_one_machine_sends_all_of_it_without_a_queue(
    database_url: str, tmp_path: Path, provider: RunningProvider
) -> None:
    database = open_database(database_url, statement_seconds=30)
    fill(database, 40)
    env = environment(tmp_path / "var", DATABASE_URL=database_url, REDIS_URL="redis://127.0.0.1:1/0", TWILIO_API_BASE=provider.base)  # fmt: skip
    sender = Running(*PYTHON, "workers", "sender", env=env, log=tmp_path / "sender.log")
    try:
        wait_for(lambda: waiting(database) == 0, seconds=60)
    finally:
        ended = sender.stop()
        database.close()

    assert 0 == ended
    assert [1] * 40 == sorted(Counter(one["to"] for one in provider.taken()).values())


def test_two_tickers_and_four_workers_send_each_row_once(
    database_url: str, redis_url: str, tmp_path: Path, provider: RunningProvider
) -> None:
    database = open_database(database_url, statement_seconds=30)
    fill(database, ROWS)
    env = environment(
        tmp_path / "var",
        DATABASE_URL=database_url,
        REDIS_URL=redis_url,
        TWILIO_API_BASE=provider.base,
        TICK_SECONDS="0.5",
    )
    started = [
        Running(*PYTHON, "workers", part, env=env, log=tmp_path / f"{part}.log")
        for part in ["ticker"] * 2 + ["worker"] * 4
    ]
    try:
        wait_for(lambda: waiting(database) == 0, seconds=30 + ROWS / 20)
    finally:
        ended = [one.stop() for one in started]
        database.close()
    sent = Counter(one["to"] for one in provider.taken())

    assert [0] * 6 == ended
    assert ROWS == len(sent)
    assert {1} == set(sent.values())
    assert "error" not in (tmp_path / "worker.log").read_text() + (tmp_path / "ticker.log").read_text()


def test_with_redis_gone_everything_goes_out_all_the_same(
    sqlite_url: str, tmp_path: Path, provider: RunningProvider
) -> None:
    database = open_database(sqlite_url, statement_seconds=30)
    fill(database, 30)
    fill(database, 5, kind="escalation", start=5000)
    env = environment(
        tmp_path / "var", DATABASE_URL=sqlite_url, TWILIO_API_BASE=provider.base, TICK_SECONDS="0.5",
        REDIS_URL="unix:///nowhere/valkey.sock",
    )  # fmt: skip
    ticker = Running(*PYTHON, "workers", "ticker", env=env, log=tmp_path / "ticker.log")
    try:
        wait_for(lambda: waiting(database) == 0, seconds=30)
    finally:
        ended = ticker.stop()
        database.close()

    assert 0 == ended
    assert {1} == set(Counter(one["to"] for one in provider.taken()).values())


def test_a_flushed_redis_only_delays(
    sqlite_url: str, redis_url: str, tmp_path: Path, provider: RunningProvider
) -> None:
    database = open_database(sqlite_url, statement_seconds=30)
    env = environment(
        tmp_path / "var",
        DATABASE_URL=sqlite_url,
        REDIS_URL=redis_url,
        TWILIO_API_BASE=provider.base,
        TICK_SECONDS="0.5",
    )
    both = Running(*PYTHON, "workers", env=env, log=tmp_path / "workers.log")
    try:
        for turn in range(3):
            fill(database, 40, start=turn * 100)
            with connect(redis_url, timeout=5) as redis:
                redis.flushall()
        wait_for(lambda: waiting(database) == 0, seconds=60)
    finally:
        ended = both.stop(seconds=60)
        database.close()
    sent = Counter(one["to"] for one in provider.taken())

    assert 0 == ended
    assert (120, {1}) == (len(sent), set(sent.values()))


@pytest.mark.parametrize("point", failpoints.POINTS)
def test_a_ticker_killed_at_a_point_is_followed_by_the_next(
    point: str, sqlite_url: str, tmp_path: Path, provider: RunningProvider
) -> None:
    database = open_database(sqlite_url, statement_seconds=30)
    fill(database, 1, kind="escalation", late=0)
    env = environment(
        tmp_path / "var", DATABASE_URL=sqlite_url, TWILIO_API_BASE=provider.base, REDIS_URL="unix:///no.sock"
    )
    killed = Running(*PYTHON, "workers", "ticker", env=env | {failpoints.VARIABLE: point}, log=tmp_path / "killed.log")

    assert -9 == killed.ended(seconds=30)
    if point == "before-claim":
        follower = Running(*PYTHON, "workers", "ticker", env=env, log=tmp_path / "next.log")
        wait_for(lambda: waiting(database) == 0, seconds=30)
        assert 0 == follower.stop()
    assert {"after-claim": 0}.get(point, 1) == len(provider.taken())
    database.close()


def fill(database: Database, count: int, *, kind: str = "nudge", start: int = 0, late: float = 60) -> None:
    key = decode_key(TEST_KEY)
    seal, names = make_seal(public="", key=key), Pseudonyms(key)
    due = clock.unshifted() - timedelta(seconds=late)
    with database.writing() as session:
        for number in range(start, start + count):
            phone = f"+1312{5550000 + number:07d}"
            send = Send(
                key=f"{kind}:{number}",
                kind=kind,  # type: ignore[arg-type]
                owner=Owner("once", str(number), "1"),
                to=seal.number(phone, AssociatedData("check_in", str(number), "number")),
                opt_out_key=names.optout_key(phone),
                body="Hi, checking in. Reply 1 if all good.",
                due_at=due,
            )
            messages.put(session, seal, send)


def waiting(database: Database) -> int:
    with database.reading() as session:
        left = select(OutboxRow.id).where(col(OutboxRow.priority).not_in((HANDED_OVER, DONE)))
        return len(session.exec(left).all())
