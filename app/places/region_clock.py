"""What the clocks and the calendar of a time zone and country say at a moment, and when they next change."""

from __future__ import annotations

from bisect import bisect_left
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from app.places.hours import time_zone
from app.places.public_holidays import is_holiday, is_unsure_holiday
from app.places.weekly import DAY

NEVER = float("inf")
_DAYS_AHEAD = 16
_WATCHED = 4 * 24 * 3600
"""Clocks are looked at once for so many seconds, and as far ahead as any opening from there can be."""
_CLOCKS_AHEAD = 20


class Region(msgspec.Struct, frozen=True):
    """What one time zone and country look like for a quarter of an hour: clocks and calendars turn on quarters."""

    minute: int
    """Minutes since Monday 00:00, local, as the quarter begins."""
    holidays: tuple[bool, ...]
    """Day by day from yesterday on."""
    holiday_in: int
    """Days until the next holiday, 0 today and the day after one."""
    unsure_today: bool
    clocks_change_at: float
    clocks_change_by: float
    """Seconds the clocks go forward then."""


def _days_to_holiday(holidays: tuple[bool, ...]) -> int:
    """Days until the first of these holidays, which are counted from yesterday on."""
    return max(holidays.index(True) - 1, 0) if True in holidays else 2 * _DAYS_AHEAD


_calendars: dict[tuple[date, str, str], tuple[tuple[bool, ...], bool]] = {}


def _calendar(day: date, country: str, state: str) -> tuple[tuple[bool, ...], bool]:
    """Which days from yesterday on are holidays, and whether today is one that is observed on another day."""
    known = _calendars.get((day, country, state))
    if known is None:
        days = tuple(is_holiday(day + timedelta(days=n), country, state) for n in range(-1, _DAYS_AHEAD))
        known = days, is_unsure_holiday(day, country, state)
        if len(_calendars) > 4096:
            _calendars.clear()
        _calendars[day, country, state] = known
    return known


def look(zone: str, country: str, state: str, now: datetime) -> Region:
    """One time zone and country in the quarter of an hour that begins at `now`."""
    where = time_zone(zone)
    if where is None:
        return Region(0, (False,) * (_DAYS_AHEAD + 1), 2 * _DAYS_AHEAD, False, NEVER, 0.0)
    local = now.astimezone(where)
    holidays, unsure = _calendar(local.date(), country, state)
    change_at, change_by = _clock_change(where, now.timestamp())
    return Region(
        minute=local.weekday() * DAY + local.hour * 60 + local.minute,
        holidays=holidays,
        holiday_in=_days_to_holiday(holidays),
        unsure_today=unsure,
        clocks_change_at=change_at,
        clocks_change_by=change_by,
    )


_changes: dict[tuple[str, int], tuple[float, float]] = {}


def _clock_change(where: ZoneInfo, stamp: float) -> tuple[float, float]:
    """When the clocks change within the next days, and how far forward they go; (inf, 0) if they stay."""
    key = (where.key, int(stamp // _WATCHED))
    known = _changes.get(key)
    if known is None:
        known = _find_change(where, datetime.fromtimestamp(key[1] * _WATCHED, UTC))
        if len(_changes) > 8192:
            _changes.clear()
        _changes[key] = known
    return known if known[0] > stamp else (NEVER, 0.0)


def _find_change(where: ZoneInfo, start: datetime) -> tuple[float, float]:
    """The moment of the next change, and its size; (inf, 0) when there is none soon. Changes come on the quarter."""
    before = _offset(where, start)
    after = _offset(where, start + timedelta(days=_CLOCKS_AHEAD))
    if before == after:
        return NEVER, 0.0
    quarters = range(_CLOCKS_AHEAD * 24 * 4 + 1)
    first = bisect_left(quarters, True, key=lambda n: _offset(where, start + timedelta(minutes=15 * n)) != before)
    return (start + timedelta(minutes=15 * first)).timestamp(), after - before


def _offset(where: ZoneInfo, moment: datetime) -> float:
    offset = moment.astimezone(UTC).astimezone(where).utcoffset()
    return offset.total_seconds() if offset is not None else 0.0
