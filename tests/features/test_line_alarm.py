"""Who is on call hears once that the line itself is ill, and once that it is over; nobody else does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.features.line_alarm.rules import ILL, PATIENCE, WELL, WELL_FOR, Illness, judge
from app.line.due_work import DueWork
from app.outbox import messages
from app.store.tables import OutboxRow

ON_CALL = "+12025550177"
START = datetime(2026, 1, 1, tzinfo=UTC)


class Night:
    """A line with somebody on call, whose rehearsals get through or do not."""

    def __init__(self, town: Any, on_call: str = ON_CALL) -> None:
        self.town = town
        self.work = DueWork(msgspec.structs.replace(town.watch.context, on_call=on_call))
        self.other = DueWork(msgspec.structs.replace(town.watch.context, on_call=on_call))

    def passes(self, *, ill: bool, sends: bool = True, **time: float) -> None:
        until = self.town.clock() + timedelta(**time)
        while self.town.clock() < until:
            self.town.clock.at += timedelta(seconds=20)
            now = self.town.clock()
            with self.work.context.database.writing() as session:
                messages.beat(session, messages.REHEARSED, now - timedelta(hours=1) if ill else now)
            self.work(now)
            self.other(now)
            if sends:
                self.town.delivery.sweep(now)
                self.town.delivery.deliver()

    def heard(self) -> list[str]:
        return [letter.body for _, letter in self.town.provider.letters if letter.to == ON_CALL]


@pytest.fixture
def night(town: Any) -> Night:
    return Night(town)


def test_an_illness_is_told_once_and_its_end_once_by_whatever_ticker(night: Night) -> None:
    night.passes(ill=False, minutes=2)
    night.passes(ill=True, minutes=6)
    ill = night.heard()
    night.passes(ill=False, minutes=4)
    both = night.heard()

    assert 1 == len(ill)
    assert "rehearsal" in ill[0]
    assert 2 == len(both)
    assert "over" in both[1]


def test_what_passes_within_a_minute_wakes_nobody(night: Night) -> None:
    for _ in range(2):
        night.passes(ill=True, seconds=40)
        night.passes(ill=False, minutes=3)

    assert [] == night.heard()


def test_what_comes_and_goes_is_one_illness(night: Night) -> None:
    night.passes(ill=True, minutes=3)
    for _ in range(2):
        night.passes(ill=False, seconds=60)
        night.passes(ill=True, seconds=60)
    night.passes(ill=False, minutes=5)

    assert 2 == len(night.heard())


def test_where_nothing_could_be_sent_they_hear_only_that_it_is_over(night: Night) -> None:
    night.passes(ill=True, sends=False, minutes=5)
    night.passes(ill=False, sends=False, minutes=3)
    night.passes(ill=False, minutes=2)

    assert 1 == len(night.heard())
    assert "over" in night.heard()[0]


def test_a_line_without_anybody_on_call_puts_nothing_in_the_outbox(town: Any) -> None:
    quiet = Night(town, on_call="")
    quiet.passes(ill=True, minutes=5)

    assert [] == town.rows(OutboxRow)


@given(st.lists(st.booleans(), max_size=200))
def test_between_two_tellings_of_an_illness_stands_its_end(looks: list[bool]) -> None:
    known: Illness | None = None
    told: list[tuple[str, str]] = []
    for number, ill in enumerate(looks):
        name = known.name if known else ""
        known, says = judge(known, START + timedelta(seconds=10 * number), ill=ill)
        if says and (says, name) not in told:  # the outbox takes each key once
            told.append((says, name))

    assert all(says == (ILL, WELL)[at % 2] for at, (says, _) in enumerate(told))
    assert not told or len(looks) * 10 >= PATIENCE.total_seconds()
    assert WELL not in dict(told) or len(looks) * 10 >= WELL_FOR.total_seconds()
