"""The only place that asks the computer what time it is; everything else is handed `now`."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.base.steady import SteadyTime

STEADY = SteadyTime()
"""This process's."""
_steadily = False
Clock = Callable[[], datetime]
"""Anything that answers with an aware UTC time when called."""

_moved_by: Path | None = None
_read: tuple[tuple[Path, int, int], timedelta] | None = None
"""What the file said when it was last another one: it is asked for several times a message."""
_LOOK_SECONDS = 0.005
"""A file that was looked at is not looked at again so soon: another process's push on the clock is felt that much later."""
_looked: tuple[Path, float, timedelta] | None = None


def now() -> datetime:
    """The present moment, aware, in UTC; in a demo whose clock was moved, so much later."""
    return unshifted() if _moved_by is None else unshifted() + _ahead(_moved_by)


def unshifted() -> datetime:
    """The computer's own time, however far a demo's clock was moved; where timers run, the one that nobody can set."""
    return datetime.now(UTC) if not _steadily else datetime.fromtimestamp(STEADY(), UTC)


def keep_steady() -> None:
    """From here on this process's time is the line's own, whatever the wall clock is set to."""
    global _steadily  # noqa: PLW0603 - a process has one clock
    _steadily = True


def set_by() -> float:
    """By how many seconds the wall clock was set while this process kept its own time; 0 where it was not."""
    return STEADY.alarm() if _steadily else 0.0


def use_shared_offset(file: Path | None) -> None:
    """From here on this process's clock is as far ahead as the file says, a demo's processes sharing one; None: not at all."""
    global _moved_by  # noqa: PLW0603 - a process has one clock
    _moved_by = file


def _ahead(file: Path) -> timedelta:
    """As `offset`, the file being read only when it is another one than before."""
    global _looked  # noqa: PLW0603 - a process has one clock
    at = time.monotonic()
    if _looked is None or at - _looked[1] >= _LOOK_SECONDS or _looked[0] != file:
        _looked = (file, at, _said_by(file))
    return _looked[2]


def _said_by(file: Path) -> timedelta:
    global _read  # noqa: PLW0603 - a process has one clock
    try:
        state = os.stat(file)
    except OSError:
        return timedelta(0)
    which = (file, state.st_ino, state.st_mtime_ns)
    if _read is None or _read[0] != which:
        _read = (which, offset(file))
    return _read[1]


def offset(file: Path) -> timedelta:
    """How far ahead this file says; not at all where there is none."""
    try:
        return timedelta(seconds=max(0, int(file.read_text())))
    except (OSError, ValueError, OverflowError):
        return timedelta(0)


def shift(file: Path, by: timedelta) -> timedelta:
    """How far ahead the clocks that follow this file are from now on; a clock is never put back."""
    global _looked  # noqa: PLW0603 - a process has one clock
    _looked = None
    ahead = offset(file) + max(by, timedelta(0))
    part = file.with_suffix(".part")
    part.write_text(str(int(ahead.total_seconds())))
    part.replace(file)
    return ahead
