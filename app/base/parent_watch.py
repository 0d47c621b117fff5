"""Ends a process when the one that started it is gone, however it went.

The launcher keeps the writing end of a pipe and gives each child the reading end. When the launcher dies, even by
`kill -9`, the system closes the pipe, the child reads its end, and stops as if it had been asked to. Works on Linux
and macOS, needs no polling.
"""

from __future__ import annotations

import os
import signal
import threading
import time

VARIABLE = "PORCHLIGHT_LIFELINE"
PATIENCE = 8.0
"""Seconds between the polite end and the certain one."""


def hold() -> None:
    """From now on this process stops when its launcher does; without a launcher nothing changes."""
    descriptor = os.environ.pop(VARIABLE, "")
    if not descriptor.isdigit():
        return
    os.set_inheritable(int(descriptor), False)
    threading.Thread(target=_wait, args=(int(descriptor),), name="lifeline", daemon=True).start()


def _wait(descriptor: int) -> None:
    while _reads(descriptor):
        pass
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(PATIENCE)
    os._exit(1)


def _reads(descriptor: int) -> bool:
    try:
        return bool(os.read(descriptor, 1))
    except OSError:
        return False
