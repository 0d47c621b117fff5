"""Reads a file, and never waits for what is none: a pipe among somebody's files would hold its reader for ever."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path


def read_plain(file: Path, *, most: int = -1) -> bytes:
    """The file's bytes, at most so many. Raises OSError, also where this is a pipe, a socket or a device."""
    descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK | os.O_CLOEXEC)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise OSError(errno.EINVAL, "it is no file but a pipe, a socket or a device", str(file))
        return opened.read(most)
