"""A pretend check every five minutes: through everything but the provider, and seen to be late when it gets nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import msgspec
import pytest
from sqlmodel import col, select

from app.features.safety_checks import tables
from app.line.delivery_reports import sending_state
from app.line.due_work import DueWork
from app.outbox import messages
from app.store.tables import ContactRow, OutboxRow, ProviderCopy, SafetyCheckRow, SendingMinute
from app.web.health import ProbeResult, rehearsal_probe


@pytest.fixture
def watching(town: Any) -> Any:
    return Watching(town, DueWork(msgspec.structs.replace(town.watch.context, rehearses=True)))


class Watching:
    def __init__(self, town: Any, work: DueWork) -> None:
        self.town, self.work = town, work

    def later(self, *, sends: bool = True, step: int = 10, **time: float) -> None:
        until = self.town.clock() + timedelta(**time)
        while self.town.clock() < until:
            self.town.clock.at += timedelta(seconds=step)
            self.work(self.town.clock())
            if sends:
                self.town.delivery.sweep(self.town.clock())
                self.town.delivery.deliver()

    def rehearsed(self) -> ProbeResult:
        found = rehearsal_probe(lambda: sending_state(self.work.context.database, now=self.town.clock()))()
        assert isinstance(found, ProbeResult)
        return found


def test_it_gets_through_every_five_minutes_and_nothing_of_it_reaches_the_provider(watching: Watching) -> None:
    watching.later(minutes=22)

    assert [] == watching.town.provider.letters
    assert watching.rehearsed().ok
    assert watching.rehearsed().details["seconds"] < 310
    assert len(watching.town.rows(SafetyCheckRow)) <= 1
    assert len(watching.town.rows(ContactRow)) <= 1
    assert [] == [row for row in watching.town.rows(ProviderCopy) if not row.sid]
    assert [] == watching.town.rows(SendingMinute)


def test_where_nothing_is_sent_it_is_late_within_nine_minutes(watching: Watching) -> None:
    watching.later(minutes=6)
    watching.later(minutes=9, sends=False)

    assert not watching.rehearsed().ok
    assert "pretend safety check" in watching.rehearsed().says


def test_where_nobody_watches_it_is_late(watching: Watching) -> None:
    watching.later(minutes=6)
    watching.town.clock.at += timedelta(minutes=9)

    assert not watching.rehearsed().ok


def test_one_that_got_nowhere_is_cleared_away_and_the_next_gets_through(watching: Watching) -> None:
    watching.later(minutes=30, sends=False)
    watching.later(minutes=20)

    assert watching.rehearsed().ok
    assert len(watching.town.rows(SafetyCheckRow)) <= 1


def test_no_caller_is_looked_up_because_of_it(watching: Watching) -> None:
    watching.later(minutes=1)
    with watching.work.context.database.reading() as session:
        assert (frozenset(), frozenset()) == tables.watched(session)
        pretend = col(OutboxRow.owner_id).startswith(messages.REHEARSAL)
        assert session.exec(select(OutboxRow).where(pretend)).all()
