"""The line as one process holds it: what it says, where conversations are kept, and who it must not text."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Protocol

from app.engine.compiled_release import CompiledRelease
from app.engine.session import Turn
from app.line.lane import Lane
from app.line.limits import Limits
from app.line.opt_ins import OptIns
from app.outbox.provider_deletions import ProviderDeletions
from app.privacy.phone import Phone
from app.privacy.pseudonyms import OptOutKey, Pseudonyms
from app.store.sessions import SessionStore

FAILURES = 3
"""How many opt-outs the record may refuse before the rest is left for later: one that can never be written stops no other."""


class WritesOptOuts(Protocol):
    """Puts one caller's opt-out, or its end, into the record; raises when it cannot."""

    def __call__(self, key: OptOutKey, at: datetime, *, out: bool) -> None:
        """It is in the record."""


class OptOuts:
    """Writes opt-outs to the record; what the record cannot take right now waits here and is tried again.

    What one caller said is written in the order it was said: a STOP after a START stands.
    """

    def __init__(self, write: WritesOptOuts) -> None:
        self._write = write
        self._lock = threading.Lock()
        self.waiting: deque[tuple[OptOutKey, bool, datetime]] = deque()

    def record(self, key: OptOutKey, *, out: bool, now: datetime) -> bool:
        """Whether the record holds it now; if not, it waits. Blocks on SQL: call it from a thread."""
        with self._lock:
            behind = any(waiting == key for waiting, _, _ in self.waiting)
        written = not behind and self._written(key, now, out=out)
        if not written:
            with self._lock:
                self.waiting.append((key, out, now))
        return written

    def _written(self, key: OptOutKey, now: datetime, *, out: bool) -> bool:
        try:
            self._write(key, now, out=out)
        except Exception:
            # any failure of the record is the same to the caller: the promise is kept as soon as it can be written
            return False
        return True

    def take_over(self, keys: Iterable[OptOutKey], *, now: datetime) -> list[OptOutKey]:
        """Those of these opt-outs, which some process could not write down, that the record holds now. Blocks on SQL."""
        written, failed = [], 0
        for key in keys:
            if self._written(key, now, out=True):
                written.append(key)
            elif (failed := failed + 1) == FAILURES:
                break
        return written

    def catch_up(self) -> int:
        """How many still wait after trying them once more, up to the first that fails. Blocks on SQL."""
        with self._lock:
            waiting = list(self.waiting)
        for first in waiting:
            key, out, now = first
            written = self._written(key, now, out=out)
            with self._lock:
                if written and first in self.waiting:
                    self.waiting.remove(first)
            if not written:
                self._later(key)
                break
        return len(self.waiting)

    def _later(self, key: OptOutKey) -> None:
        """Everything of this caller's waits behind everybody else's: one that never can be written stops no other."""
        with self._lock:
            self.waiting = deque(sorted(self.waiting, key=lambda waiting: waiting[0] == key))


class LineContext:
    """Everything an answer needs, handed in once; `library` is asked anew for each message."""

    def __init__(
        self,
        *,
        library: Callable[[], CompiledRelease],
        conversations: SessionStore,
        names: Pseudonyms,
        opt_outs: OptOuts,
        clock: Callable[[], datetime],
        line_number: str = "",
        peer_number: str = "",
        opt_ins: OptIns | None = None,
        copies: ProviderDeletions | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.library = library
        self.conversations = conversations
        self.names = names
        self.opt_outs = opt_outs
        self.clock = clock
        self.line_number = line_number
        self.peer_number = peer_number
        self.opt_ins = opt_ins
        """Check-ins and safety checks; None where nothing is ever sent first."""
        self.copies = copies
        """What the provider still has of what was answered; None where the programme sees to that by other means."""
        self.limits = limits
        """What replies may cost; None where nothing is paid for."""
        self.own = Phone(line_number, names)
        self.lane = Lane()
        """Who waits when everybody texts at once."""
        self.on_turn: Callable[[Turn], None] | None = None
        """Told every turn, in a terminal where staff ask why; a running line has nobody here, and keeps none."""
        self.tallies: Counter[tuple[str, str, str]] = Counter()
        """(name, node, intent) -> how often since this process last wrote them down."""
