"""The Python processes of one run: started, started again when they end by themselves, and ended together."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass

from app.base import log, parent_watch, watchdog

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "web": ("-m", "app.web.serve"),
    "worker": ("-m", "workers", "worker"),
    "ticker": ("-m", "workers", "ticker"),
}
SILENT_SECONDS = 20.0
"""A process says every second that all of it moves; one that is silent for this long is ended and begun again."""
FIRST_SECONDS = 60.0
"""Until its first word: importing takes long on a busy machine."""
_STOP_SECONDS = 10.0
_LONGEST_WAIT = 30.0
_STEADY_SECONDS = 60.0
"""Whatever ran for this long is started again at once, however often it fell before."""

_log = log.get("launch")


@dataclass
class Child:
    """One process of the run, and when it may be started again if it ends."""

    name: str
    process: subprocess.Popen[bytes]
    started: float
    pulse: int
    """Where it can be heard."""
    heard: float
    failures: int = 0
    spoke: bool = False

    def listen(self) -> None:
        """What it has said by now is known."""
        try:
            while os.read(self.pulse, 4096):
                self.heard, self.spoke = time.monotonic(), True
        except OSError:
            return

    def silent(self) -> bool:
        """Whether it runs and has not been heard of for too long: it hangs, or something has stopped it."""
        patience = SILENT_SECONDS if self.spoke else FIRST_SECONDS
        return self.process.poll() is None and time.monotonic() - self.heard > patience

    def again_at(self) -> float:
        """The monotonic time of its next start: at once the first time, then later and later."""
        return self.started + min(2.0**self.failures - 1, _LONGEST_WAIT)


class Children:
    """All of them; each stops by itself when this process is gone, even by `kill -9`."""

    def __init__(self, run_id: str) -> None:
        self._run_id = run_id
        self._reading, self._writing = os.pipe()
        self._children: dict[str, Child] = {}

    def start(self, name: str) -> None:
        """The process called `name` runs."""
        now = time.monotonic()
        before = self._children.get(name)
        failures = before.failures + 1 if before and now - before.started < _STEADY_SECONDS else 0
        if before is not None:
            os.close(before.pulse)
        process, pulse = self._open(name)
        self._children[name] = Child(name=name, process=process, started=now, pulse=pulse, heard=now, failures=failures)

    def pids(self) -> tuple[int, ...]:
        """The number of each process."""
        return tuple(child.process.pid for child in self._children.values())

    def status(self, name: str) -> int | None:
        """The exit status of one of them; None while it runs."""
        return self._children[name].process.poll()

    def start_fallen(self) -> bool:
        """Whatever ended by itself runs again, unless it has to wait; answers whether anything was started."""
        started = False
        for child in list(self._children.values()):
            child.listen()
            if child.silent():
                _log.error("launch.ended_what_hung", part=child.name)
                child.process.kill()
                child.process.wait()
            status = child.process.poll()
            if status is None or time.monotonic() < child.again_at():
                continue
            _log.warning("launch.started_again", part=child.name, status=str(status))
            self.start(child.name)
            started = True
        return started

    def stop(self, *, seconds: float = _STOP_SECONDS) -> None:
        """None of them is left; each had so many seconds to finish what was under way."""
        for child in self._children.values():
            child.process.terminate()
        deadline = time.monotonic() + seconds
        for child in self._children.values():
            _wait(child.process, until=deadline)
            os.close(child.pulse)
        os.close(self._writing)
        os.close(self._reading)

    def _open(self, name: str) -> tuple[subprocess.Popen[bytes], int]:
        hearing, pulse = os.pipe()
        os.set_blocking(hearing, False)
        try:
            process = subprocess.Popen(
                [sys.executable, *COMMANDS[name], self._run_id],
                env=os.environ | {parent_watch.VARIABLE: str(self._reading), watchdog.VARIABLE: str(pulse)},
                pass_fds=[self._reading, pulse],
                stdin=subprocess.DEVNULL,
                # Ctrl-C reaches the launcher alone, which ends the others in order.
                start_new_session=True,
            )
        finally:
            os.close(pulse)
        return process, hearing


def _wait(process: subprocess.Popen[bytes], *, until: float) -> None:
    try:
        process.wait(max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
