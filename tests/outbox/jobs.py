"""Jobs for the tests of the queue."""

from __future__ import annotations

from rq import get_current_job

from workers.listed_job import ListedJob


def note(id: str, version: int) -> None:
    """Leaves a note that it was run."""
    job = get_current_job()
    assert job is not None
    job.connection.set("noted", f"{id} {version}")


def fail(_id: str, _version: int) -> None:
    """Fails the way a provider's client does: with a number in the text."""
    job = get_current_job()
    assert job is not None
    job.connection.incr("tried")
    raise RuntimeError("cannot text +15555550123")


HARMLESS = {f"{job.__module__}.{job.__name__}": job for job in (note, fail)}


class ListedForTests(ListedJob):
    """A worker of these jobs refuses all others, as the line's own worker refuses these."""

    listed = HARMLESS
