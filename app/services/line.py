"""The line as one process holds it: what it says, where conversations are kept, and who it must not text."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from app.engine.library import Library
from app.privacy import Names, OptOutKey
from app.services.inbound_copies import InboundCopies
from app.services.opted import Opted
from app.store.conversations import Conversations


class WritesOptOuts(Protocol):
    """Puts one caller's opt-out, or its end, into the record; raises when it cannot."""

    def __call__(self, key: OptOutKey, at: datetime, *, out: bool) -> None:
        """It is in the record."""


class OptOuts:
    """Writes opt-outs to the record; what the record cannot take right now waits here and is tried again."""

    def __init__(self, write: WritesOptOuts) -> None:
        self._write = write
        self.waiting: deque[tuple[OptOutKey, bool, datetime]] = deque()

    def record(self, key: OptOutKey, *, out: bool, now: datetime) -> bool:
        """Whether the record holds it now; if not, it waits. Blocks on SQL: call it from a thread."""
        try:
            self._write(key, now, out=out)
        except Exception:
            # any failure of the record is the same to the caller: the promise is kept as soon as it can be written
            self.waiting.append((key, out, now))
            return False
        return True

    def catch_up(self) -> int:
        """How many still wait after trying each once more. Blocks on SQL."""
        for _ in range(len(self.waiting)):
            key, out, now = self.waiting.popleft()
            if not self.record(key, out=out, now=now):
                break
        return len(self.waiting)


class Line:
    """Everything an answer needs, handed in once; `library` is asked anew for each message."""

    def __init__(
        self,
        *,
        library: Callable[[], Library],
        conversations: Conversations,
        names: Names,
        opt_outs: OptOuts,
        clock: Callable[[], datetime],
        line_number: str = "",
        peer_number: str = "",
        opted: Opted | None = None,
        copies: InboundCopies | None = None,
    ) -> None:
        self.library = library
        self.conversations = conversations
        self.names = names
        self.opt_outs = opt_outs
        self.clock = clock
        self.line_number = line_number
        self.peer_number = peer_number
        self.opted = opted
        """Check-ins and safety checks; None where nothing is ever sent first."""
        self.copies = copies
        """What the provider still has of what was answered; None where the programme sees to that by other means."""
        self.tallies: Counter[tuple[str, str, str]] = Counter()
        """(name, node, intent) -> how often since this process last wrote them down."""
