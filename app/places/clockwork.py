"""The hours of all sites at once: states and next openings as arrays, equal to what `hours` says of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.places.hours import Openness, is_holiday, is_moved_holiday, openness, time_zone
from app.places.weekly import DAY, WEEK, week_of

OPEN, CLOSED, UNSURE = 0, 1, 2
NEVER = float("inf")
_CODES = {"open": OPEN, "closed": CLOSED, "unknown": UNSURE}
_WEEKLY, _WEEKLY_BUT_HOLIDAYS, _OTHER = 0, 1, 2
_DAYS_AHEAD = 16
_AGES = 100 * WEEK
_CLOCKS_AHEAD = 15
_MOST_KEPT = 50_000

Rule = tuple[str, str, str]
"""Hours, time zone, country."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class _Regions(msgspec.Struct, frozen=True):
    """What each time zone and country look like at one moment, as arrays."""

    minute: NDArray[np.int32]
    """Minutes since Monday 00:00, local."""
    holidays: NDArray[np.bool_]
    """One row a region, one column a day from yesterday on."""
    holiday_in: NDArray[np.int32]
    """Days until the next holiday, 0 today and the day after one."""
    any_holiday: bool
    unsure_today: NDArray[np.bool_]
    any_unsure: bool
    clocks_change_in: Floats
    clocks_change_by: Floats
    """Seconds the clocks go forward then."""
    any_change: bool


