"""Whoever can write to Redis can wake a sender, and nothing more: a job that is none of ours is never run or imported."""

from __future__ import annotations

import json
import subprocess
import sys
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis
from rq import Callback, Queue, Webhook, Worker
from rq.job import Job
from rq.serializers import JSONSerializer

from app.outbox.doorbell import open_queue, ring
from app.store.redis_connection import connect
from tests.outbox import jobs
from tests.outbox.jobs import HARMLESS, ListedForTests
from workers import ticker
from workers.jobs import JOBS
from workers.listed_job import ListedJob
from workers.worker import make_worker

CANARY = "+15555550123"
NOTE, TRAP = "tests.outbox.jobs.note", "tests.outbox.trap"
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with connect(redis_url, timeout=30) as connected:
        yield connected


@pytest.fixture
def queue(redis: Redis) -> Queue:
    """The queue as somebody has it who writes to it what they like."""
    return open_queue(redis, "urgent")


def worked(redis: Redis) -> None:
    make_worker(redis, job_class=ListedForTests).work(burst=True)


def forged(queue: Queue, *data: Any) -> Job:
    """A job whose call is these four: name, instance, arguments, named arguments."""
    job = queue.enqueue_call(NOTE, args=("c-17", 1), job_id="forged")
    queue.connection.hset(job.key, "data", zlib.compress(json.dumps(data).encode()))
    return job


def is_refused(job: Job) -> bool:
    result = job.latest_result()
    return job.get_status(refresh=True) == "failed" and result is not None and "JobRefused" in str(result.exc_string)


def test_a_function_of_the_system_is_never_run(redis: Redis, queue: Queue, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    job = queue.enqueue_call("os.system", args=(f"touch {ran}",))

    worked(redis)

    assert not ran.exists()
    assert is_refused(job)


def test_without_the_list_it_would_run(redis: Redis, queue: Queue, tmp_path: Path) -> None:
    queue.enqueue_call("os.system", args=(f"touch {tmp_path / 'ran'}",))

    Worker([queue], connection=redis, serializer=JSONSerializer).work(burst=True)

    assert (tmp_path / "ran").exists()


def test_a_listed_job_runs_after_a_refused_one(redis: Redis, queue: Queue, tmp_path: Path) -> None:
    queue.enqueue_call("os.system", args=(f"touch {tmp_path / 'ran'}",))
    ring(queue, NOTE, id="c-17", version=3)

    worked(redis)

    assert b"c-17 3" == redis.get("noted")


def test_nothing_is_imported_for_a_refused_job(redis: Redis, queue: Queue) -> None:
    queue.enqueue_call(f"{TRAP}.anything", args=("c-17", 1))
    queue.enqueue_call(NOTE, args=("c-17", 1), on_success=Callback(f"{TRAP}.anything"))
    queue.enqueue_call(NOTE, args=("c-17", 1), on_failure=Callback(f"{TRAP}.anything"))

    worked(redis)

    assert redis.get("trapped") is None
    assert redis.get("noted") is None


@pytest.mark.parametrize("when", ["success", "failure", "stopped"])
def test_a_listed_job_with_a_callback_is_refused(redis: Redis, queue: Queue, when: str) -> None:
    job = queue.enqueue_call(NOTE, args=("c-17", 1))
    redis.hset(job.key, f"{when}_callback_name", "os.abort")

    worked(redis)

    assert redis.get("noted") is None
    assert is_refused(job)


def test_a_listed_job_with_a_webhook_is_refused(redis: Redis, queue: Queue) -> None:
    job = queue.enqueue_call(NOTE, args=("c-17", 1), webhooks=[Webhook("http://127.0.0.1:9/", "failed")])

    worked(redis)

    assert redis.get("noted") is None
    assert is_refused(job)


@pytest.mark.parametrize(
    "data",
    [
        ("format", "{0.__class__}", ["c-17", 1], {}),
        (NOTE, {"a": 1}, ["c-17", 1], {}),
        (NOTE, "", ["c-17", 1], {}),
        (NOTE, None, ["c-17"], {}),
        (NOTE, None, [CANARY, 1], {}),
        (NOTE, None, ["c-17", "1"], {}),
        (NOTE, None, ["c-17", True], {}),
        (NOTE, None, ["c-17", 1], {"more": 1}),
        (NOTE, None, {"id": 1, "version": 2}, {}),
        ([NOTE], None, ["c-17", 1], {}),
        (None, None, ["c-17", 1], {}),
        ("workers.jobs.PRIORITIES.get", None, ["urgent", 1], {}),
        ("workers.jobs.load_settings", None, ["c-17", 1], {}),
        (f"{NOTE} ", None, ["c-17", 1], {}),
        (NOTE,),
    ],
    ids=str,
)
def test_a_forged_call_is_refused(redis: Redis, queue: Queue, data: tuple[Any, ...]) -> None:
    job = forged(queue, *data)

    worked(redis)

    assert redis.get("noted") is None
    assert is_refused(job)


def test_data_that_nobody_can_read_is_refused(redis: Redis, queue: Queue) -> None:
    job = forged(queue, NOTE, None, ["c-17", 1], {})
    redis.hset(job.key, "data", b"\x80\x04cos\nsystem\n(S'true'\ntR.")  # what a pickle looks like

    worked(redis)

    assert redis.get("noted") is None
    assert is_refused(job)


def test_a_refused_job_is_not_tried_again(redis: Redis, queue: Queue) -> None:
    job = queue.enqueue_call("os.abort", args=("c-17", 1))
    redis.hset(job.key, mapping={"retries_left": 1000, "repeats_left": 1000})

    worked(redis)

    assert is_refused(job)
    assert 0 == len(queue)


def test_the_log_says_once_that_a_job_was_refused_and_none_of_its_words(redis_url: str, redis: Redis) -> None:
    queue = open_queue(redis, "urgent")
    job = queue.enqueue_call("os.system", args=(f"echo {CANARY}",), job_id=CANARY[1:])
    code = (
        "from app.store.redis_connection import connect; from app.base import log;"
        "from workers.worker import make_worker; log.configure(process='worker', readable=False);"
        f"make_worker(connect({redis_url!r}, timeout=30)).work(burst=True)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    said = [line for line in ran.stderr.splitlines() if "job.refused" in line]

    assert is_refused(job)
    assert ["function"] == [json.loads(line)["part"] for line in said]
    assert "os.system" not in ran.stderr
    assert CANARY[1:] not in ran.stderr
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize("listed", [ListedJob, ListedForTests])
def test_a_listed_name_is_that_of_its_function(listed: type[ListedJob]) -> None:
    assert {f"{job.__module__}.{job.__name__}": job for job in listed.listed.values()} == dict(listed.listed)


def test_the_ticker_asks_for_a_listed_job() -> None:
    assert ticker.DELIVER in JOBS
    assert {"workers.jobs.deliver"} == set(JOBS)
    assert {jobs.note, jobs.fail} == set(HARMLESS.values())
