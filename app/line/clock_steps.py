"""When somebody sets the clock of a machine: timers run on for as long as they were set for, and operators hear of it.

Everything goes on by the line's time (`app.base.steady`). Once the wall clock has been another for a minute, on the only
machine there is, the line's time follows it, and every running timer is moved along in the same transaction.
"""

from __future__ import annotations

from datetime import timedelta

from app.base import clock, log
from app.base.steady import JUMP_SECONDS, SteadyTime, machine_start
from app.features.safety_checks import tables
from app.outbox.set_clock import move_along
from app.store import clock_reference
from app.store.database import Database

SURE_SECONDS = 60.0
"""How long the wall clock has to keep to its new time before timers are moved along."""

_log = log.get("clock")


class ClockSteps:
    """One process's look at the clock; `follows` where it may move timers along, as tickers do."""

    def __init__(
        self, database: Database, *, steady: SteadyTime = clock.STEADY, follows: bool = False, start: str | None = None
    ) -> None:
        self._database = database
        self._steady = steady
        self._follows = follows
        self._start = machine_start() if start is None else start
        self._seen: tuple[float, float] | None = None
        """By how much the wall clock is off, and since when."""

    def look(self) -> None:
        """The line's time is the one agreed on; a wall clock that was set is known. Raises what the database raises."""
        if not self._start:
            return
        with self._database.reading() as session:
            origin = clock_reference.known(session, self._start)
        if origin is None:
            with self._database.writing() as session:
                origin = clock_reference.agreed(session, self._start, self._steady.origin)
        self._steady.go_on_from(origin)
        self._compare()

    def _compare(self) -> None:
        jump = self._steady.jump
        if abs(jump) <= JUMP_SECONDS:
            self._seen = None
            return
        if self._seen is None or abs(self._seen[0] - jump) > 1:
            _log.error("clock.was_set", seconds=round(jump))
            self._seen = (jump, self._steady())
        elif self._follows and self._steady() - self._seen[1] >= SURE_SECONDS:
            self._follow(jump)

    def _follow(self, jump: float) -> None:
        old = self._steady.origin
        with self._database.writing() as session:
            if not clock_reference.alone(session, self._start):
                return
            if clock_reference.replace(session, self._start, old=old, new=old + jump):
                tables.move_along(session, timedelta(seconds=jump))
                move_along(session, timedelta(seconds=jump))
        _log.warning("clock.followed", seconds=round(jump))
        self._steady.go_on_from(old + jump)
        self._seen = None
