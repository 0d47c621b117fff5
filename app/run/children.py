"""The Python processes of one run: started, started again when they end by themselves, and ended together."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.base import parent_watch, pulse
from app.run.adopted import Adopted, Process

COMMANDS: Mapping[str, tuple[str, ...]] = {
    "web": ("-m", "app.web.serve"),
    "worker": ("-m", "workers", "worker"),
    "ticker": ("-m", "workers", "ticker"),
    "sender": ("-m", "workers", "sender"),
}
ONE_MACHINE = ("web", "sender")
"""Where one machine is all there is, what a worker does is done in the ticker's process."""
SEVERAL_MACHINES = ("web", "worker", "ticker")
SILENT_SECONDS = 20.0
"""A process says every second that all of it moves; one that is silent for this long is ended and begun again."""
FIRST_SECONDS = 60.0
"""Until its first word: importing takes long on a busy machine."""
_STOP_SECONDS = 10.0
_LONGEST_WAIT = 30.0
_STEADY_SECONDS = 60.0
"""Whatever ran for this long is started again at once, however often it fell before."""
_ONE_ARENA = {"MALLOC_ARENA_MAX": "1"}
"""Threads of one interpreter take turns anyway; an arena each kept 14 MB of a web process that nobody used."""


def say(event: str, *, error: bool = False, **fields: Any) -> None:
    """The event is in the log, which is loaded by the first: it is a third of what a launcher would need else."""
    from app.base import log

    logger = log.get("launch")
    (logger.error if error else logger.warning)(event, **fields)


@dataclass
class Child:
    """One process of the run, and when it may be started again if it ends."""

    name: str
    process: Process
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


class HandedOver(NamedTuple):
    """Children as they go from one program of a process to its next."""

    run_id: str
    reading: int
    writing: int
    children: Mapping[str, tuple[int, int, float, int]]
    """Name -> process, where it is heard, when it was started, how often it fell before."""


class Children:
    """All of them; each stops by itself when this process is gone, even by `kill -9`."""

    def __init__(self, run_id: str, *, lifeline: tuple[int, int] | None = None) -> None:
        self._run_id = run_id
        self._reading, self._writing = lifeline or os.pipe()
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

    def adopt(self, handed: HandedOver) -> None:
        """The children that were handed over are ours; those that ended meanwhile are noticed as ever."""
        now = time.monotonic()
        for name, (pid, pulse_, started, failures) in handed.children.items():
            child = Child(name=name, process=Adopted(pid), started=started, pulse=pulse_, heard=now, failures=failures)
            self._children[name] = child
        for descriptor in (self._reading, self._writing, *(child.pulse for child in self._children.values())):
            os.set_inheritable(descriptor, False)

    def handed_over(self) -> HandedOver:
        """All of them as another program in this very process can adopt them: pipes stay open over `exec`."""
        for descriptor in (self._reading, self._writing, *(child.pulse for child in self._children.values())):
            os.set_inheritable(descriptor, True)
        children = {
            name: (child.process.pid, child.pulse, child.started, child.failures)
            for name, child in self._children.items()
        }
        return HandedOver(self._run_id, self._reading, self._writing, children)

    def status(self, name: str) -> int | None:
        """The exit status of one of them; None while it runs."""
        return self._children[name].process.poll()

    def start_fallen(self) -> bool:
        """Whatever ended by itself runs again, unless it has to wait; answers whether anything was started."""
        started = False
        for child in list(self._children.values()):
            child.listen()
            if child.silent():
                say("launch.ended_what_hung", error=True, part=child.name)
                child.process.kill()
                child.process.wait()
            status = child.process.poll()
            if status is None or time.monotonic() < child.again_at():
                continue
            say("launch.started_again", part=child.name, status=str(status))
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
        hearing, speaking = os.pipe()
        os.set_blocking(hearing, False)
        try:
            process = subprocess.Popen(
                [sys.executable, *COMMANDS[name], self._run_id],
                env=_ONE_ARENA
                | os.environ
                | {parent_watch.VARIABLE: str(self._reading), pulse.VARIABLE: str(speaking)},
                pass_fds=[self._reading, speaking],
                stdin=subprocess.DEVNULL,
                # Ctrl-C reaches the launcher alone, which ends the others in order.
                start_new_session=True,
            )
        finally:
            os.close(speaking)
        return process, hearing


def _wait(process: Process, *, until: float) -> None:
    try:
        process.wait(max(0.1, until - time.monotonic()))
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
