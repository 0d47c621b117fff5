"""Looks every few seconds for what has come due. Two tickers may run: each thing due is claimed in SQL by one of them."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from datetime import datetime

from redis.exceptions import RedisError

from app import clock, log
from app.settings import Settings
from app.store import alive
from app.store.redis_connection import connect

Task = Callable[[datetime], None]
"""Something to do at every tick; a failure of one does not keep the others from their turn."""

_log = log.get("ticker")


def tasks(settings: Settings) -> Sequence[Task]:
    """Everything this line does by itself."""
    return [lambda now: _beat(settings, now)]


def run(settings: Settings) -> int:
    """Ticks until SIGTERM or SIGINT."""
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopping.set())
    _log.info("ticker.started")
    todo = tasks(settings)
    while not stopping.is_set():
        tick(todo, now=clock.now())
        stopping.wait(settings.tick_seconds)
    _log.info("ticker.stopped")
    return 0


def tick(todo: Sequence[Task], *, now: datetime) -> None:
    """Every task had its turn."""
    for task in todo:
        try:
            task(now)
        except Exception as error:
            _log.error("ticker.task_failed", exc_info=error)


def _beat(settings: Settings, now: datetime) -> None:
    redis = connect(settings.redis)
    try:
        alive.beat(redis, alive.TICKER, now=now)
    except RedisError as error:
        _log.warning("ticker.waiting", part="redis", exc_info=error)
    finally:
        redis.close()
