"""The line's time: the wall clock as it was, carried on by a clock that nobody can set.

Timers are moments in the record. Were they compared with a clock that is stepped by an hour, everybody's alarm would
go out at once, or an hour late. What the wall clock said at the machine's start is written down for all its processes
(`app.store.clock_reference`), and time since then comes from the kernel's count since the start.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

JUMP_SECONDS = 5.0
"""The wall clock this far from the line's own time has been set."""
SHOWN_SECONDS = 3600.0
"""How long a jump that was taken over stays on the health page."""
_BOOT_CLOCK = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)


def since_boot() -> float:
    """Seconds since this machine started, suspended ones among them; nobody can set it."""
    return time.clock_gettime(_BOOT_CLOCK)


class SteadyTime:
    """Seconds since 1970 that never jump; `origin` is the line's time at which this machine started."""

    def __init__(self, wall: Callable[[], float] = time.time, counted: Callable[[], float] = since_boot) -> None:
        self._wall = wall
        self._counted = counted
        self.origin = self.wall_origin()
        self._taken_over: tuple[float, float] | None = None

    def wall_origin(self) -> float:
        """When this machine started, by the wall clock as it is now."""
        return self._wall() - self._counted()

    def __call__(self) -> float:
        """The line's time."""
        return self.origin + self._counted()

    @property
    def jump(self) -> float:
        """How far the wall clock is ahead of the line's time."""
        return self.wall_origin() - self.origin

    def go_on_from(self, origin: float) -> None:
        """The line's time is the one that all processes of this machine have agreed on."""
        if abs(origin - self.origin) > JUMP_SECONDS:
            self._taken_over = (origin - self.origin, self._counted())
        self.origin = origin

    def alarm(self) -> float:
        """By how many seconds the clock was set, now or within the last hour; 0 where it was not."""
        if abs(self.jump) > JUMP_SECONDS:
            return self.jump
        if self._taken_over is not None and self._counted() - self._taken_over[1] < SHOWN_SECONDS:
            return self._taken_over[0]
        return 0.0


def machine_start() -> str:
    """A name for this start of this machine; empty where the system gives none."""
    machine, boot = _read("/etc/machine-id")[:8], _read("/proc/sys/kernel/random/boot_id").replace("-", "")[:12]
    return f"boot:{machine}:{boot}" if boot else ""


def _read(path: str) -> str:
    try:
        return Path(path).read_text().strip()
    except OSError:
        return ""
