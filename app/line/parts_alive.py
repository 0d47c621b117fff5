"""Whether what runs beside the web process is alive: Redis, the worker and the ticker."""

from __future__ import annotations

from datetime import datetime

FULL = 0.97
"""Of Redis' memory: from here on the next conversation may not fit."""


def redis_has_room(url: str) -> bool:
    """Whether it does; raises what Redis raises where it does not answer."""
    from app.store.redis_connection import connect  # redis-py takes half a second to import

    with connect(url) as redis:
        memory = redis.info("memory")
    most = memory.get("maxmemory", 0)
    return not most or bool(memory["used_memory"] < most * FULL)


def last_sign_of(part: str, url: str, *, now: datetime) -> tuple[float | None, bool]:
    """Seconds since the worker or the ticker was last heard of, None for never, and whether that is too long."""
    from app.store import heartbeat
    from app.store.redis_connection import connect

    with connect(url) as redis:
        seconds = heartbeat.seconds_since(redis, part, now=now)
    return seconds, seconds is None or not -heartbeat.AHEAD_SECONDS <= seconds <= heartbeat.LATE_SECONDS[part]
