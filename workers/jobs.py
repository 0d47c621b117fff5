"""The jobs: one line each. A job says only that there is something to do; SQL says what."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from app.config.settings import load_settings
from app.line.clock_steps import ClockSteps
from app.line.sending import make_delivery
from app.outbox.delivery import ALL_PRIORITIES, URGENT_ONLY
from app.outbox.sweep import WORKED

SECONDS = 15.0
"""How long one job goes on finding more to send: forking for each message alone would cost more than sending it."""
PRIORITIES = {"urgent": URGENT_ONLY, "soon": ALL_PRIORITIES}


def deliver(id: str, version: int) -> None:
    """Whatever is due in these priorities was sent; `version` only tells several such jobs apart."""
    delivery = make_delivery(load_settings(), pulse=WORKED)
    with suppress(Exception):  # a record that is away says so at the first claim
        ClockSteps(delivery.database).look()
    try:
        delivery.deliver(PRIORITIES[id], seconds=SECONDS)
    finally:
        delivery.close()


JOBS: dict[str, Callable[[str, int], None]] = {f"{job.__module__}.{job.__name__}": job for job in (deliver,)}
"""Every job there is, by the name the queue carries: a worker runs these and no other function."""
