"""One safety check in a world with a clock, a record, a queue of sends, a provider that fails and processes that die.

The rules are the real ones from `app.features.safety_checks.rules`; what stands around them is the least that can carry them: a record
that keeps a check and its sends in one transaction, a lease of 30 seconds, a state read again just before each send.
Each of the faults below is this world with one promise broken, and the proofs must notice every one of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from app.features.safety_checks import rules as safety_check
from app.features.safety_checks.rules import Check, CheckOrder, CheckState, Event, Kind, Who

START = datetime(2026, 11, 1, 5, 30, tzinfo=UTC)
"""Half an hour before clocks in New York go back."""
LEASE = 30
SWEEP = 2
BACK_OFF = (1, 2, 4, 8, 15)
REPEATED = frozenset({Kind.ALARM, Kind.ALL_CLEAR, Kind.ENDED, Kind.HANDLED, Kind.UNCONFIRMED})
"""Sent at least once; everything else at most once."""


class Died(Exception):
    """The process is gone; only the record is left."""


class Row(msgspec.Struct):
    """One send in the record."""

    order: CheckOrder
    next_at: int
    done: bool = False
    tries: int = 0


class Left(msgspec.Struct, frozen=True):
    """Something that really left the building."""

    at: int
    order: CheckOrder
    serial: int


class World:
    """Seconds count from the arming of the one check."""

    def __init__(self, *, minutes: int = 10, people: tuple[Who, ...] = (Who.FIRST,), locked: bool = False) -> None:
        self.now = 0
        self.check: Check | None = safety_check.arm(START, minutes=minutes, people=people, locked=locked)
        self.rows: dict[tuple[Kind, Who, int], Row] = {}
        self.left: list[Left] = []
        self.provider = "up"
        self.die_at = ""
        self.between: Callable[[], None] | None = None
        self.serial = 0
        self.hurt_until = 0
        """The last second at which something was broken."""
        self.closed_at: tuple[int, int] | None = None
        """(second, serial) of the OK or STOP that was written down."""
        self.coerced_at: tuple[int, int] | None = None
        """(second, serial) of the word that only looks like an OK."""
        self.begun: list[Left] = []
        """Alarms whose sending was begun, whether or not they left."""

    # -- what happens ------------------------------------------------------------------------------------------------

    def hear(self, event: Event) -> None:
        """The event is in the record, with everything that follows from it."""
        if self.check is None:
            return
        open_before = self.check.state is not CheckState.CLOSED
        if isinstance(event, safety_check.Coerced) and open_before and self.check.locked and self.coerced_at is None:
            self.coerced_at = (self.now, self.serial)
        after, orders = safety_check.advance(self.check, event, self.clock())
        self.check = after
        for order in orders:
            if order.kind is not Kind.WIPE:
                self.rows.setdefault((order.kind, order.who, order.attempt), Row(order, self.now))
        ends = isinstance(event, safety_check.Ok | safety_check.CheckStopped)
        if ends and open_before and after is not None and after.state is CheckState.CLOSED:
            self.closed_at = (self.now, self.serial)

    def clock(self) -> datetime:
        return START + timedelta(seconds=self.now)

    def sweep(self) -> None:
        """One turn of the watcher and the sender; a process that dies leaves the rest to the next turn."""
        try:
            self._watch()
            for row in [row for row in self.rows.values() if self.claimable(row)]:
                self._send(row)
        except Died:
            self.hurt_until = self.now
        if self.provider != "up":
            self.hurt_until = self.now

    def _watch(self) -> None:
        if self.check is None or self.clock() < self.check.next_at:
            return
        self._die("before watching")
        self.hear(self.due())
        self._die("after watching")

    def due(self) -> Event:
        return safety_check.CheckCameDue()

    def claimable(self, row: Row) -> bool:
        return not row.done and row.next_at <= self.now

    def _send(self, row: Row) -> None:
        self._die("before claim")
        row.next_at, row.tries = self.now + LEASE, row.tries + 1
        self._die("after claim")
        self._something_happens()
        if not self.still_wanted(row):
            row.done = True
            return
        if row.order.kind not in REPEATED:
            row.done = True  # at most once: it counts as sent before it is
        self.deliver(row)

    def deliver(self, row: Row) -> None:
        try:
            self._hand_over(row.order)
        except (ConnectionError, TimeoutError):
            self.failed(row)
            return
        self._die("after the provider took it")
        self.accepted(row)

    def accepted(self, row: Row) -> None:
        row.done = True
        if row.order.kind is Kind.ALARM:
            self.hear(safety_check.Accepted(row.order.who))

    def failed(self, row: Row) -> None:
        row.next_at = self.now + BACK_OFF[min(row.tries, len(BACK_OFF)) - 1]

    def still_wanted(self, row: Row) -> bool:
        self.check, wanted = safety_check.sending(self.check, row.order)
        return wanted

    def _hand_over(self, order: CheckOrder) -> None:
        self.serial += 1
        left = Left(self.now, order, self.serial)
        if order.kind is Kind.ALARM:
            self.begun.append(left)
        if self.provider == "down":
            raise ConnectionError
        self.left.append(left)
        if self.provider == "silent":
            raise TimeoutError

    def _something_happens(self) -> None:
        if self.between is not None:
            happens, self.between = self.between, None
            happens()

    def _die(self, point: str) -> None:
        if self.die_at == point:
            self.die_at = ""
            raise Died(point)

    def run(self, seconds: int) -> None:
        """So much time passes, with a sweep every two seconds."""
        for _ in range(0, seconds, SWEEP):
            self.now += SWEEP
            self.sweep()

    # -- what must hold ----------------------------------------------------------------------------------------------

    def times(self, kind: Kind) -> list[int]:
        return [left.at for left in self.left if left.order.kind is kind]


POINTS = ("before watching", "after watching", "before claim", "after claim", "after the provider took it")


class DropsOnError(World):
    """An escalation the provider refuses is not tried again."""

    def failed(self, row: Row) -> None:
        row.done = True


class WaitsForTheRing(World):
    """People are only told when the call to the caller went through."""

    def hear(self, event: Event) -> None:
        rang = any(left.order.kind is Kind.RING for left in self.left)
        due = self.check is not None and self.now >= (self.check.due_at - START).total_seconds() + 120
        if isinstance(event, safety_check.CheckCameDue) and due and not rang:
            return
        super().hear(event)


class NeverLooksAgain(World):
    """A message that was claimed is sent, whatever has been said since."""

    def still_wanted(self, row: Row) -> bool:
        super().still_wanted(row)
        return True


class AMinuteEarly(World):
    """People are told a minute before their time."""

    def _watch(self) -> None:
        if self.check is not None and self.check.state is CheckState.RINGING:
            early = self.check.next_at - timedelta(seconds=60)
            if self.clock() >= early:
                self.check, orders = safety_check.advance(self.check, safety_check.CheckCameDue(), self.check.next_at)
                self.rows.update({(o.kind, o.who, o.attempt): Row(o, self.now) for o in orders})
        super()._watch()


class DoneBeforeSent(World):
    """A message is marked done, then sent."""

    def deliver(self, row: Row) -> None:
        row.done = True
        self._die("after claim")
        self._die("after the provider took it")
        super().deliver(row)

    def failed(self, row: Row) -> None:
        pass


class LeaseForEver(World):
    """A message that was claimed once is never claimed again."""

    def claimable(self, row: Row) -> bool:
        return row.tries == 0 and super().claimable(row)


class LooksAtTheClaim(World):
    """The state is read with the claim, and not again before sending: a reply that lands between is too late."""

    def _something_happens(self) -> None:
        self._wanted = super().still_wanted(self._row)
        super()._something_happens()

    def still_wanted(self, row: Row) -> bool:
        return self._wanted

    def _send(self, row: Row) -> None:
        self._row = row
        super()._send(row)


class BelievesTheWord(World):
    """A word typed backwards closes the check."""

    def hear(self, event: Event) -> None:
        if isinstance(event, safety_check.Coerced) and self.check is not None:
            self.check, _ = safety_check.advance(self.check, safety_check.Ok(), self.clock())
        else:
            super().hear(event)


class AsksAloud(World):
    """The caller's phone is asked and rung although somebody else holds it."""

    def hear(self, event: Event) -> None:
        super().hear(event)
        if self.check is not None:
            self.check = msgspec.structs.replace(self.check, duress=False)


FAULTS: tuple[type[World], ...] = (
    DropsOnError,
    WaitsForTheRing,
    NeverLooksAgain,
    AMinuteEarly,
    DoneBeforeSent,
    LeaseForEver,
    LooksAtTheClaim,
    BelievesTheWord,
    AsksAloud,
)
