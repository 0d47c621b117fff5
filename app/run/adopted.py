"""A child process that another program in this process started, handled as `subprocess.Popen` handles its own."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from contextlib import suppress
from typing import Protocol

_STEP_SECONDS = 0.05


class Process(Protocol):
    """What the launcher does with a child."""

    pid: int

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status. Raises subprocess.TimeoutExpired."""

    def terminate(self) -> None:
        """It was asked to end."""

    def kill(self) -> None:
        """It was ended."""


class Adopted:
    """A child by its number."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._status: int | None = None

    def poll(self) -> int | None:
        """Its exit status; None while it runs."""
        if self._status is None:
            try:
                pid, status = os.waitpid(self.pid, os.WNOHANG)
            except ChildProcessError:
                self._status = 0  # somebody has waited for it
            else:
                self._status = os.waitstatus_to_exitcode(status) if pid else None
        return self._status

    def wait(self, timeout: float | None = None) -> int:
        """Its exit status. Raises subprocess.TimeoutExpired."""
        until = time.monotonic() + timeout if timeout is not None else float("inf")
        while (status := self.poll()) is None:
            if time.monotonic() > until:
                raise subprocess.TimeoutExpired(str(self.pid), timeout or 0.0)
            time.sleep(_STEP_SECONDS)
        return status

    def terminate(self) -> None:
        """It was asked to end."""
        self._send(signal.SIGTERM)

    def kill(self) -> None:
        """It was ended."""
        self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self.poll() is None:  # a number whose process was waited for may belong to another by now
            with suppress(ProcessLookupError):
                os.kill(self.pid, number)
