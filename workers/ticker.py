"""Looks every two seconds for what has come due. Several tickers may run: each row due is claimed in SQL by one of them.

A ticker sends whatever is urgent by itself, so that it waits for no queue. For the rest it wakes the workers; where
these do not come, because Redis or they are away, it sends that too.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta

from redis.exceptions import RedisError

from app.base import clock, log, watchdog
from app.config.settings import Settings
from app.line.clock_steps import ClockSteps
from app.line.due_work import DueWork, make_due_work
from app.line.key_rotation import rename_all
from app.line.sending import STATEMENT_SECONDS, make_delivery
from app.outbox.delivery import ALL_PRIORITIES, URGENT_ONLY, Delivery
from app.outbox.sweep import Due
from app.store import heartbeat
from app.store.database import open_database
from app.store.redis_connection import connect
from workers.nightly import logs_of_staff

Task = Callable[[datetime], None]
"""Something to do at every tick; a failure of one does not keep the others from their turn."""

DELIVER = "workers.jobs.deliver"
EACH = 200
"""Due rows for which one more worker is woken."""
SLOTS = 4
STOP_SECONDS = 30.0
"""What is under way may take this long to end; what hangs is left to its lease."""
OVERDUE = timedelta(seconds=10)
"""Due for this long, and no worker has come: the ticker sends them itself."""

_log = log.get("ticker")


class Sweeper:
    """One ticker's share of sending."""

    def __init__(self, settings: Settings, delivery: Delivery, *, alone: bool = False) -> None:
        """`alone` where there are no workers to wake: everything is sent here, without a queue."""
        self._settings = settings
        self.alone = alone
        self._delivery = delivery
        self._pool = ThreadPoolExecutor(3, thread_name_prefix="sweep")
        self._running: dict[str, Future[object]] = {}

    def __call__(self, now: datetime) -> None:
        """What is due is being sent, here or by a worker; a tick never waits for the provider."""
        due = self._delivery.sweep(now)
        if due.urgent:
            self._start("urgent", lambda: self._delivery.deliver(URGENT_ONLY))
        if due.others and (self.alone or not self._wake(due) or self._overdue(due, now)):
            self._start("others", lambda: self._delivery.deliver(ALL_PRIORITIES, seconds=5))
        if due.copies:
            self._start("copies", self._delivery.clean)

    def close(self) -> None:
        """What is under way is finished."""
        self._delivery.stopping.set()
        self._pool.shutdown()
        self._delivery.close()

    def _wake(self, due: Due) -> bool:
        from app.outbox.doorbell import open_queue, ring  # RQ is for those who have workers to wake

        redis = connect(self._settings.redis)
        try:
            queue = open_queue(redis, "soon")
            for slot in range(min(SLOTS, -(-due.others // EACH))):
                ring(queue, DELIVER, id="soon", version=slot)
        except RedisError as error:
            _log.warning("ticker.waiting", part="redis", exc_info=error)
            return False
        finally:
            redis.close()
        return True

    def _overdue(self, due: Due, now: datetime) -> bool:
        """Whether rows have been due for a while and no worker has looked for them for as long."""
        seen = max((at for at in (due.oldest, due.worked) if at), default=now)
        return now - seen > OVERDUE

    def _start(self, name: str, work: Callable[[], object]) -> None:
        running = self._running.get(name)
        if running is not None and not running.done():
            return
        if running is not None and running.exception() is not None:
            _log.error("ticker.sending_failed", part=name, exc_info=running.exception())
        self._running[name] = self._pool.submit(_watched, work)


def _watched(work: Callable[[], object]) -> object:
    """The work, and whoever watches this process knows while it is under way."""
    watchdog.beat_thread()
    try:
        return work()
    finally:
        watchdog.rest_thread()


def tasks(settings: Settings, watch: DueWork, sweeper: Sweeper) -> Sequence[Task]:
    """Everything this line does by itself, in this order: what falls due is put into the outbox before it is swept."""
    steps = ClockSteps(watch.context.database, follows=True)
    signs = (heartbeat.TICKER, heartbeat.WORKER) if sweeper.alone else (heartbeat.TICKER,)
    logs = logs_of_staff(settings.releases_database)
    return [lambda _now: steps.look(), lambda now: _beat(settings, now, signs), watch, sweeper, logs]


def run(settings: Settings, *, alone: bool = False) -> int:
    """Ticks until SIGTERM or SIGINT, and then finishes what is under way; alone, it does the work of workers as well."""
    stopping = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: _stop(stopping))
    watchdog.begin()
    _rename(settings)
    watch, sweeper = make_due_work(settings), Sweeper(settings, make_delivery(settings), alone=alone)
    _log.info("ticker.started")
    todo = tasks(settings, watch, sweeper)
    while not stopping.is_set():
        watchdog.beat("ticks")
        tick(todo)
        stopping.wait(settings.tick_seconds)
    watchdog.rest("ticks")
    sweeper.close()
    watch.close()
    _log.info("ticker.stopped")
    return 0


def _stop(stopping: threading.Event) -> None:
    watchdog.ending(seconds=STOP_SECONDS)
    stopping.set()


def tick(todo: Sequence[Task], *, now: datetime | None = None) -> None:
    """Every task had its turn, with the time as it then was."""
    for task in todo:
        watchdog.beat("ticks")
        try:
            task(now or clock.now())
        except Exception as error:
            _log.error("ticker.task_failed", exc_info=error)


def _rename(settings: Settings) -> None:
    """After a change of keys, who said STOP is known under the new one before anything is sent."""
    database = open_database(settings.database, statement_seconds=STATEMENT_SECONDS)
    try:
        rename_all(database, settings.keys)
    except Exception as error:
        _log.error("ticker.names_not_changed", exc_info=error)
    finally:
        database.close()


def _beat(settings: Settings, now: datetime, parts: Sequence[str]) -> None:
    redis = connect(settings.redis)
    try:
        for part in parts:
            heartbeat.beat(redis, part, now=now)
    except RedisError as error:
        _log.warning("ticker.waiting", part="redis", exc_info=error)
    finally:
        redis.close()
