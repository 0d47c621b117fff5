"""Signs of life of the processes that nobody talks to: each leaves the time in Redis, for 10 minutes at most."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from redis import Redis

WORKER = "worker"
TICKER = "ticker"
LATE_SECONDS = {WORKER: 60.0, TICKER: 30.0}
"""A worker gives a sign every 15 seconds, a ticker at every tick."""
AHEAD_SECONDS = 3.0
"""A sign from further ahead was given before the clock was set back."""
_KEPT_SECONDS = 600
_PREFIX = "porchlight:alive:"


def beat(redis: Redis, part: str, *, now: datetime) -> None:
    """`part` was alive at `now`."""
    redis.set(_PREFIX + part, str(int(now.timestamp())), ex=_KEPT_SECONDS)


def seconds_since(redis: Redis, part: str, *, now: datetime) -> float | None:
    """Seconds since `part` last gave a sign of life; None when it gave none for 10 minutes."""
    value = cast("bytes | None", redis.get(_PREFIX + part))
    if value is None or not value.isdigit():
        return None
    return now.timestamp() - int(value)


def is_late(redis: Redis, part: str, *, now: datetime) -> bool:
    """Whether `part` should have given a sign of life by `now` and did not."""
    seconds = seconds_since(redis, part, now=now)
    return seconds is None or not -AHEAD_SECONDS <= seconds <= LATE_SECONDS[part]
