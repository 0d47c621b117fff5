"""What a process has taken of the machine's memory and does not use."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """What lay free between what stays is the machine's again, where the system's library can do that."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)
