"""Lets a test kill this process at a named point, as a power cut would; without the variable it does nothing."""

from __future__ import annotations

import os
import signal

VARIABLE = "PORCHLIGHT_TEST_CRASH_AT"
POINTS = ("before-claim", "after-claim", "after-accept", "after-mark")
RELEASE_POINTS = ("before-release", "after-release", "before-live", "after-live", "folder-begun", "folder-written")
"""Where publishing may be cut short."""
_WANTED = os.environ.get(VARIABLE, "")


def hit(point: str) -> None:
    """This process goes on, unless a test wants it dead here."""
    if _WANTED == point:
        os.kill(os.getpid(), signal.SIGKILL)
