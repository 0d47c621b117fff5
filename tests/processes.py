"""Real processes that tests start: a test that fails shows what they logged, and none of them outlives its test.

Each leads a session of its own, so that whatever it forks is found as well, without `ps` where there is a /proc. One that
watches its parent also ends when pytest itself is killed.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from app.base import parent_watch

ROOT = Path(__file__).resolve().parents[1]
PYTHON = (sys.executable, "-m")
TAIL = 60
"""Lines of each log that a failure shows."""

_started: list[Running] = []


class InVain(AssertionError):
    """What was waited for did not come; the message ends with what the processes of this test logged."""


class Running:
    """One process and all that it forks; `kill` is kill -9."""

    def __init__(self, *command: str, env: Mapping[str, str], log: Path) -> None:
        self.command, self.log = command, log
        watched, _ = _lifeline()
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                command, env=dict(env) | {parent_watch.VARIABLE: str(watched)}, cwd=ROOT, stdin=subprocess.DEVNULL,
                stdout=file, stderr=file, pass_fds=[watched], start_new_session=True,
            )  # fmt: skip
        _started.append(self)

    def send(self, number: signal.Signals) -> None:
        """The process gets this signal; one that has ended gets nothing."""
        if self.process.poll() is None:
            self.process.send_signal(number)

    def ended(self, *, seconds: float) -> int:
        """Its exit status; raises InVain when it has not ended in time."""
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            raise InVain(f"{self} did not end within {seconds:g} seconds{logged()}") from None

    def kill(self) -> None:
        self.send(signal.SIGKILL)
        self.ended(seconds=10)

    def stop(self, *, seconds: float = 30) -> int:
        """Its exit status after SIGTERM."""
        self.send(signal.SIGTERM)
        return self.ended(seconds=seconds)

    def said(self) -> str:
        """Everything it has written."""
        return self.log.read_text(errors="replace")

    def forked(self) -> list[int]:
        """The processes that it started and that are still there, also once it has ended itself."""
        return [pid for pid in members(self.process.pid) if pid != self.process.pid]

    def __str__(self) -> str:
        status = self.process.poll()
        how = "running" if status is None else f"ended with {status}"
        words = " ".join(self.command).removeprefix(" ".join(PYTHON)).split()
        return f"`{' '.join(words)[:60]}` ({self.process.pid}, {how})"


def wait_for(what: Callable[..., Any], *, seconds: float) -> None:
    """`what` answered yes; raises InVain when it did not in time."""
    until = time.monotonic() + seconds
    while not what():
        if time.monotonic() > until:
            raise InVain(f"waited {seconds:g} seconds in vain{logged()}")
        time.sleep(0.05)


def logged() -> str:
    """The last lines of each log of the processes that this test has started."""
    logs: dict[Path, list[Running]] = {}
    for one in _started:
        logs.setdefault(one.log, []).append(one)
    return "".join(f"\n--- {', '.join(map(str, those))}\n{_tail(log)}" for log, those in logs.items())


def end_all() -> None:
    """Nothing that was started through `Running` is left, nor what that forked."""
    for one in _started:
        for pid in members(one.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        one.process.wait()
    _started.clear()


def members(session: int) -> list[int]:
    """The processes of a session that are still there."""
    return [pid for pid in _pids() if _session_of(pid) == session]


def exists(pid: int) -> bool:
    """Whether this process runs; one that has ended and waits to be noticed does not."""
    return _session_of(pid) != 0


def free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _tail(log: Path) -> str:
    try:
        lines = log.read_text(errors="replace").splitlines()
    except OSError:
        return "(no log)"
    return "\n".join(lines[-TAIL:]) or "(nothing was logged)"


@cache
def _lifeline() -> tuple[int, int]:
    """A pipe whose writing end is this process's alone, and so closes with it."""
    return os.pipe()


def _pids() -> Sequence[int]:
    proc = Path("/proc")
    if (proc / "self").exists():
        return [int(one.name) for one in proc.iterdir() if one.name.isdigit()]
    listed = subprocess.run(["/bin/ps", "-A", "-o", "pid="], capture_output=True, text=True, check=True)
    return [int(pid) for pid in listed.stdout.split()]


def _session_of(pid: int) -> int:
    """The session of a process that runs; 0 of one that is gone."""
    with suppress(OSError):
        if not Path("/proc/self").exists():
            return os.getsid(pid)
        state, _parent, _group, session = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[:4]
        return 0 if state in "ZX" else int(session)
    return 0
