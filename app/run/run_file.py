"""Who is running here: one launcher at a time, and what an earlier one that was killed has left behind."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import IO

import msgspec

from app.base.errors import LaunchError

_RUNNING_SECONDS = 2.0
"""A launcher whose terminal has just gone needs a moment to notice."""
_STOPPING_SECONDS = 15.0
"""A launcher that is stopping gets this long."""
_END_SECONDS = 8.0
_STEP_SECONDS = 0.05


class Run(msgspec.Struct, frozen=True):
    """The processes of one run, as they are written down for the next one."""

    id: str
    """Stands in the command line of each child: a number alone may belong to another program by now."""
    pids: tuple[int, ...] = ()
    stopping: bool = False


class RunFile:
    """`run.lock`, held as long as this launcher lives, and `run.json` beside it."""

    def __init__(self, var: Path) -> None:
        self._lock_path = var / "run.lock"
        self._path = var / "run.json"
        self._lock: IO[str] | None = None

    def take(self) -> None:
        """This launcher is the only one here. Raises LaunchError when another one stays."""
        self._lock_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        lock = self._lock_path.open("a")
        free = _until(lambda: _locked(lock), seconds=_RUNNING_SECONDS)
        if not free and self._is_stopping():
            free = _until(lambda: _locked(lock), seconds=_STOPPING_SECONDS)
        if not free:
            lock.close()
            raise LaunchError("Porchlight is already running here. Stop it with Ctrl-C where it was started.")
        self._lock = lock

    @classmethod
    def held(cls, var: Path, lock: int) -> RunFile:
        """The one that this process has taken already, by the lock's file descriptor."""
        made = cls(var)
        made._lock = os.fdopen(lock, "a")
        return made

    @property
    def lock(self) -> int:
        """The file descriptor of the lock, once it is taken."""
        if self._lock is None:
            raise LaunchError
        return self._lock.fileno()

    def write(self, run: Run) -> None:
        """The next launcher can find these processes."""
        draft = self._path.with_suffix(".new")
        draft.write_bytes(msgspec.json.encode(run))
        draft.replace(self._path)

    def left_behind(self) -> Run | None:
        """The run that ended without clearing up, if there was one."""
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=Run)
        except (OSError, msgspec.MsgspecError):
            return None

    def _is_stopping(self) -> bool:
        run = self.left_behind()
        return run is not None and run.stopping

    def release(self) -> None:
        """The next launcher finds nothing to clear up."""
        self._path.unlink(missing_ok=True)
        if self._lock is not None:
            self._lock.close()


def end_orphans(run: Run) -> int:
    """No process of that run is left; answers how many there were."""
    orphans = [pid for pid in run.pids if run.id in command_of(pid)]
    _signal(orphans, signal.SIGTERM)
    if not _until(lambda: not any(run.id in command_of(pid) for pid in orphans), seconds=_END_SECONDS):
        _signal([pid for pid in orphans if run.id in command_of(pid)], signal.SIGKILL)
    return len(orphans)


def command_of(pid: int) -> str:
    """The command line of a process; empty when there is none, or it has ended and waits to be noticed."""
    proc = Path("/proc")
    if (proc / "self").exists():
        return _read(proc / str(pid) / "cmdline").replace("\0", " ")
    asked = subprocess.run(["/bin/ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return asked.stdout.strip()


def _read(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def _locked(file: IO[str]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _signal(pids: Sequence[int] | Iterable[int], number: signal.Signals) -> None:
    for pid in pids:
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            continue


def _until(done: Callable[[], bool], *, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(_STEP_SECONDS)
    return True
