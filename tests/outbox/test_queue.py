"""The queue and its worker: ids only, nothing of a failure's words, a killed worker's job is run again."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from redis import Redis

from app.outbox.doorbell import open_queue, ring
from app.store import heartbeat
from app.store.redis_connection import connect
from tests.conftest import MakeSettings
from tests.outbox.jobs import ListedForTests
from tests.processes import PYTHON, Running, wait_for
from workers.ticker import DELIVER, tick
from workers.worker import make_worker

JOBS = "tests.outbox.jobs"
PARTS = ("worker", "ticker", "nobody")
CANARY = "+15555550123"


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with connect(redis_url, timeout=30) as connected:
        yield connected


def everything(redis: Redis) -> str:
    """Every key and value, as RQ leaves them."""
    found = [repr((key, redis.dump(key))) for key in redis.scan_iter()]
    found += [repr(redis.hgetall(key)) for key in redis.scan_iter(_type="HASH")]
    found += [repr(redis.xrange(key)) for key in redis.scan_iter(_type="STREAM")]
    return "\n".join(found)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_job_is_run_by_its_name_and_leaves_nothing(redis: Redis) -> None:
    assert ring(open_queue(redis, "soon"), f"{JOBS}.note", id="c-17", version=3)

    make_worker(redis, job_class=ListedForTests).work(burst=True)

    assert b"c-17 3" == redis.get("noted")
    assert [] == [key for key in redis.keys("rq:job:*") if b"note" in key]


def test_the_same_job_waits_only_once(redis: Redis) -> None:
    queue = open_queue(redis, "soon")

    assert [True, False, True] == [
        ring(queue, f"{JOBS}.note", id="c-17", version=1),
        ring(queue, f"{JOBS}.note", id="c-17", version=1),
        ring(queue, f"{JOBS}.note", id="c-17", version=2),
    ]


@pytest.mark.parametrize("id", [CANARY, "15555550123", "5555550", "", "a b", "x" * 65])
def test_what_could_be_a_number_is_not_queued(redis: Redis, id: str) -> None:
    with pytest.raises(ValueError, match="never a phone number"):
        ring(open_queue(redis, "soon"), f"{JOBS}.note", id=id)

    assert [] == redis.keys()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_failure_leaves_its_type_and_no_words(redis: Redis) -> None:
    queue = open_queue(redis, "soon")
    ring(queue, f"{JOBS}.fail", id="c-17")
    make_worker(redis, job_class=ListedForTests).work(burst=True)
    kept = everything(redis)

    assert CANARY not in kept
    assert "cannot text" not in kept
    assert [] == [key for key in redis.keys("rq:[jr]*:fail-*") if not 0 < redis.ttl(key) <= 3600]
    assert b"3" == redis.get("tried")


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_failed_job_may_be_asked_for_again(redis: Redis) -> None:
    queue = open_queue(redis, "soon")
    ring(queue, f"{JOBS}.fail", id="c-17")
    make_worker(redis, job_class=ListedForTests).work(burst=True)

    assert ring(queue, f"{JOBS}.fail", id="c-17")


def test_a_worker_and_a_ticker_start_and_stop_cleanly(
    make_settings: MakeSettings, redis: Redis, redis_url: str, sqlite_url: str
) -> None:
    var = make_settings().porchlight_var
    environment = os.environ | {
        "REDIS_URL": redis_url,
        "PORCHLIGHT_VAR": str(var),
        "DATABASE_URL": sqlite_url,
        "TICK_SECONDS": "0.2",
    }
    both = Running(*PYTHON, "workers", env=environment, log=var.parent / "workers.log")
    wait_for(
        lambda: bool(redis.exists("porchlight:alive:worker") and redis.exists("porchlight:alive:ticker")), seconds=60
    )
    asked = [
        subprocess.run([sys.executable, "-m", "workers", "alive", part], env=environment, check=False) for part in PARTS
    ]
    ring(open_queue(redis, "soon"), DELIVER, id="soon")
    wait_for(lambda: not redis.exists("rq:job:deliver-soon-0"), seconds=60)  # one that failed is kept for an hour
    ended = both.stop(seconds=10)
    said = both.said()

    assert [0, 0, 1] == [ran.returncode for ran in asked]
    assert 0 == ended
    assert {"worker.started", "worker.stopped", "ticker.started", "ticker.stopped"} <= set(said.split())
    assert "Traceback" not in said


def test_a_worker_waits_for_a_redis_that_is_away(make_settings: MakeSettings) -> None:
    var = make_settings().porchlight_var
    environment = os.environ | {"REDIS_URL": f"unix://{var}/nothing.sock", "PORCHLIGHT_VAR": str(var)}
    worker = Running(*PYTHON, "workers", "worker", env=environment, log=var.parent / "worker.log")
    wait_for(lambda: "\n" in worker.said(), seconds=60)
    first = worker.said().splitlines()[0]

    assert "worker.waiting" in first
    assert 0 == worker.stop(seconds=10)
    assert "worker.stopped" in worker.said()


def test_one_task_that_fails_does_not_keep_the_others(capsys: pytest.CaptureFixture[str]) -> None:
    done: list[datetime] = []

    def fail(_now: datetime) -> None:
        raise RuntimeError(CANARY)

    tick([fail, done.append], now=datetime(2026, 11, 23, tzinfo=UTC))

    assert 1 == len(done)
    assert CANARY not in capsys.readouterr().err


def test_signs_of_life_grow_old(redis: Redis) -> None:
    noon = datetime(2026, 11, 23, 12, tzinfo=UTC)
    heartbeat.beat(redis, heartbeat.TICKER, now=noon)

    assert 20.0 == heartbeat.seconds_since(redis, heartbeat.TICKER, now=noon.replace(second=20))
    assert not heartbeat.is_late(redis, heartbeat.TICKER, now=noon.replace(second=20))
    assert heartbeat.is_late(redis, heartbeat.TICKER, now=noon.replace(minute=1))
    assert heartbeat.is_late(redis, heartbeat.WORKER, now=noon)
