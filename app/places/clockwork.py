"""The hours of all sites at once: states and next openings as arrays, equal to what `hours` says of each."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec
import numpy as np
from numpy.typing import NDArray

from app.places.hours import Openness, is_holiday, openness, time_zone
from app.places.weekly import WEEK, week_of

OPEN, CLOSED, UNSURE = 0, 1, 2
_CODES = {"open": OPEN, "closed": CLOSED, "unknown": UNSURE}
_NEVER = float("inf")
_WEEKLY, _WEEKLY_BUT_HOLIDAYS, _OTHER = 0, 1, 2
_LOOK_AHEAD_DAYS = 8
_MOST_KEPT = 50_000

Rule = tuple[str, str, str]
"""Hours, time zone, country."""
Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class _Region(msgspec.Struct, frozen=True):
    """What one time zone and country look like at one moment."""

    minute: int
    """Minutes since Monday 00:00, local."""
    holiday_near: bool
    """Today or yesterday is a public holiday."""
    ordinary_for: float
    """Seconds until the next public holiday begins."""
    clocks_change_in: float
    clocks_change_by: float
    """Seconds the clocks go forward then."""


class Clockwork:
    """The distinct hours of a list of sites, ready to be asked about many at a time."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._rules = list(rules)
        self._kind = np.full(len(self._rules), _OTHER, dtype=np.int8)
        self._region = np.zeros(len(self._rules), dtype=np.int32)
        self._regions: dict[tuple[str, str], int] = {}
        spans = [self._compile(number, rule) for number, rule in enumerate(self._rules)]
        width = max((len(span) for span in spans), default=0) or 1
        self._starts = np.full((len(spans), width), -1, dtype=np.int16)
        self._ends = np.full((len(spans), width), -1, dtype=np.int16)
        for number, span in enumerate(spans):
            for column, (start, end) in enumerate(span):
                self._starts[number, column] = start
                self._ends[number, column] = end
        # Both are memories of pure answers: losing or doubling an entry changes nothing that is answered.
        self._now: tuple[float, tuple[NDArray[np.int16], NDArray[np.bool_], Floats, Floats, Floats]] | None = None
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
        minutes, near, ordinary, change_in, change_by = self._regions_at(now, stamp)
        region = self._region[numbers]
        kind = self._kind[numbers]
        minute = minutes[region][:, None]
        starts = self._starts[numbers]
        is_open = ((starts <= minute) & (minute < self._ends[numbers])).any(axis=1)
        wait = np.where(starts >= 0, (starts - minute) % WEEK, 2 * WEEK).min(axis=1) * 60.0 - stamp % 60
        wait[wait > WEEK * 60] = _NEVER
        turn = wait >= change_in[region]
        if turn.any():
            wait = np.where(turn, wait - change_by[region], wait)
        state = np.where(is_open, OPEN, CLOSED).astype(np.int8)
        general = (kind == _OTHER) | (
            (kind == _WEEKLY_BUT_HOLIDAYS) & (near[region] | (~is_open & (wait >= ordinary[region])))
        )
        for position in np.flatnonzero(general):
            state[position], wait[position] = self._ask(int(numbers[position]), now, stamp)
        return state, np.where(state == CLOSED, wait, _NEVER)

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
        # A remark or a holiday may end at midnight without a change that the reader reports.
        midnight = stamp + 900 - stamp % 900
        until = found.until.timestamp() if found.until is not None else _NEVER
        opens = until if found.state == "closed" else _NEVER
        return stamp, min(until, midnight), _CODES[found.state], opens

    def _regions_at(
        self, now: datetime, stamp: float
    ) -> tuple[NDArray[np.int16], NDArray[np.bool_], Floats, Floats, Floats]:
        if self._now is not None and self._now[0] == stamp:
            return self._now[1]
        found = [_look(zone, country, now) for zone, country in self._regions]
        arrays = (
            np.array([region.minute for region in found], dtype=np.int16),
            np.array([region.holiday_near for region in found], dtype=np.bool_),
            np.array([region.ordinary_for for region in found]),
            np.array([region.clocks_change_in for region in found]),
            np.array([region.clocks_change_by for region in found]),
        )
        self._now = (stamp, arrays)
        return arrays


_ordinary: dict[tuple[date, str], tuple[bool, int]] = {}


def _holidays_around(day: date, country: str) -> tuple[bool, int]:
    """Whether `day` or the day before is a holiday, and in how many days the next one begins."""
    known = _ordinary.get((day, country))
    if known is None:
        near = is_holiday(day, country) or is_holiday(day - timedelta(days=1), country)
        ahead = range(1, _LOOK_AHEAD_DAYS + 1)
        known = near, next((n for n in ahead if is_holiday(day + timedelta(days=n), country)), _LOOK_AHEAD_DAYS + 1)
        if len(_ordinary) > 4096:
            _ordinary.clear()
        _ordinary[day, country] = known
    return known


def _look(zone: str, country: str, now: datetime) -> _Region:
    where = time_zone(zone)
    if where is None:
        return _Region(0, False, _NEVER, _NEVER, 0.0)
    local = now.astimezone(where)
    near, days = _holidays_around(local.date(), country)
    into_day = local.hour * 3600 + local.minute * 60 + local.second
    change_in, change_by = _clock_change(where, now)
    return _Region(
        minute=local.weekday() * 1440 + local.hour * 60 + local.minute,
        holiday_near=near,
        # An hour early, so that a change of clocks on the way cannot matter.
        ordinary_for=days * 86400.0 - into_day - 3600,
        clocks_change_in=change_in,
        clocks_change_by=change_by,
    )


_changes: dict[tuple[str, int], tuple[float, float]] = {}


def _clock_change(where: ZoneInfo, now: datetime) -> tuple[float, float]:
    """Seconds until the clocks change within the next days, and how far forward they go; (inf, 0) if they stay."""
    before = _offset(where, now)
    after = _offset(where, now + timedelta(days=_LOOK_AHEAD_DAYS))
    if before == after:
        return _NEVER, 0.0
    start = int(now.timestamp())
    key = (where.key, start // 86400)
    moment = _changes.get(key, (0.0, 0.0))[0]
    if moment <= start:
        first = bisect_left(
            range(_LOOK_AHEAD_DAYS * 24 * 60),
            True,
            key=lambda m: _offset(where, datetime.fromtimestamp(start - start % 60 + m * 60, UTC)) != before,
        )
        moment = float(start - start % 60 + first * 60)
        if len(_changes) > 4096:
            _changes.clear()
        _changes[key] = (moment, after - before)
    return moment - now.timestamp(), after - before


def _offset(where: ZoneInfo, moment: datetime) -> float:
    offset = moment.astimezone(where).utcoffset()
    return offset.total_seconds() if offset is not None else 0.0
