"""Any order of replies, crashes, outages and lost answers: the promises hold, and a world that breaks one is noticed."""

from __future__ import annotations

import os
import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test

from app.features.safety_checks import rules as safety_check
from app.features.safety_checks.rules import Who
from tests.features.promises import Broken, Promises
from tests.features.world import FAULTS, POINTS, World

PEOPLE = ((Who.FIRST,), (Who.FIRST, Who.SECOND), (Who.FIRST, Who.SECOND, Who.ON_CALL))
HEARD: tuple[safety_check.Event, ...] = (
    safety_check.Ok(),
    safety_check.Ok(fits=False),
    safety_check.Coerced(),
    safety_check.CheckStopped(),
    safety_check.UnrecognisedReply(),
    safety_check.Voicemail(),
    safety_check.Extended(5),
    safety_check.Acknowledged(Who.FIRST),
    safety_check.Declined(Who.FIRST),
    safety_check.Declined(Who.SECOND),
    safety_check.Undeliverable(Who.FIRST),
)


class Model(RuleBasedStateMachine):
    world_type: type[World] = World

    @initialize(
        minutes=st.integers(safety_check.SHORTEST, safety_check.LONGEST),
        people=st.sampled_from(PEOPLE),
        locked=st.booleans(),
    )
    def arm(self, minutes: int, people: tuple[Who, ...], locked: bool) -> None:
        self.world = self.world_type(minutes=minutes, people=people, locked=locked)
        self.promises = Promises(self.world)
        self.promises.look()

    def _hear(self, event: safety_check.Event) -> None:
        self.world.hear(event)
        self.promises.look()

    @rule(event=st.sampled_from(HEARD))
    def something_is_heard(self, event: safety_check.Event) -> None:
        self._hear(event)

    @rule(event=st.sampled_from(HEARD))
    def something_is_heard_between_claim_and_send(self, event: safety_check.Event) -> None:
        self.world.between = lambda: self._hear(event)

    @rule(point=st.sampled_from(POINTS))
    def the_process_will_die(self, point: str) -> None:
        self.world.die_at = point

    @rule(state=st.sampled_from(["up", "up", "down", "silent"]))
    def the_provider_changes(self, state: str) -> None:
        self.world.provider = state

    @rule(seconds=st.integers(1, 900))
    def time_passes(self, seconds: int) -> None:
        for _ in range(0, seconds, 2):
            self.world.run(2)
            self.promises.look()

    @precondition(lambda self: self.world.check is not None)
    @rule(more=st.sampled_from([-1, 1, 59, 61, 119, 121]))
    def time_passes_to_the_edge(self, more: int) -> None:
        assert self.world.check is not None
        left = int((self.world.check.due_at - self.world.clock()).total_seconds()) + more
        self.time_passes(max(2, min(left, 3000)))


def test_the_promises_hold_whatever_breaks() -> None:
    run_state_machine_as_test(
        Model,
        settings=settings(
            max_examples=150, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )


def live(world: World, choose: random.Random) -> None:
    """One check lives to its end among things that go wrong, at moments that matter."""
    promises = Promises(world)
    promises.look()
    assert world.check is not None
    while world.now < 3 * 3600 and world.check is not None:
        _go_wrong(world, promises, choose)
        if world.check is None:
            break  # forgotten
        wait = int((world.check.next_at - world.clock()).total_seconds())
        pending = [row.next_at - world.now for row in world.rows.values() if not row.done]
        nearest = min([wait, *pending]) if pending else wait
        jump = max(2, min(nearest, 3600) + choose.choice((-2, 0, 0, 2, 4)))
        world.now += jump
        world.sweep()
        promises.look()
    _come_to_rest(world, promises)


def _go_wrong(world: World, promises: Promises, choose: random.Random) -> None:
    dice = choose.random()
    if dice < 0.08:
        world.die_at = choose.choice(POINTS)
    elif dice < 0.2:
        world.provider = choose.choice(("up", "down", "silent"))
    elif dice < 0.5:
        world.provider = "up"
    elif dice < 0.58:
        event = choose.choice(HEARD)
        world.between = lambda: world.hear(event)
    elif dice < 0.66:
        world.hear(choose.choice(HEARD))
        promises.look()


def _come_to_rest(world: World, promises: Promises) -> None:
    """Everything works again for two minutes, in which every debt is due."""
    world.provider, world.die_at = "up", ""
    for wait in (2, 2, 4, 8, 16, 32, 32, 32):
        world.now += wait
        world.sweep()
        promises.look()


def lives(world_type: type[World], seed: int, *, number: int) -> None:
    """So many checks, each from a number that alone makes it happen again. Raises Broken naming it."""
    for each in range(number):
        choose = random.Random(f"{seed}:{each}")
        world = world_type(
            minutes=choose.choice((5, 10, 15, 45)), people=choose.choice(PEOPLE), locked=choose.random() < 0.2
        )
        try:
            live(world, choose)
        except Broken as broken:
            raise Broken(f"seed {seed}, check {each}: {broken}") from broken


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.__name__)
def test_a_world_with_this_fault_is_noticed(fault: type[World]) -> None:
    with pytest.raises(Broken):
        lives(fault, 1, number=3_000)


CHECKS = int(os.environ.get("SAFETY_CHECKS", "100000"))
"""How many checks are lived through; `make nightly` asks for a million."""
PARTS = 4


@pytest.mark.parametrize("part", range(PARTS))
def test_nobody_is_forgotten_in_a_hundred_thousand_checks(part: int) -> None:
    """A seed of its own each time, printed, but the same one in CI; `SAFETY_SEED` plays one again."""
    fixed = "20261123" if os.environ.get("CI") else ""
    seed = int(os.environ.get("SAFETY_SEED") or fixed or random.SystemRandom().randrange(2**32))
    print(f"seed {seed + part}, {CHECKS // PARTS} checks: SAFETY_SEED={seed} plays them again")

    lives(World, seed + part, number=CHECKS // PARTS)
