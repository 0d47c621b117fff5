"""What Redis did not take, in this process's memory: gone with the process, and never older than what Redis has."""

from __future__ import annotations

import time
from collections import OrderedDict

REMEMBERED = 5_000
SECONDS = 60 * 60


class UnkeptValues:
    """The latest few thousand values, each for an hour."""

    def __init__(self) -> None:
        self._values: OrderedDict[str, tuple[float, bytes, bytes]] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: str) -> bytes:
        """The value, or nothing."""
        at, value, _ = self._values.get(key, (0.0, b"", b""))
        return value if time.monotonic() - at < SECONDS else b""

    def newer(self, key: str, kept: bytes) -> bytes:
        """The value where Redis still has what it had before it refused this one, or nothing; empty where it moved on."""
        value = self.get(key)
        return value if value and kept in (b"", self._values[key][2]) else b""

    def put(self, key: str, value: bytes, *, was: bytes = b"") -> None:
        """The value is remembered, and forgotten where it is empty; `was` is what Redis has until it takes this one."""
        before = self._values.pop(key, None)
        if value:
            self._values[key] = (time.monotonic(), value, before[2] if before else was)
        while len(self._values) > REMEMBERED:
            self._values.popitem(last=False)