class Clockwork:
    """The distinct hours of a list of sites, ready to be asked about many at a time."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = list(rules)
        self._kind = np.full(len(self._rules), _OTHER, dtype=np.int8)
        self._region = np.zeros(len(self._rules), dtype=np.int32)
        self._regions: dict[tuple[str, str], int] = {}
        spans = [self._compile(number, rule) for number, rule in enumerate(self._rules)]
        width = max((len(span) for span in spans), default=0) or 1
        self._starts = np.zeros((len(spans), width), dtype=np.int32)
        self._lengths = np.full((len(spans), width), -1, dtype=np.int32)
        for number, span in enumerate(spans):
            for column, (start, length) in enumerate(span):
                self._starts[number, column] = start
                self._lengths[number, column] = length
        # Memories of pure answers: losing or doubling an entry changes nothing that is answered.
        self._now: tuple[float, _Regions] | None = None
        self._asked: dict[int, tuple[float, float, int, float]] = {}

    def _compile(self, number: int, rule: Rule) -> tuple[tuple[int, int], ...]:
        hours, zone, country = rule
        self._region[number] = self._regions.setdefault((zone, country), len(self._regions))
        week = week_of(hours) if time_zone(zone) is not None else None
        if week is None:
            return ()
        self._kind[number] = _WEEKLY_BUT_HOLIDAYS if week.holidays_off else _WEEKLY
        return week.spans

    def states(self, numbers: Ints, now: datetime) -> tuple[NDArray[np.int8], Floats]:
        """Per rule number: OPEN, CLOSED or UNSURE at `now`, and the seconds until a closed one opens."""
        stamp = now.timestamp()
        regions = self._regions_at(now, stamp)
        region = self._region.take(numbers)
        kind = self._kind.take(numbers)
        minute = regions.minute.take(region)
        lengths = self._lengths.take(numbers, axis=0)
        since = (minute[:, None] - self._starts.take(numbers, axis=0)) % WEEK
        is_open: NDArray[np.bool_] = np.any(since < lengths, axis=1)
        until: NDArray[np.int32] = WEEK - np.max(since - (lengths < 0) * _AGES, axis=1)
        if regions.any_holiday:
            holiday = regions.holiday_in.take(region)
            doubtful = (kind == _WEEKLY_BUT_HOLIDAYS) & ((minute % DAY + until) // DAY >= holiday)
            for position in np.flatnonzero(doubtful):
                is_open[position], until[position] = _with_holidays(
                    regions.holidays[region[position]], int(minute[position]) % DAY, since[position], lengths[position]
                )
        wait: NDArray[Any] = until * 60.0 - stamp % 60
        wait[until >= _AGES] = NEVER
        if regions.any_change:
            late = wait >= regions.clocks_change_in[region]
            wait = np.where(late, wait - regions.clocks_change_by[region], wait)
        state: NDArray[np.int8] = np.where(is_open, np.int8(OPEN), np.int8(CLOSED)).astype(np.int8, copy=False)
        if regions.any_unsure:
            state[(kind == _WEEKLY_BUT_HOLIDAYS) & regions.unsure_today[region]] = UNSURE
        for position in np.flatnonzero(kind == _OTHER):
            state[position], wait[position] = self._ask(int(numbers[position]), now, stamp)
        wait[state != CLOSED] = NEVER
        return state, wait

    def of(self, number: int, now: datetime) -> Openness:
        """All that can be said about one rule at `now`."""
        hours, zone, country = self._rules[number]
        return openness(hours, zone=zone, country=country, now=now)

    def _ask(self, number: int, now: datetime, stamp: float) -> tuple[int, float]:
        """State and seconds until opening from the general reader, remembered until something may change."""
        kept = self._asked.get(number)
        if kept is None or not kept[0] <= stamp < kept[1]:
            kept = self._read(number, now, stamp)
            if len(self._asked) > _MOST_KEPT:
                self._asked.clear()
            self._asked[number] = kept
        return kept[2], kept[3] - stamp

    def _read(self, number: int, now: datetime, stamp: float) -> tuple[float, float, int, float]:
        found = self.of(number, now)
        # A remark or a holiday may begin at a midnight that the reader does not report as a change.
        quarter = stamp + 900 - stamp % 900
        until = found.until.timestamp() if found.until is not None else NEVER
        opens = until if found.state == "closed" else NEVER
        return stamp, min(until, quarter), _CODES[found.state], opens

    def _regions_at(self, now: datetime, stamp: float) -> _Regions:
        if self._now is not None and self._now[0] == stamp:
            return self._now[1]
        found = [_look(zone, country, now) for zone, country in self._regions]
        holidays = np.array([one[1] for one in found], dtype=np.bool_).reshape(len(found), _DAYS_AHEAD + 1)
        unsure = np.array([one[2] for one in found], dtype=np.bool_)
        change_in = np.array([one[3] for one in found])
        regions = _Regions(
            minute=np.array([one[0] for one in found], dtype=np.int32),
            holidays=holidays,
            holiday_in=np.array([_days_to_holiday(one[1]) for one in found], dtype=np.int32),
            any_holiday=bool(holidays.any()),
            unsure_today=unsure,
            any_unsure=bool(unsure.any()),
            clocks_change_in=change_in,
            clocks_change_by=np.array([one[4] for one in found]),
            any_change=bool((change_in < NEVER).any()),
        )
        self._now = (stamp, regions)
        return regions


def _days_to_holiday(holidays: tuple[bool, ...]) -> int:
    """Days until the first of these holidays, which are counted from yesterday on."""
    return max(holidays.index(True) - 1, 0) if True in holidays else _DAYS_AHEAD * 2


def _with_holidays(
    holidays: NDArray[np.bool_], into_day: int, since: NDArray[np.int32], lengths: NDArray[np.int32]
) -> tuple[bool, int]:
    """Whether one rule is open and the minutes until it opens, when nothing begins on these holidays."""
    is_open, soonest = False, _AGES
    for ago, length in zip(since.tolist(), lengths.tolist(), strict=True):
        if length < 0:
            continue
        if ago < length and not holidays[(into_day - ago) // DAY + 1]:
            is_open = True
        for until in (WEEK - ago, 2 * WEEK - ago):
            if not holidays[(into_day + until) // DAY + 1]:
                soonest = min(soonest, until)
                break
    return is_open, soonest


_calendars: dict[tuple[date, str], tuple[tuple[bool, ...], bool]] = {}


def _calendar(day: date, country: str) -> tuple[tuple[bool, ...], bool]:
    """Which days from yesterday on are holidays, and whether today is one that is observed on another day."""
    known = _calendars.get((day, country))
    if known is None:
        days = tuple(is_holiday(day + timedelta(days=n), country) for n in range(-1, _DAYS_AHEAD))
        known = days, is_moved_holiday(day, country)
        if len(_calendars) > 4096:
            _calendars.clear()
        _calendars[day, country] = known
    return known


def _look(zone: str, country: str, now: datetime) -> tuple[int, tuple[bool, ...], bool, float, float]:
    """Minute of the week, holidays, whether today is unsure, when and by how much the clocks change."""
    where = time_zone(zone)
    if where is None:
        return 0, (False,) * (_DAYS_AHEAD + 1), False, NEVER, 0.0
    local = now.astimezone(where)
    holidays, unsure = _calendar(local.date(), country)
    change_in, change_by = _clock_change(where, now)
    return local.weekday() * DAY + local.hour * 60 + local.minute, holidays, unsure, change_in, change_by


_changes: dict[tuple[str, int], tuple[float, float]] = {}


def _clock_change(where: ZoneInfo, now: datetime) -> tuple[float, float]:
    """Seconds until the clocks change within the next days, and how far forward they go; (inf, 0) if they stay."""
    stamp = now.timestamp()
    key = (where.key, int(stamp) // 3600)
    known = _changes.get(key)
    if known is None:
        known = _find_change(where, now)
        if len(_changes) > 8192:
            _changes.clear()
        _changes[key] = known
    return (known[0] - stamp, known[1]) if known[0] > stamp else (NEVER, 0.0)


def _find_change(where: ZoneInfo, now: datetime) -> tuple[float, float]:
    """The moment of the next change, and its size; (inf, 0) when there is none soon. Changes come on the hour."""
    start = now.replace(minute=0, second=0, microsecond=0)
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
