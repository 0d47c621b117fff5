"""When a check-in is due, in every zone, on every day on which clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.language import schedule_request
from app.language.schedule import Schedule, is_late, next_due

NEW_YORK = ZoneInfo("America/New_York")
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage",
    "Pacific/Honolulu", "America/Puerto_Rico", "America/St_Johns", "America/Halifax", "Australia/Lord_Howe", "Asia/Kolkata",
    "Asia/Kathmandu", "Pacific/Chatham", "Africa/Casablanca", "Asia/Gaza", "America/Havana", "America/Asuncion", "Africa/Cairo",
)  # fmt: skip
"""Where programmes work, and where clocks change oddly: half an hour, at midnight, around Ramadan."""


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


DUE = [
    # (zone, minute, after, due)
    ("America/New_York", 18 * 60, "2026-11-23T17:00", "2026-11-23T23:00"),
    ("America/New_York", 18 * 60, "2026-11-23T23:00", "2026-11-24T23:00"),
    # clocks go forward at 02:00 on 2026-03-08: 02:30 does not exist, 03:00 does; noon comes an hour sooner
    ("America/New_York", 150, "2026-03-08T05:00", "2026-03-08T07:00"),
    ("America/New_York", 12 * 60, "2026-03-07T17:00", "2026-03-08T16:00"),
    # clocks go back at 02:00 on 2026-11-01: 01:30 comes twice, the first counts; noon comes an hour later
    ("America/New_York", 90, "2026-11-01T05:00", "2026-11-01T05:30"),
    ("America/New_York", 90, "2026-11-01T05:30", "2026-11-02T06:30"),
    ("America/New_York", 12 * 60, "2026-10-31T16:00", "2026-11-01T17:00"),
    ("America/Phoenix", 12 * 60, "2026-03-08T05:00", "2026-03-08T19:00"),
    ("Pacific/Honolulu", 9 * 60, "2026-11-23T17:00", "2026-11-23T19:00"),
    ("America/Havana", 30, "2026-03-08T04:00", "2026-03-08T05:00"),
    ("Australia/Lord_Howe", 135, "2026-10-03T15:00", "2026-10-03T15:30"),
]


@pytest.mark.parametrize(("zone", "minute", "after", "due"), DUE)
def test_due_is_what_clocks_there_show(zone: str, minute: int, after: str, due: str) -> None:
    found = next_due(Schedule(minute=minute), after=at(after), zone=ZoneInfo(zone))

    assert at(due) == found


def test_a_day_that_a_calendar_skips_has_no_turn() -> None:
    found = next_due(Schedule(minute=720), after=at("2011-12-29T23:00"), zone=ZoneInfo("Pacific/Apia"))

    assert at("2011-12-30T22:00") == found  # the 31st there: the 30th never was


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("minute", [0, 90, 120, 150, 180, 540, 720, 1200, 1439])
def test_every_day_has_one_turn_inside_the_hours_from_2024_to_2030(zone: str, minute: int) -> None:
    schedule, clock = Schedule(minute=minute), ZoneInfo(zone)
    now, days, spread = at("2024-01-01T00:00"), [], 0
    served: date | None = None
    while now < at("2030-12-30T00:00"):
        spread = -spread - 1 if spread >= 0 else -spread  # 0 -1 1 -2 2 ... as callers have it
        due = next_due(schedule, after=now, zone=clock, served=served, spread=(spread % 31) - 15)
        assert due is not None
        shown = due.astimezone(clock)
        past = shown.hour * 60 + shown.minute
        assert schedule.opens <= past <= max(schedule.closes, schedule.opens + 180)
        days.append(shown.date())
        served, now = shown.date(), due

    assert len(days) == len(set(days))
    assert 2554 <= len(days) <= 2556


@given(
    zone=st.sampled_from(sorted(available_timezones())),
    after=st.integers(0, 60_600).map(lambda hours: at("2024-01-01T00:00") + timedelta(hours=hours)),
    wanted=st.builds(
        Schedule, minute=st.integers(0, 1439), days=st.sets(st.integers(0, 6), min_size=1).map(sorted).map(tuple)
    ),
    spread=st.integers(-60, 60),
    back=st.integers(0, 3),
)
@settings(max_examples=500, deadline=None)
def test_due_is_later_on_a_wanted_day_inside_the_hours_and_never_on_a_day_served(
    zone: str, after: datetime, wanted: Schedule, spread: int, back: int
) -> None:
    clock = ZoneInfo(zone)
    served = after.astimezone(clock).date() - timedelta(days=back) if back else None
    due = next_due(wanted, after=after, zone=clock, served=served, spread=spread)

    assert due is not None
    assert after < due <= after + timedelta(days=9)
    shown = due.astimezone(clock)
    assert shown.weekday() in wanted.days
    assert served is None or shown.date() > served
    nominal = shown.replace(hour=wanted.minute // 60, minute=wanted.minute % 60, second=0, microsecond=0, fold=0)
    if nominal.astimezone(UTC).astimezone(clock).replace(tzinfo=None) == nominal.replace(tzinfo=None):
        assert abs(due - nominal.astimezone(UTC)) <= timedelta(minutes=15)
        past = shown.hour * 60 + shown.minute
        assert wanted.opens <= past <= wanted.closes or shown.fold


def test_a_spread_never_leaves_the_hours() -> None:
    for minute, spread, shown in [(540, -15, (9, 0)), (540, 15, (9, 15)), (1200, 15, (20, 0)), (1200, -15, (19, 45)), (480, -9, (8, 0)), (1380, 9, (23, 0))]:  # fmt: skip
        due = next_due(Schedule(minute=minute), after=at("2026-11-23T04:59"), zone=NEW_YORK, spread=spread)

        assert due is not None
        assert shown == (due.astimezone(NEW_YORK).hour, due.astimezone(NEW_YORK).minute)


def test_a_pause_ends_on_its_day() -> None:
    due = next_due(Schedule(minute=720), after=at("2026-11-23T04:00"), zone=NEW_YORK, not_before=date(2026, 11, 30))

    assert at("2026-11-30T17:00") == due


def test_one_more_day_can_be_asked_for() -> None:
    friday = Schedule(minute=720, days=(4,))
    due = next_due(friday, after=at("2026-11-23T04:00"), zone=NEW_YORK, also=date(2026, 11, 25))

    assert at("2026-11-25T17:00") == due


@pytest.mark.parametrize(("text", "day"), [("today at 5pm", "2026-11-23T22:00"), ("tomorrow 10", "2026-11-24T15:00"), ("pasado mañana a las 9", "2026-11-25T14:00")])  # fmt: skip
def test_once_is_on_that_day_there_and_never_again(text: str, day: str) -> None:
    found = schedule_request.read(text)
    assert found is not None
    schedule = schedule_request.planned(found, now=at("2026-11-24T02:00"), zone=NEW_YORK)  # still the 23rd in New York
    early = next_due(schedule, after=at("2026-11-23T14:00"), zone=NEW_YORK)

    assert at(day) == early
    assert next_due(schedule, after=at(day), zone=NEW_YORK) is None


@pytest.mark.parametrize(("minutes", "late"), [(0, False), (60, False), (61, True)])
def test_more_than_an_hour_late_is_too_late(minutes: int, late: bool) -> None:
    assert late == is_late(at("2026-11-23T17:00"), at("2026-11-23T17:00") + timedelta(minutes=minutes))
