"""Ends this process when a part of it stands still: whatever started it can begin a new one, and cannot mend this one.

A part that was never heard of is not waited for: a start that hangs is not cured by another. Whoever watches from outside
(the launcher, systemd) is told every second that all parts move, and ends what is silent, stopped or stuck in the kernel.
"""

from __future__ import annotations

import faulthandler
import os
import socket
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from app.base import log
from app.base.pulse import VARIABLE

SECONDS = 20.0
"""A part may stand still this long."""
LOOK_SECONDS = 1.0
STATUS = 70
"""What a process that stood still ends with: EX_SOFTWARE."""

_log = log.get("watchdog")


class Watchdog:
    """The parts of one process and when each last moved. Safe to use from any thread."""

    def __init__(
        self, *, seconds: float = SECONDS, clock: Callable[[], float] = time.monotonic, tell: Callable[[], object]
    ) -> None:
        self._seconds = seconds
        self._clock = clock
        self._tell = tell
        self._moved: dict[str, float] = {}
        self._end_at = float("inf")

    def beat(self, part: str) -> None:
        """This part moves, and is waited for from here on."""
        self._moved[part] = self._clock()

    def rest(self, part: str) -> None:
        """This part has nothing to do: it is not waited for."""
        self._moved.pop(part, None)

    def ending(self, *, seconds: float) -> None:
        """This process was asked to end: it is gone after so many seconds, whatever hangs."""
        self._end_at = min(self._end_at, self._clock() + seconds)

    def stuck(self) -> str:
        """The part that has stood still for too long; empty while all move."""
        now = self._clock()
        if now > self._end_at:
            return "ending"
        return next((part for part, at in list(self._moved.items()) if now - at > self._seconds), "")

    def look(self) -> str:
        """As `stuck`; while nothing is, whoever watches from outside is told."""
        part = self.stuck()
        if not part:
            self._tell()
        return part

    def watch(self) -> None:
        """From here on the process ends when a part stands still, even one that never lets go of the interpreter."""
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def _watch(self) -> None:
        while not (part := self.look()):
            # A thread of C's own: it ends the process also where no Python thread gets its turn any more.
            faulthandler.dump_traceback_later(self._seconds, exit=True, file=sys.__stderr__ or sys.stderr)
            time.sleep(LOOK_SECONDS)
        saying = threading.Thread(target=lambda: _log.critical("watchdog.ended", part=part), daemon=True)
        saying.start()
        saying.join(0.5)  # whatever hangs may hold the log
        os._exit(STATUS)


def _outside() -> Callable[[], None]:
    """What tells the launcher and systemd, where they listen, that this process moves."""
    descriptor = os.environ.pop(VARIABLE, "")
    pulse = int(descriptor) if descriptor.isdigit() else -1
    if pulse >= 0:
        os.set_inheritable(pulse, False)
        os.set_blocking(pulse, False)
    address, ready = os.environ.pop("NOTIFY_SOCKET", ""), [True]
    speaking = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK) if address else None
    if address.startswith("@"):
        address = "\0" + address[1:]

    def tell() -> None:
        with suppress(OSError):
            if pulse >= 0:
                os.write(pulse, b".")
        with suppress(OSError):
            if speaking is not None:
                speaking.sendto(b"READY=1\nWATCHDOG=1" if ready else b"WATCHDOG=1", address)
                ready.clear()

    return tell


_WATCHDOG: list[Watchdog] = []


def begin() -> Watchdog:
    """This process's watchdog, which watches from here on."""
    if not _WATCHDOG:
        _WATCHDOG.append(Watchdog(tell=_outside()))
        _WATCHDOG[0].watch()
    return _WATCHDOG[0]


def beat(part: str) -> None:
    """This part of this process moves; nothing happens where nobody watches."""
    for watching in _WATCHDOG:
        watching.beat(part)


def rest(part: str) -> None:
    """This part of this process has nothing to do."""
    for watching in _WATCHDOG:
        watching.rest(part)


def beat_thread() -> None:
    """The thread that says this moves; it says `rest_thread` when it has nothing more to do."""
    beat(threading.current_thread().name)


def rest_thread() -> None:
    """The thread that says this has nothing to do."""
    rest(threading.current_thread().name)


def ending(*, seconds: float) -> None:
    """This process is gone after so many seconds, whatever hangs."""
    for watching in _WATCHDOG:
        watching.ending(seconds=seconds)
