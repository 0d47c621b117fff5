"""A recurring check-in: what is sent when, and what never is."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.features.check_ins import rules
from app.features.check_ins.rules import CheckIn, CheckInOrder, CheckInState, Event, advance
from app.language.schedule import Schedule

ZONE = ZoneInfo("America/New_York")
NOON = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
DAILY = Schedule(minute=720)


def started(*, schedule: Schedule = DAILY, now: datetime = NOON) -> CheckIn:
    check_in, _ = advance(None, rules.CheckInAsked(schedule, str(ZONE), confirmed=True), now, zone=ZONE)
    assert check_in is not None
    return check_in


def after(check_in: CheckIn | None, event: Event, now: datetime) -> tuple[CheckIn | None, tuple[CheckInOrder, ...]]:
    return advance(check_in, event, now, zone=ZONE)


def due(check_in: CheckIn | None, *, late: int = 0) -> tuple[CheckIn, tuple[CheckInOrder, ...]]:
    assert check_in is not None
    then, orders = after(check_in, rules.CheckInCameDue(), check_in.due_at + timedelta(minutes=late))
    assert then is not None
    return then, orders


def test_what_was_agreed_in_writing_runs_at_once() -> None:
    check_in = started()

    assert (CheckInState.ACTIVE, NOON + timedelta(days=1)) == (check_in.state, check_in.due_at)


def test_what_was_asked_on_a_call_waits_a_day_for_a_written_yes() -> None:
    asked, orders = after(None, rules.CheckInAsked(DAILY, str(ZONE), confirmed=False), NOON)

    assert asked is not None
    assert (CheckInState.ASKED, (CheckInOrder.CONFIRM,), NOON + timedelta(hours=24)) == (
        asked.state,
        orders,
        asked.due_at,
    )
    assert (None, ()) == after(asked, rules.CheckInCameDue(), asked.due_at)
    assert (asked, ()) == after(asked, rules.Replied(), NOON)
    assert (asked, ()) == after(asked, rules.Paused(3), NOON)
    assert (asked, ()) == after(asked, rules.PutOff(), NOON)
    confirmed, _ = after(asked, rules.Confirmed(), NOON + timedelta(hours=1))
    assert confirmed is not None
    assert CheckInState.ACTIVE is confirmed.state


def test_nothing_happens_before_it_is_due() -> None:
    check_in = started()

    assert (check_in, ()) == after(check_in, rules.CheckInCameDue(), check_in.due_at - timedelta(seconds=1))


def test_a_due_check_in_nudges_once_and_plans_the_next_day() -> None:
    check_in, orders = due(started())

    assert ((CheckInOrder.NUDGE,), 1, date(2026, 11, 24)) == (orders, check_in.unanswered, check_in.served)
    assert NOON + timedelta(days=2) == check_in.due_at
    assert rules.is_answer_due(check_in, NOON + timedelta(days=2))
    assert not rules.is_answer_due(check_in, NOON + timedelta(days=2, seconds=1))


def test_more_than_an_hour_late_is_skipped_and_not_counted() -> None:
    check_in, orders = due(started(), late=61)

    assert ((), 0, date(2026, 11, 24)) == (orders, check_in.unanswered, check_in.served)


def test_two_without_an_answer_ask_once_and_rest_until_the_number_goes() -> None:
    first, _ = due(started())
    second, _ = due(first)
    resting, orders = due(second)

    assert ((CheckInOrder.STILL_WANTED,), CheckInState.PAUSED) == (orders, resting.state)
    assert NOON + timedelta(days=30) == resting.due_at
    assert (None, ()) == after(resting, rules.CheckInCameDue(), resting.due_at)
    again, _ = after(resting, rules.Replied(), NOON + timedelta(days=5))
    assert again is not None
    assert (CheckInState.ACTIVE, 0, None) == (again.state, again.unanswered, again.nudged_at)


def test_an_answer_starts_the_count_anew() -> None:
    check_in, _ = due(started())
    answered, _ = after(check_in, rules.Replied(), check_in.due_at - timedelta(hours=20))

    assert answered is not None
    assert (0, None, False) == (answered.unanswered, answered.nudged_at, rules.is_answer_due(answered, NOON))


def test_after_thirty_silent_days_nothing_is_kept_however_seldom_it_is_due() -> None:
    check_in = started(schedule=Schedule(minute=720, days=(4,)))
    sent: list[CheckInOrder] = []
    now = NOON
    kept: CheckIn | None = check_in
    while kept is not None:
        now = kept.due_at
        kept, orders = after(kept, rules.CheckInCameDue(), now)
        sent += orders

    assert NOON + timedelta(days=30) == now
    assert [CheckInOrder.NUDGE, CheckInOrder.NUDGE, CheckInOrder.STILL_WANTED] == sent


def test_a_pause_rests_until_its_day_and_then_goes_on() -> None:
    paused, _ = after(started(), rules.Paused(3), NOON)

    assert paused is not None
    assert (CheckInState.PAUSED, date(2026, 11, 26), NOON + timedelta(days=3)) == (
        paused.state,
        paused.resumes,
        paused.due_at,
    )
    resumed, orders = due(paused)
    assert (CheckInState.ACTIVE, (CheckInOrder.NUDGE,), None) == (resumed.state, orders, resumed.resumes)


def test_put_off_asks_tomorrow_at_the_same_hour_and_then_on_the_usual_days() -> None:
    friday = started(schedule=Schedule(minute=720, days=(4,)))
    nudged, _ = due(friday)
    later, _ = after(nudged, rules.PutOff(), friday.due_at + timedelta(minutes=5))

    assert later is not None
    assert friday.due_at + timedelta(days=1) == later.due_at
    saturday, orders = due(later)
    assert ((CheckInOrder.NUDGE,), None) == (orders, saturday.also)
    assert friday.due_at + timedelta(days=7) == saturday.due_at


def test_once_is_asked_once_and_gone_a_day_after() -> None:
    once = started(schedule=Schedule(minute=720, days=(), on=date(2026, 11, 24)))
    nudged, orders = due(once)

    assert ((CheckInOrder.NUDGE,), CheckInState.ENDED) == (orders, nudged.state)
    heard, _ = after(nudged, rules.Replied(), once.due_at + timedelta(hours=1))
    assert heard is not None
    assert (CheckInState.ENDED, None) == (heard.state, heard.nudged_at)
    assert (None, ()) == after(heard, rules.CheckInCameDue(), heard.due_at)


def test_once_can_be_put_off_and_not_paused() -> None:
    once = started(schedule=Schedule(minute=720, days=(), on=date(2026, 11, 24)))
    nudged, _ = due(once)
    later, _ = after(nudged, rules.PutOff(), once.due_at)

    assert later is not None
    assert (CheckInState.ACTIVE, once.due_at + timedelta(days=1)) == (later.state, later.due_at)
    assert (nudged, ()) == after(nudged, rules.Paused(2), once.due_at)


def test_another_time_is_taken_up_at_once() -> None:
    changed, _ = after(started(), rules.Changed(Schedule(minute=600), "America/Chicago"), NOON)

    assert changed is not None
    assert ("America/Chicago", 600) == (changed.zone, changed.schedule.minute)


@pytest.mark.parametrize(
    "event", [rules.Started(), rules.Replied(), rules.CheckInCameDue(), rules.Paused(2), rules.Confirmed()]
)
def test_nothing_arms_what_is_not_there(event: Event) -> None:
    assert (None, ()) == after(None, event, NOON)


def test_start_changes_nothing() -> None:
    check_in = started()

    assert (check_in, ()) == after(check_in, rules.Started(), NOON)


def test_stop_leaves_nothing() -> None:
    assert (None, ()) == after(started(), rules.CheckInsStopped(), NOON)


EVENTS: list[Event] = [
    rules.CheckInCameDue(), rules.CheckInCameDue(), rules.CheckInCameDue(), rules.Replied(), rules.Paused(1), rules.Paused(21), rules.PutOff(),
    rules.Started(), rules.Confirmed(), rules.Changed(Schedule(minute=1200, days=(0, 2)), "America/New_York"),
]  # fmt: skip


@given(
    zone=st.sampled_from(["America/New_York", "America/Los_Angeles", "Pacific/Honolulu", "Australia/Lord_Howe"]),
    start=st.integers(0, 400).map(lambda days: datetime(2026, 2, 1, 9, tzinfo=UTC) + timedelta(days=days)),
    story=st.lists(st.tuples(st.sampled_from(EVENTS), st.integers(0, 60 * 40)), max_size=60),
    spread=st.integers(-15, 15),
)
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_whatever_happens_no_day_has_two_nothing_leaves_the_hours_and_silence_ends_it(
    zone: str, start: datetime, story: list[tuple[Event, int]], spread: int
) -> None:
    clock = ZoneInfo(zone)
    now = start
    sent: list[tuple[CheckInOrder, datetime, CheckIn]] = []
    kept, _ = advance(
        None, rules.CheckInAsked(Schedule(minute=570), zone, confirmed=True), now, zone=clock, spread=spread
    )
    heard = now
    for event, minutes in story:
        now += timedelta(minutes=minutes)
        if kept is None:
            break
        before = kept
        kept, orders = advance(kept, event, now, zone=clock, spread=spread)
        if not isinstance(event, rules.CheckInCameDue | rules.Started):
            heard = now
        sent += [(order, now, before) for order in orders]
        assert kept is None or kept.due_at > now - timedelta(days=31)

    days = [moment.astimezone(clock).date() for _, moment, _ in sent]
    assert len(days) == len(set(days))
    for _, moment, before in sent:
        assert timedelta(0) <= moment - before.due_at <= timedelta(minutes=60)
        shown = before.due_at.astimezone(clock)
        assert 540 <= shown.hour * 60 + shown.minute <= 1200
    if kept is not None:
        assert kept.due_at <= max(heard + timedelta(days=30), now + timedelta(days=1))


def test_a_check_in_comes_back_from_its_row() -> None:
    check_in = started()

    assert check_in == msgspec.json.decode(msgspec.json.encode(check_in), type=CheckIn)


EVENING = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
"""Nine in the evening of the 23rd in New York, when it is the 24th in UTC."""


def test_days_are_those_of_the_callers_own_calendar() -> None:
    late = started(schedule=Schedule(minute=1290), now=EVENING)
    assert EVENING + timedelta(minutes=30) == late.due_at
    nudged, _ = due(late)
    assert (date(2026, 11, 23), EVENING + timedelta(days=1, minutes=30)) == (nudged.served, nudged.due_at)
    for event in (rules.Replied(), rules.Confirmed(), rules.Changed(Schedule(minute=1290), str(ZONE))):
        heard, _ = after(nudged, event, EVENING + timedelta(hours=1))
        assert heard is not None
        assert EVENING + timedelta(days=1, minutes=30) == heard.due_at
    paused, _ = after(nudged, rules.Paused(2), EVENING + timedelta(hours=1))
    assert paused is not None
    assert (date(2026, 11, 25), None, 0, EVENING + timedelta(hours=1)) == (paused.resumes, paused.nudged_at, paused.unanswered, paused.heard_at)  # fmt: skip
    later, _ = after(started(schedule=Schedule(minute=1290), now=EVENING), rules.PutOff(), EVENING)
    assert later is not None
    assert (date(2026, 11, 23), date(2026, 11, 24)) == (later.served, later.also)
    assert EVENING + timedelta(days=1, minutes=30) == later.due_at
    skipped, _ = due(late, late=61)
    assert EVENING + timedelta(days=1, minutes=30) == skipped.due_at


def test_every_word_from_the_caller_starts_the_thirty_days_anew() -> None:
    nudged, _ = due(started())
    for event in (rules.Replied(), rules.Paused(1), rules.PutOff(), rules.Confirmed()):
        heard, _ = after(nudged, event, NOON + timedelta(days=1, hours=2))
        assert heard is not None
        assert NOON + timedelta(days=1, hours=2) == heard.heard_at
    resumed, _ = after(after(nudged, rules.Paused(5), NOON)[0], rules.Replied(), NOON + timedelta(days=1, hours=2))
    assert resumed is not None
    assert (None, CheckInState.ACTIVE) == (resumed.resumes, resumed.state)


def test_a_question_whether_they_are_wanted_is_answered_by_a_number_too() -> None:
    check_in, _ = due(started())
    check_in, _ = due(check_in)
    resting, _ = due(check_in)

    assert NOON + timedelta(days=3) == resting.nudged_at


def test_once_is_gone_a_day_after_it_was_asked_and_its_answer_is_heard() -> None:
    nudged, _ = due(started(schedule=Schedule(minute=720, days=(), on=date(2026, 11, 24))))
    assert NOON + timedelta(days=2) == nudged.due_at
    heard, _ = after(nudged, rules.Replied(), NOON + timedelta(days=1, hours=1))
    assert heard is not None
    assert (NOON + timedelta(days=1, hours=1), NOON + timedelta(days=2)) == (heard.heard_at, heard.due_at)
    later, _ = after(nudged, rules.PutOff(), NOON + timedelta(days=1, hours=1))
    assert later is not None
    assert (CheckInState.ACTIVE, None) == (later.state, later.also)


def test_each_caller_keeps_their_own_spread() -> None:
    early, _ = advance(None, rules.CheckInAsked(DAILY, str(ZONE), confirmed=True), NOON, zone=ZONE, spread=-7)
    assert early is not None
    assert NOON + timedelta(days=1, minutes=-7) == early.due_at


def test_a_changed_time_forgets_the_day_put_off_to() -> None:
    later, _ = after(started(), rules.PutOff(), NOON)
    changed, _ = after(later, rules.Changed(Schedule(minute=720, days=(4,)), str(ZONE)), NOON)

    assert changed is not None
    assert (None, NOON + timedelta(days=4)) == (changed.also, changed.due_at)
