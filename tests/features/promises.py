"""What must hold of a safety check at any moment, whatever broke: said once, for every proof."""

from __future__ import annotations

from app.features.safety_checks import rules as safety_check
from app.features.safety_checks.rules import CheckState, Kind
from tests.features.world import BACK_OFF, LEASE, START, SWEEP, World

PATIENCE = LEASE + max(BACK_OFF) + 2 * SWEEP
"""Seconds after which a world that works again has sent what it owed."""


class Broken(AssertionError):
    """A promise was not kept."""


def seconds(world: World, moment: object) -> int:
    return int((moment - START).total_seconds())  # type: ignore[operator]


class Promises:
    """Watches one world; `look` after every change."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.due: dict[int, int] = {}
        """Extension -> second at which the caller was to be asked."""
        self.graced = False
        self._seen = 0
        self.was_acked = False
        self.again_since = 0
        """The second at which somebody who was on it no longer was."""

    def look(self) -> None:
        check = self.world.check
        if check is not None:
            self.due.setdefault(check.extended, seconds(self.world, check.due_at))
        for left in self.world.left[self._seen :]:
            self._never_early(left.order, left.at)
            self._nothing_after_the_end(left.order, left.serial)
            self._quiet_once_coerced(left.order, left.serial)
        self._seen = len(self.world.left)
        if check is not None and check.state is CheckState.CLOSED and not self.world.closed_at:
            raise Broken("closed by something that is no OK and no STOP")
        self._asked_at_most_once()
        self._told_in_time()
        self._cleared_in_time()

    def _never_early(self, order: safety_check.CheckOrder, at: int) -> None:
        if order.kind in (Kind.PROMPT, Kind.RING):
            due = self.due[order.attempt] + (60 if order.kind is Kind.RING else 0)
        elif order.kind is Kind.ALARM:
            due = max(self.due.values()) + 120
            if self.world.coerced_at:
                due = min(due, self.world.coerced_at[0])
        else:
            return
        if at < due:
            raise Broken(f"{order.kind} at {at}, due at {due}")

    def _nothing_after_the_end(self, order: safety_check.CheckOrder, serial: int) -> None:
        ended = self.world.closed_at
        if ended and serial > ended[1] and order.kind in (Kind.PROMPT, Kind.RING, Kind.ALARM):
            raise Broken(f"{order.kind} after the end")

    def _quiet_once_coerced(self, order: safety_check.CheckOrder, serial: int) -> None:
        """Whoever holds the phone sees nothing more, and nobody is told that all is well."""
        world = self.world
        if not world.coerced_at or serial <= world.coerced_at[1]:
            return
        if order.kind in (Kind.PROMPT, Kind.RING):
            raise Broken(f"{order.kind} although somebody else may hold the phone")
        if order.kind in (Kind.ALL_CLEAR, Kind.ENDED) and world.check is not None and not world.closed_at:
            raise Broken(f"{order.kind} although it goes on")

    def _asked_at_most_once(self) -> None:
        for kind in (Kind.PROMPT, Kind.RING):
            attempts = [left.order.attempt for left in self.world.left if left.order.kind is kind]
            if len(attempts) != len(set(attempts)):
                raise Broken(f"{kind} twice")

    def _told_in_time(self) -> None:
        """Nobody silent is forgotten: told by the time two minutes are over, or soon after things work again."""
        world, check = self.world, self.world.check
        if check is None or world.closed_at or any(left.order.kind is Kind.ALARM for left in world.left):
            return
        if check.state is CheckState.ACKED:
            self.was_acked = True
        elif self.was_acked:
            self.was_acked, self.again_since = False, world.now  # who was on it cannot go after all
        if check.state in (CheckState.CLOSED, CheckState.ACKED) or not [
            who for who in check.people if who not in check.out
        ]:
            return
        owed = max(self.due.values()) + 120 + (60 if check.grace else 0)
        if world.coerced_at:
            owed = min(owed, world.coerced_at[0])
        if world.now > max(owed, world.hurt_until, self.again_since) + PATIENCE:
            raise Broken(f"nobody told at {world.now}, owed at {owed}, broken until {world.hurt_until}")

    def _cleared_in_time(self) -> None:
        """Whoever may have been told hears the end within ten seconds of it."""
        world = self.world
        if not world.closed_at or world.now <= max(world.closed_at[0], world.hurt_until) + PATIENCE:
            return
        told = {left.order.who for left in world.left if left.order.kind is Kind.ALARM}
        cleared = {left.order.who for left in world.left if left.order.kind in (Kind.ALL_CLEAR, Kind.ENDED)}
        if told - cleared:
            raise Broken(f"{told - cleared} not told of the end")
