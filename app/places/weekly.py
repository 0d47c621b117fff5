"""Hours that repeat every week, as plain minutes: what lets thousands of sites be compared at once."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

import msgspec

LONGEST = 400
"""Hours longer than this are not read: real ones stay well under it."""
DAY = 24 * 60
"""Minutes in a day."""
WEEK = 7 * DAY
"""Minutes in a week; minute 0 is Monday 00:00, local time."""
MOST_SPANS = 28
"""More spans than this in a week are left to the general reader."""

_NAMES = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_ONE_DAY = r"(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = rf"{_ONE_DAY}(?:-{_ONE_DAY})?(?:,{_ONE_DAY}(?:-{_ONE_DAY})?)*"
_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_SPAN = rf"{_CLOCK}-(?:{_CLOCK}|24:00)"
_RULE = re.compile(rf"(?:(?P<days>{_DAYS}) )?(?:(?P<times>{_SPAN}(?:, ?{_SPAN})*)|(?P<off>off|closed))")
_DAY_LIST = re.compile(rf"((?:{_ONE_DAY}|PH)(?:\[[^\]]*\])?),\s+(?=(?:{_ONE_DAY}|PH)\b)")
_HOLIDAY_RULE = re.compile(r"\s*PH\s+(off|closed)\s*", re.IGNORECASE)


class Week(msgspec.Struct, frozen=True):
    """The open spans of every ordinary week, by the day on which they begin."""

    days: tuple[tuple[tuple[int, int], ...], ...]
    """Seven days from Monday: start and end in minutes of that day; an end after midnight is over 1440."""
    holidays_off: bool
    """Nothing begins on a public holiday."""

    @property
    def spans(self) -> tuple[tuple[int, int], ...]:
        """Start and length of every span, starts counted from Monday 00:00."""
        return tuple((day * DAY + start, end - start) for day, some in enumerate(self.days) for start, end in some)

    @property
    def never_closes(self) -> bool:
        """True when it is open round the clock, holidays included."""
        return not self.holidays_off and all(day == ((0, DAY),) for day in self.days)


def tidy(hours: str) -> str:
    """The same hours as people mean them: days listed without blanks, and `PH off` last, where it closes the site.

    `Mo, We 10:00-14:00` is read by the grammar as all of Monday and two hours on Wednesday; nobody means that.
    """
    if '"' not in hours:
        hours = _DAY_LIST.sub(r"\1,", hours)
    rules = [rule.strip() for rule in hours.split(";") if rule.strip()]
    ordinary = [rule for rule in rules if not _HOLIDAY_RULE.fullmatch(rule)]
    if len(ordinary) == len(rules) or not ordinary or '"' in hours:
        return hours.strip()
    return "; ".join([*ordinary, "PH off"])


@lru_cache(maxsize=8192)
def week_of(hours: str) -> Week | None:
    """The weekly spans of these hours, or None when they are not the same every week."""
    text = tidy(hours)
    if not text or len(text) > LONGEST:
        return None
    rules = [rule.strip() for rule in text.split(";")]
    holidays_off = len(rules) > 1 and bool(_HOLIDAY_RULE.fullmatch(rules[-1]))
    days: list[tuple[tuple[int, int], ...]] = [()] * 7
    origin = [-1] * 7
    for number, rule in enumerate(rules[:-1] if holidays_off else rules):
        if rule == "24/7":
            days, origin = [((0, DAY),)] * 7, [number] * 7
            continue
        match = _RULE.fullmatch(rule)
        if match is None:
            return None
        spans = _spans(match["times"] or "")
        for day in _numbers(match["days"]):
            if any(end > DAY for _, end in (*days[day], *spans)) and days[day] and not spans:
                return None  # a night that is taken away again: for the general reader
            days[day], origin[day] = spans, number
    if sum(map(len, days)) > MOST_SPANS or _touch(days, origin):
        return None
    return Week(days=tuple(days), holidays_off=holidays_off)


def _spans(times: str) -> tuple[tuple[int, int], ...]:
    found = []
    for span in times.split(",") if times else ():
        start, _, end = span.strip().partition("-")
        begins, ends = _minutes(start), _minutes(end)
        found.append((begins, ends if ends > begins else ends + DAY))
    return tuple(sorted(found))


def _minutes(clock: str) -> int:
    hour, _, minute = clock.partition(":")
    return int(hour) * 60 + int(minute)


def _numbers(days: str | None) -> list[int]:
    """The days of a list such as `Mo-We,Fr`, from Monday 0; all of them when there is no list."""
    if days is None:
        return list(range(7))
    found = []
    for part in days.split(","):
        first, _, last = part.partition("-")
        start, end = _NAMES.index(first), _NAMES.index(last or first)
        found += [number % 7 for number in range(start, end + 1 if end >= start else end + 8)]
    return found


def _touch(days: list[tuple[tuple[int, int], ...]], origin: list[int]) -> bool:
    """True when a night reaches into a day that a rule closes, or two spans overlap: for the general reader.

    A night belongs to the evening on which it begins: `Su-Th 20:00-02:00; Fr,Sa 20:00-04:00` is open at 3 on Sunday.
    """
    for day, spans in enumerate(days):
        after = (day + 1) % 7
        tomorrow = days[after]
        late = max((end - DAY for _, end in spans), default=0)
        if late > 0 and not tomorrow and origin[after] not in (origin[day], -1):
            return True
        if late > 0 and tomorrow and tomorrow[0][0] < late:
            return True
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            return True
    return False
