"""Work to do soon, by ids only: the queue makes things sooner and parallel, SQL is what remembers.

A job is a dotted name and ids. RQ's own defaults would keep the call in plain text, pickle its arguments, keep failures
for a year, and never run the job of a killed worker again.
"""

from __future__ import annotations

import re

from redis import Redis
from rq import Queue, Retry
from rq.exceptions import DuplicateJobError, InvalidJobOperation
from rq.job import Job
from rq.serializers import JSONSerializer

QUEUES = ("urgent", "soon")
"""Worked in this order: safety checks before anything recurring."""
JOB_SECONDS = 60
FAILURE_KEPT_SECONDS = 3600
_SHORTEST_NUMBER = 7
_ID = re.compile(r"[A-Za-z0-9_-]{1,64}")


def open_queue(redis: Redis, name: str, *, job_class: type[Job] = Job) -> Queue:
    """One of `QUEUES`, on a connection that does not decode responses."""
    return Queue(name, connection=redis, serializer=JSONSerializer, default_timeout=JOB_SECONDS, job_class=job_class)


def is_id(id: str) -> bool:
    """Whether this may name the row of a job: letters, digits, - and _, and never what could be a phone number."""
    return bool(_ID.fullmatch(id)) and not (id.isdigit() and len(id) >= _SHORTEST_NUMBER)


def ring(queue: Queue, job: str, *, id: str, version: int = 0) -> bool:
    """`job(id, version)` will be run by a worker; False when the same is already waiting or running.

    `job` is a dotted name, so that nothing here imports the workers. `id` names a row, `version` the state of that row
    the job is for: a job that finds another version returns quietly. Raises ValueError for an id that could be a number.
    """
    if not is_id(id):
        raise ValueError("A job's id is letters, digits, - and _, and never a phone number.")
    job_id = f"{job.rpartition('.')[2]}-{id}-{version}"
    if _enqueue(queue, job, job_id=job_id, arguments=(id, version)):
        return True
    # A job that failed keeps its name for an hour; whoever asks again has decided that it should be tried again.
    if not _forget_failed(queue, job_id):
        return False
    return _enqueue(queue, job, job_id=job_id, arguments=(id, version))


def _enqueue(queue: Queue, job: str, *, job_id: str, arguments: tuple[str, int]) -> bool:
    try:
        queue.enqueue_call(
            func=job,
            args=arguments,
            description="",
            job_id=job_id,
            unique=True,
            result_ttl=0,
            failure_ttl=FAILURE_KEPT_SECONDS,
            # At once and for killed workers only; waiting before another try is written in SQL, where it is remembered.
            retry=Retry(max=2),
        )
    except DuplicateJobError:
        return False
    return True


def _forget_failed(queue: Queue, job_id: str) -> bool:
    job = queue.fetch_job(job_id)
    try:
        if job is None or not job.is_failed:
            return job is None
    except InvalidJobOperation:
        return True  # it came to its end since it was fetched
    job.delete()
    return True
