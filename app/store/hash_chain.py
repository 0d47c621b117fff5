"""Lines that are chained by hash: one that was changed or taken out later is found."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Protocol

START = "0" * 64
"""What stands before the first line."""


class ChainedLine(Protocol):
    """A row of such a chain."""

    id: int | None
    at: datetime
    who: str
    act: str
    about: str
    before: str
    hash: str


def hash_of(row: ChainedLine) -> str:
    """The hash that chains this line to the one before it."""
    at = row.at.astimezone(UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(json.dumps([row.before, at, row.who, row.act, row.about]).encode()).hexdigest()


def first_broken(rows: Iterable[ChainedLine]) -> int | None:
    """The first line, of all from the oldest, that is not as it was written, or whose predecessor is gone; None while all are."""
    before = START
    for row in rows:
        if row.before != before or row.hash != hash_of(row):
            return row.id
        before = row.hash
    return None
