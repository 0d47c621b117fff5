"""The hours of all sites at once: states and next openings as arrays, equal to what `hours` says of each."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.places.hours import LocalHours, Openness, is_ever_known, openness_at, time_zone
from app.places.region_clock import NEVER, Region, look
from app.places.weekly import DAY, WEEK, week_of

OPEN, CLOSED, UNSURE = 0, 1, 2
_CODES = {"open": OPEN, "closed": CLOSED, "unknown": UNSURE}
_WEEKLY, _WEEKLY_BUT_HOLIDAYS, _OTHER, _UNKNOWN = 0, 1, 2, 3
_AGES = 100 * WEEK
_MOST_KEPT = 50_000
_QUARTER = 900

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


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
        self._spans = spans
        self._begin = [tuple(start for start, _ in span) for span in spans]
        width = max((len(span) for span in spans), default=0) or 1
        self._starts = np.zeros((len(spans), width), dtype=np.int64)
        self._lengths = np.full((len(spans), width), -1, dtype=np.int64)
        for number, span in enumerate(spans):
            for column, (start, length) in enumerate(span):
                self._starts[number, column] = start
                self._lengths[number, column] = length
        self._places = list(self._regions)
        self._kinds, self._of_region = self._kind.tolist(), self._region.tolist()
        # Memories of pure answers: losing or doubling an entry changes nothing that is answered.
        self._looked: dict[tuple[int, int], Region] = {}
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
            held = (is_open & (kind == _WEEKLY_BUT_HOLIDAYS) & (here.holiday_in == 0)).nonzero()[0]
            if len(held):
                is_open[held] = [one for one, _ in self._by_calendar(numbers[held], now, stamp)]
        for position in (kind == _OTHER).nonzero()[0].tolist():
            is_open[position] = self._ask(int(numbers[position]), now, stamp)[0] == OPEN
        return is_open

    def state_of(self, number: int, now: datetime, stamp: float) -> tuple[int, float]:
        """What `states` says of one rule: for a few of them the quicker way. `stamp` is `now` in seconds."""
        kind = self._kinds[number]
        if kind == _OTHER:
            state, wait = self._ask(number, now, stamp)
            return state, wait if state == CLOSED else NEVER
        if kind == _UNKNOWN:
            return UNSURE, NEVER
        here = self._look(self._of_region[number], now, stamp)
        if kind == _WEEKLY_BUT_HOLIDAYS and here.unsure_today:
            return UNSURE, NEVER
        minute = here.minute + int(stamp % _QUARTER) // 60
        starts, spans = self._begin[number], self._spans[number]
        until = _AGES
        if spans:  # no two of them overlap: the one that began last is on, or none is
            last = bisect_right(starts, minute) - 1
            began, length = spans[last]
            until = 0 if (minute - began) % WEEK < length else (starts[(last + 1) % len(starts)] - minute) % WEEK
        if kind == _WEEKLY_BUT_HOLIDAYS and (minute % DAY + until) // DAY >= here.holiday_in:
            is_open, until = _with_holidays(here.holidays, minute, self._spans[number])
            until = 0 if is_open else until
        if not until:
            return OPEN, NEVER
        wait = until * 60.0 - stamp % 60 if until < _AGES else NEVER
        return CLOSED, wait - here.clocks_change_by if wait >= here.clocks_change_at - stamp else wait

    def _by_calendar(self, numbers: Ints, now: datetime, stamp: float) -> list[tuple[bool, int]]:
        """Whether weekly rules that close on holidays are open, and the minutes until each opens; each rule once."""
        found: dict[int, tuple[bool, int]] = {}
        for number in numbers.tolist():
            if number not in found:
                here = self._look(self._of_region[number], now, stamp)
                minute = here.minute + int(stamp % _QUARTER) // 60
                found[number] = _with_holidays(here.holidays, minute, self._spans[number])
        return [found[number] for number in numbers.tolist()]

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
        held_back = doubtful.nonzero()[0]
        if len(held_back):
            is_open[held_back], until[held_back] = zip(*self._by_calendar(numbers[held_back], now, stamp), strict=True)
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

    def _look(self, number: int, now: datetime, stamp: float) -> Region:
        """One region in the quarter of an hour that holds `now`."""
        key = (number, int(stamp // _QUARTER))
        found = self._looked.get(key)
        if found is None:
            if len(self._looked) > _MOST_KEPT:
                self._looked.clear()
            found = self._looked[key] = look(*self._places[number], now - timedelta(seconds=stamp % _QUARTER))
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


def _with_holidays(holidays: tuple[bool, ...], minute: int, spans: tuple[tuple[int, int], ...]) -> tuple[bool, int]:
    """Whether one rule is open and the minutes until it opens, when nothing begins on these holidays."""
    is_open, soonest, into_day = False, _AGES, minute % DAY
    for start, length in spans:
        ago = (minute - start) % WEEK
        if ago < length and not holidays[(into_day - ago) // DAY + 1]:
            is_open = True
        for until in (WEEK - ago, 2 * WEEK - ago):
            if not holidays[(into_day + until) // DAY + 1]:
                soonest = min(soonest, until)
                break
    return is_open, soonest
