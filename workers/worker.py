"""Runs jobs from the queues, one at a time, each in a process of its own."""

from __future__ import annotations

import signal
import sys
import threading
from typing import Any

from redis import Redis
from redis.exceptions import RedisError
from rq import Queue, Worker
from rq.job import Job
from rq.serializers import JSONSerializer

from app.base import clock, log, watchdog
from app.config.settings import Settings
from app.line.sending import prepare_providers
from app.outbox.doorbell import QUEUES, open_queue
from app.store import heartbeat
from app.store.redis_connection import connect
from workers.listed_job import JobRefused, ListedJob

WORKER_SECONDS = 25
"""After this long without a sign of life a worker counts as dead."""
WAIT_SECONDS = 15
"""For one answer of Redis: RQ asks it to hold its answer back for ten."""
MAINTENANCE_SECONDS = 15
MONITORING_SECONDS = 5
"""RQ's own defaults for these three ran the job of a killed worker again after 13 minutes; these take about one."""
_AGAIN_SECONDS = 1.0

_log = log.get("worker")


class QuietWorker(Worker):
    """RQ's worker, but what it keeps and logs of a failure is its type and places, never its words."""

    stop_asked = False

    def request_stop(self, signum: Any, frame: Any) -> None:
        """The job at hand is finished, then the worker ends."""
        self.stop_asked = True
        super().request_stop(signum, frame)  # type: ignore[no-untyped-call]

    def heartbeat(self, *arguments: Any, **named: Any) -> None:
        """This worker is alive, for RQ and for `/health/ready`."""
        super().heartbeat(*arguments, **named)
        heartbeat.beat(self.connection, heartbeat.WORKER, now=clock.now())
        watchdog.beat("jobs")

    def handle_exception(self, job: Job, *exc_info: Any) -> None:
        """The failure is in the log; of a job that is none of ours, only which part of it is strange."""
        raised = exc_info[1] if len(exc_info) > 1 else None
        if isinstance(raised, JobRefused):
            _log.error("job.refused", part=str(raised))
            return
        _log.error("job.failed", id=job.id, exc_info=exc_info)

    def handle_job_failure(self, job: Job, queue: Queue, *arguments: Any, **named: Any) -> None:
        """The failure is in Redis, for an hour, without the exception's text."""
        raised = sys.exc_info()[1]
        if "exc_string" in named:
            named["exc_string"] = str(log.describe(raised)["error"]) if raised else "ended without an answer"
        super().handle_job_failure(job, queue, *arguments, **named)


def run(settings: Settings) -> int:
    """Works until SIGTERM or SIGINT; waits for Redis as long as it is away."""
    stopping = threading.Event()
    watchdog.begin()
    _preload(settings)
    while not stopping.is_set():
        watchdog.beat("jobs")
        _listen_for_stop(stopping)
        try:
            _work(settings, stopping)
        except (RedisError, OSError) as error:
            _log.warning("worker.waiting", part="redis", exc_info=error)
            stopping.wait(_AGAIN_SECONDS)
    _log.info("worker.stopped")
    return 0


def _preload(settings: Settings) -> None:
    """What every job imports is imported once, before RQ forks for it: a provider's library alone takes half a second."""
    prepare_providers(settings)


def _work(settings: Settings, stopping: threading.Event) -> None:
    redis = connect(settings.redis, timeout=WAIT_SECONDS)
    redis.ping()
    _log.info("worker.started")
    worker = make_worker(redis)
    try:
        worker.work()
    finally:
        redis.close()
    # Without a request to stop, RQ ends its loop when Redis goes away: then this loop waits and begins again.
    if worker.stop_asked:
        stopping.set()
    else:
        stopping.wait(_AGAIN_SECONDS)


def make_worker(redis: Redis, *, job_class: type[ListedJob] = ListedJob) -> QuietWorker:
    """A worker for all queues and listed jobs, with time-outs that notice a killed worker within a minute."""
    return QuietWorker(
        [open_queue(redis, name, job_class=job_class) for name in QUEUES],
        connection=redis,
        job_class=job_class,
        serializer=JSONSerializer,
        worker_ttl=WORKER_SECONDS,
        maintenance_interval=MAINTENANCE_SECONDS,
        job_monitoring_interval=MONITORING_SECONDS,
        default_result_ttl=0,
        log_job_description=False,
    )


def _listen_for_stop(stopping: threading.Event) -> None:
    # While RQ works it has handlers of its own; these hold while Redis is away.
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
