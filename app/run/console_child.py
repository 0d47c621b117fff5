"""The staff console beside a line: begun when somebody opens its address, handed nothing but what it needs, missed by nobody."""

from __future__ import annotations

import os
import select
import signal
import socket
import subprocess
import sys
import time

import msgspec

from app.base import parent_watch
from app.run.adopted import Process
from app.run.children import say

SOCKET, LINK = "CONSOLE_SOCKET", "CONSOLE_LINK"
"""Variables: where the console listens already, and the mark of the link that was printed with when that was."""
_STOP_SECONDS = 5.0
_AGAIN_SECONDS = 30.0
"""One that ended by itself is not begun again sooner."""


class ConsoleDoor(msgspec.Struct, frozen=True):
    """An address at which nobody sits until somebody knocks."""

    listening: int
    environment: dict[str, str]
    link: str = ""


class ConsoleChild:
    """The console of one run: no process at all until it is asked for, and none again some time after it was used last."""

    def __init__(self, door: ConsoleDoor | None, *, run_id: str, lifeline: int) -> None:
        self._door, self._run_id, self._lifeline = door, run_id, lifeline
        self._process: Process | None = None
        self._link = door.link if door else ""
        self._not_before = 0.0

    def pids(self) -> tuple[int, ...]:
        """Its number, while it runs."""
        return (self._process.pid,) if self._process is not None and self._process.poll() is None else ()

    def look(self) -> bool:
        """It runs where somebody knocks; whether one was begun or has ended."""
        if self._door is None:
            return False
        if self._process is not None:
            return self._ended(self._process)
        knocked = select.select([self._door.listening], [], [], 0)[0]
        if not knocked or time.monotonic() < self._not_before:
            return False
        return self._begin(self._door)

    def _ended(self, process: Process) -> bool:
        status = process.poll()
        if status is None:
            return False
        self._process = None
        if status not in (0, -signal.SIGTERM):
            self._not_before = time.monotonic() + _AGAIN_SECONDS
            say("launch.console_ended", status=str(status))
        return True

    def _begin(self, door: ConsoleDoor) -> bool:
        told = {SOCKET: str(door.listening), LINK: self._link, parent_watch.VARIABLE: str(self._lifeline)}
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.console", self._run_id],
                env=door.environment | {name: value for name, value in told.items() if value},
                pass_fds=[door.listening, self._lifeline],
                stdin=subprocess.DEVNULL,
                start_new_session=True,
            )
        except OSError as error:
            self._not_before = time.monotonic() + _AGAIN_SECONDS
            say("launch.no_console", error=True, exc_info=error)
            return False
        self._link = ""  # it stands in the record from now on: begun anew, the console does not take a used one again
        return True

    def stop(self) -> None:
        """It runs no more, and nobody listens."""
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_SECONDS)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._door is not None:
            os.close(self._door.listening)


def listen(host: str, port: int) -> int | None:
    """Somebody who opens the console's address waits until it is there; None where the address is taken."""
    try:
        listening = socket.create_server((host, port))
    except OSError:
        return None
    listening.set_inheritable(True)  # the launcher becomes a smaller program, which listens on
    return listening.detach()
