"""A clock that somebody sets: timers run for as long as they were set for, and operators hear of it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.base.steady import SteadyTime
from app.features.safety_checks import rules, tables
from app.features.safety_checks.rules import ArmRefusal, Conditions, Who
from app.line.clock_steps import SURE_SECONDS, ClockSteps
from app.outbox import messages
from app.outbox.sweep import SWEPT
from app.store.database import Database
from app.store.tables import SafetyCheckRow, SendingPulse

NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)
HOUR = 3600.0


class Machine:
    """One machine: a wall clock that can be set, and a count since its start that cannot."""

    def __init__(self, database: Database, start: str = "boot:aaaa:1") -> None:
        self.database, self.start = database, start
        self.wall, self.counted = NOON.timestamp(), 1000.0
        self.ticker = self.process(follows=True)
        self.web = self.process()

    def process(self, *, follows: bool = False) -> tuple[SteadyTime, ClockSteps]:
        steady = SteadyTime(lambda: self.wall, lambda: self.counted)
        return steady, ClockSteps(self.database, steady=steady, follows=follows, start=self.start)

    def later(self, seconds: float, *, step: float = 2.0) -> None:
        while seconds > 0:
            passed = min(step, seconds)
            self.wall, self.counted, seconds = self.wall + passed, self.counted + passed, seconds - passed
            self.look()

    def look(self) -> None:
        self.ticker[1].look()
        self.web[1].look()

    def now(self) -> datetime:
        return datetime.fromtimestamp(self.ticker[0](), UTC)


@pytest.fixture
def machine(database: Database) -> Machine:
    made = Machine(database)
    made.look()
    return made


def arm(database: Database, now: datetime) -> None:
    check = rules.arm(now, minutes=5, people=(Who.FIRST,))
    with database.writing() as session:
        row = SafetyCheckRow(
            id="check-00001", caller_key="o", opt_out_key="k", number_sealed=b"n", words_sealed=b"w", wording="w", code="",
            language="en", state_json="", state="", next_at=now, contact1_id="c", contact2_id="",
        )  # fmt: skip
        tables.write(row, check)
        session.add(row)


def left(database: Database, now: datetime) -> float:
    with database.reading() as session:
        row = session.exec(select(SafetyCheckRow)).one()
        assert row.next_at == tables.read(row).next_at
        return (row.next_at - now).total_seconds()


@pytest.mark.parametrize("by", [HOUR, -HOUR, 6.0, -6.0])
def test_a_timer_runs_as_long_as_it_was_set_for(machine: Machine, by: float) -> None:
    arm(machine.database, machine.now())
    machine.later(60)
    machine.wall += by
    for _ in range(60):
        before = left(machine.database, machine.now())
        machine.later(2)
        assert abs(before - left(machine.database, machine.now()) - 2) < 0.01
    assert abs(left(machine.database, machine.now()) - 120) < 0.1
    assert abs(machine.now().timestamp() - machine.wall) < 0.1


@pytest.mark.parametrize("by", [HOUR, -HOUR])
def test_operators_hear_of_it_at_once_and_for_an_hour(machine: Machine, by: float) -> None:
    machine.wall += by
    machine.look()

    assert [by, by] == [round(process[0].alarm()) for process in (machine.ticker, machine.web)]
    machine.later(SURE_SECONDS + 10)
    assert [by, by] == [round(process[0].alarm()) for process in (machine.ticker, machine.web)]
    machine.later(HOUR, step=60)
    assert [0, 0] == [round(process[0].alarm()) for process in (machine.ticker, machine.web)]


def test_a_process_that_begins_after_the_step_goes_on_by_the_same_time(machine: Machine) -> None:
    machine.wall += HOUR
    machine.look()
    steady, steps = machine.process()
    steps.look()

    assert abs(steady() - machine.ticker[0]()) < 0.001
    assert round(steady.alarm()) == HOUR


def test_a_machine_that_is_not_alone_keeps_its_time_and_moves_nobody_elses(machine: Machine) -> None:
    Machine(machine.database, "boot:bbbb:7").look()
    arm(machine.database, machine.now())
    machine.wall += HOUR
    machine.later(SURE_SECONDS * 3)

    assert abs(left(machine.database, machine.now()) - (300 - SURE_SECONDS * 3)) < 0.1
    assert round(machine.web[0].alarm()) == HOUR


def test_another_start_of_the_same_machine_begins_with_its_wall_clock(machine: Machine) -> None:
    again = Machine(machine.database, "boot:aaaa:2")
    again.wall += HOUR
    again.ticker = again.process(follows=True)
    again.look()

    assert abs(again.now().timestamp() - NOON.timestamp() - HOUR) < 0.1
    with machine.database.reading() as session:
        assert ["boot:aaaa:2"] == session.exec(select(SendingPulse.name)).all()


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(-7200, 7200), st.integers(1, 90)), max_size=5))
def test_no_alarm_is_early_and_none_is_an_hour_late_whatever_the_clock_is_set_to(
    database: Database, steps: list[tuple[int, int]]
) -> None:
    with database.writing() as session:
        for table in (SafetyCheckRow, SendingPulse):
            for row in session.exec(select(table)).all():
                session.delete(row)
    machine = Machine(database)
    machine.look()
    arm(database, machine.now())
    passed = 0.0
    for by, wait in steps:
        machine.wall += by
        machine.later(wait, step=10)
        passed += wait

    assert abs(left(database, machine.now()) - (300 - passed)) < 0.5


def test_a_sign_of_life_from_the_future_is_none() -> None:
    def refused(seen: timedelta) -> ArmRefusal | None:
        given = Conditions(
            switched_on=True, watcher_seen_at=NOON + seen, writable=True, provider_fails=False, contact_usable=True,
            reachable=True,
        )  # fmt: skip
        return rules.refusal(given, NOON)

    assert None is refused(timedelta(seconds=1))
    assert ArmRefusal.NOBODY_WATCHES is refused(timedelta(seconds=3))
    assert ArmRefusal.NOBODY_WATCHES is refused(timedelta(hours=1))
    assert ArmRefusal.NOBODY_WATCHES is refused(timedelta(seconds=-11))


def test_a_pulse_from_the_future_is_put_right_by_the_next(database: Database) -> None:
    def beat(session: Session, at: datetime) -> datetime | None:
        messages.beat(session, SWEPT, at)
        return messages.pulse(session, SWEPT)

    with database.writing() as session:
        beat(session, NOON + timedelta(hours=1))
        assert beat(session, NOON) == NOON
        assert beat(session, NOON - timedelta(seconds=1)) == NOON


def test_every_moment_of_a_check_is_moved_along(database: Database) -> None:
    arm(database, NOON)
    with database.writing() as session:
        row = session.exec(select(SafetyCheckRow)).one()
        check = msgspec.structs.replace(tables.read(row), escalated_at=NOON, alive_at=NOON)
        tables.write(row, check)
        tables.move_along(session, timedelta(hours=1))
        after = tables.read(row)
    moments = [name for name in check.__struct_fields__ if isinstance(getattr(check, name), datetime)]

    assert moments
    assert [getattr(check, name) + timedelta(hours=1) for name in moments] == [getattr(after, name) for name in moments]
