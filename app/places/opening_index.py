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

from app.places.hours import LocalHours, Openness, is_ever_known, openness_at, time_zone
from app.places.public_holidays import is_holiday, is_unsure_holiday
from app.places.weekly import DAY, WEEK, week_of

OPEN, CLOSED, UNSURE = 0, 1, 2
NEVER = float("inf")
_CODES = {"open": OPEN, "closed": CLOSED, "unknown": UNSURE}
_WEEKLY, _WEEKLY_BUT_HOLIDAYS, _OTHER, _UNKNOWN = 0, 1, 2, 3
_DAYS_AHEAD = 16
_AGES = 100 * WEEK
_CLOCKS_AHEAD = 15
_MOST_KEPT = 50_000
_QUARTER = 900

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class _Region(msgspec.Struct, frozen=True):
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


class _Here(msgspec.Struct, frozen=True):
    """The regions of some rules at one moment: one value for all of them, or one a rule."""

    minute: int | Ints
    holiday_in: int | Ints
    unsure_today: bool | NDArray[np.bool_]
    clocks_change_at: float | Floats
    clocks_change_by: float | Floats


class OpeningIndex:
    """The distinct hours of a list of sites, ready to be asked about many at a time."""

    def __init__(self, rules: Iterable[LocalHours]) -> None:
        self._rules = list(rules)
        self._kind = np.full(len(self._rules), _OTHER, dtype=np.int8)
        self._region = np.zeros(len(self._rules), dtype=np.int32)
        self._regions: dict[tuple[str, str, str], int] = {}
        spans = [self._compile(number, rule) for number, rule in enumerate(self._rules)]
        width = max((len(span) for span in spans), default=0) or 1
        self._starts = np.zeros((len(spans), width), dtype=np.int64)
        self._lengths = np.full((len(spans), width), -1, dtype=np.int64)
        for number, span in enumerate(spans):
            for column, (start, length) in enumerate(span):
                self._starts[number, column] = start
                self._lengths[number, column] = length
        self._places = list(self._regions)
        # Memories of pure answers: losing or doubling an entry changes nothing that is answered.
        self._looked: dict[tuple[int, int], _Region] = {}
        self._asked: dict[int, tuple[float, float, int, float]] = {}

    def _compile(self, number: int, rule: LocalHours) -> tuple[tuple[int, int], ...]:
        hours, zone, country, state, _ = rule
        week = week_of(hours) if time_zone(zone) is not None else None
        # Only hours that close on holidays ask which state's: the others share a region, and its clock is read once.
        of_state = state if week is not None and week.holidays_off else ""
        self._region[number] = self._regions.setdefault((zone, country, of_state), len(self._regions))
        if week is None:
            if not is_ever_known(rule):
                self._kind[number] = _UNKNOWN
            return ()
        self._kind[number] = _WEEKLY_BUT_HOLIDAYS if week.holidays_off else _WEEKLY
        return week.spans

    def open_now(self, numbers: Ints, now: datetime) -> NDArray[np.bool_]:
        """Per rule number: whether it is surely open at `now`; the same as `states`, and quicker."""
        stamp = now.timestamp()
        region = self._region.take(numbers)
        here = self._here(region, now, stamp)
        kind = self._kind.take(numbers)
        lengths = self._lengths.take(numbers, axis=0)
        minute = here.minute if isinstance(here.minute, int) else here.minute[:, None]
        since = (minute - self._starts.take(numbers, axis=0)) % WEEK
        is_open: NDArray[np.bool_] = np.logical_or.reduce(since < lengths, axis=1)
        if _some(here.unsure_today):
            is_open &= (kind != _WEEKLY_BUT_HOLIDAYS) | ~np.asarray(here.unsure_today)
        if _some(here.holiday_in == 0):
            for position in (is_open & (kind == _WEEKLY_BUT_HOLIDAYS) & (here.holiday_in == 0)).nonzero()[0].tolist():
                is_open[position] = self._by_calendar(int(numbers[position]), now, stamp)[0]
        for position in (kind == _OTHER).nonzero()[0].tolist():
            is_open[position] = self._ask(int(numbers[position]), now, stamp)[0] == OPEN
        return is_open

    def _by_calendar(self, number: int, now: datetime, stamp: float) -> tuple[bool, int]:
        """Whether one weekly rule that closes on holidays is open, and the minutes until it opens."""
        here = self._look(int(self._region[number]), now, stamp)
        minute = here.minute + int(stamp % _QUARTER) // 60
        since = [(minute - start) % WEEK for start in self._starts[number].tolist()]
        return _with_holidays(here.holidays, minute % DAY, since, self._lengths[number].tolist())

    def states(self, numbers: Ints, now: datetime) -> tuple[NDArray[np.int8], Floats]:
        """Per rule number: OPEN, CLOSED or UNSURE at `now`, and the seconds until a closed one opens."""
        stamp = now.timestamp()
        region = self._region.take(numbers)
        here = self._here(region, now, stamp)
        kind = self._kind.take(numbers)
        lengths = self._lengths.take(numbers, axis=0)
        minute = here.minute if isinstance(here.minute, int) else here.minute[:, None]
        since = (minute - self._starts.take(numbers, axis=0)) % WEEK
        is_open: NDArray[np.bool_] = np.logical_or.reduce(since < lengths, axis=1)
        since[lengths < 0] = -_AGES
        until: Ints = WEEK - np.maximum.reduce(since, axis=1)
        held = (here.minute % DAY + until) // DAY >= here.holiday_in
        doubtful = (kind == _WEEKLY_BUT_HOLIDAYS) & held & (~is_open | (here.holiday_in == 0))
        for position in doubtful.nonzero()[0].tolist():
            is_open[position], until[position] = self._by_calendar(int(numbers[position]), now, stamp)
        wait: NDArray[Any] = until * 60.0 - stamp % 60
        wait[until >= _AGES] = NEVER
        if here.clocks_change_at is not NEVER:
            wait -= np.where(wait >= here.clocks_change_at - stamp, here.clocks_change_by, 0.0)
        state: NDArray[np.int8] = np.where(is_open, np.int8(OPEN), np.int8(CLOSED)).astype(np.int8, copy=False)
        if _some(here.unsure_today):
            state[(kind == _WEEKLY_BUT_HOLIDAYS) & here.unsure_today] = UNSURE
        state[kind == _UNKNOWN] = UNSURE
        for position in (kind == _OTHER).nonzero()[0].tolist():
            state[position], wait[position] = self._ask(int(numbers[position]), now, stamp)
        wait[state != CLOSED] = NEVER
        return state, wait

    def _here(self, region: NDArray[np.int32], now: datetime, stamp: float) -> _Here:
        """The regions of these rules; mostly it is one, and then plain numbers do."""
        minutes = int(stamp % _QUARTER) // 60
        numbers = region.tolist()
        looks = {number: self._look(number, now, stamp) for number in set(numbers)}
        if len(looks) == 1:
            (one,) = looks.values()
            return _Here(
                one.minute + minutes, one.holiday_in, one.unsure_today, one.clocks_change_at, one.clocks_change_by
            )
        some = [looks[number] for number in numbers]
        return _Here(
            np.array([one.minute for one in some], dtype=np.int64) + minutes,
            np.array([one.holiday_in for one in some], dtype=np.int64),
            np.array([one.unsure_today for one in some], dtype=np.bool_),
            np.array([one.clocks_change_at for one in some]),
            np.array([one.clocks_change_by for one in some]),
        )

    def _look(self, number: int, now: datetime, stamp: float) -> _Region:
        """One region in the quarter of an hour that holds `now`."""
        key = (number, int(stamp // _QUARTER))
        found = self._looked.get(key)
        if found is None:
            if len(self._looked) > _MOST_KEPT:
                self._looked.clear()
            found = self._looked[key] = _look(*self._places[number], now - timedelta(seconds=stamp % _QUARTER))
        return found

    def of(self, number: int, now: datetime) -> Openness:
        """All that can be said about one rule at `now`."""
        return openness_at(self._rules[number], now=now)

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


def _some(value: bool | NDArray[np.bool_]) -> bool:  # noqa: FBT001 - what is asked about, not a switch
    """Whether it is true of all rules at once, or of any of them."""
    return value if isinstance(value, bool) else bool(value.any())


def _days_to_holiday(holidays: tuple[bool, ...]) -> int:
    """Days until the first of these holidays, which are counted from yesterday on."""
    return max(holidays.index(True) - 1, 0) if True in holidays else 2 * _DAYS_AHEAD


def _with_holidays(holidays: tuple[bool, ...], into_day: int, since: list[int], lengths: list[int]) -> tuple[bool, int]:
    """Whether one rule is open and the minutes until it opens, when nothing begins on these holidays."""
    is_open, soonest = False, _AGES
    for ago, length in zip(since, lengths, strict=True):
        if length < 0:
            continue
        if ago < length and not holidays[(into_day - ago) // DAY + 1]:
            is_open = True
        for until in (WEEK - ago, 2 * WEEK - ago):
            if not holidays[(into_day + until) // DAY + 1]:
                soonest = min(soonest, until)
                break
    return is_open, soonest


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


def _look(zone: str, country: str, state: str, now: datetime) -> _Region:
    """One time zone and country in the quarter of an hour that begins at `now`."""
    where = time_zone(zone)
    if where is None:
        return _Region(0, (False,) * (_DAYS_AHEAD + 1), 2 * _DAYS_AHEAD, False, NEVER, 0.0)
    local = now.astimezone(where)
    holidays, unsure = _calendar(local.date(), country, state)
    change_at, change_by = _clock_change(where, now)
    return _Region(
        minute=local.weekday() * DAY + local.hour * 60 + local.minute,
        holidays=holidays,
        holiday_in=_days_to_holiday(holidays),
        unsure_today=unsure,
        clocks_change_at=change_at,
        clocks_change_by=change_by,
    )


_changes: dict[tuple[str, int], tuple[float, float]] = {}


def _clock_change(where: ZoneInfo, now: datetime) -> tuple[float, float]:
    """When the clocks change within the next days, and how far forward they go; (inf, 0) if they stay."""
    stamp = now.timestamp()
    key = (where.key, int(stamp) // 3600)
    known = _changes.get(key)
    if known is None:
        known = _find_change(where, now)
        if len(_changes) > 8192:
            _changes.clear()
        _changes[key] = known
    return known if known[0] > stamp else (NEVER, 0.0)


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
