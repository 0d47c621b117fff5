"""A module that leaves a mark where it is imported: nothing that a refused job names may do so."""

from __future__ import annotations

from rq import get_current_job

_job = get_current_job()
if _job is not None:
    _job.connection.set("trapped", "imported")
