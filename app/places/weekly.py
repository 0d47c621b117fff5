"""Hours that repeat every week, as plain minutes: what lets thousands of sites be compared at once."""

from __future__ import annotations

import re
from datetime import datetime
from functools import lru_cache

import msgspec

# The package's type stubs leave its exceptions out.
from opening_hours import OpeningHours, ParserError, State  # type: ignore[attr-defined]

from app.places.hours import LONGEST, tidy

WEEK = 7 * 24 * 60
"""Minutes in a week; minute 0 is Monday 00:00, local time."""
MOST_SPANS = 28
"""More spans than this in a week are left to the general reader."""

_DAY = r"(Mo|Tu|We|Th|Fr|Sa|Su)"
_DAYS = rf"{_DAY}(-{_DAY})?(,{_DAY}(-{_DAY})?)*"
_TIME = r"([01]\d|2[0-4]):[0-5]\d-([01]\d|2[0-6]):[0-5]\d"
_RULE = rf"({_DAYS} )?({_TIME}(, ?{_TIME})*|off|closed)|24/7"
_SIMPLE = re.compile(rf"({_RULE})( ?; ?({_RULE}))*")
_HOLIDAY_END = re.compile(r"\s*;\s*PH (off|closed)\s*$")
# Any Monday far from a change of clocks; the week after it is read, so that Sunday night reaches into it.
_MONDAY = datetime(2024, 1, 8)
_NEXT_MONDAY = datetime(2024, 1, 15)


class Week(msgspec.Struct, frozen=True):
    """The open spans of every ordinary week."""

    spans: tuple[tuple[int, int], ...]
    """Start and end minutes, end excluded, none across the week's end."""
    holidays_off: bool
    """Closed on public holidays: on and next to one the general reader has to be asked."""


@lru_cache(maxsize=8192)
def week_of(hours: str) -> Week | None:
    """The weekly spans of these hours, or None when they are not the same every week."""
    text = tidy(hours)
    if not text or len(text) > LONGEST:
        return None
    plain = _HOLIDAY_END.sub("", text)
    if not _SIMPLE.fullmatch(plain):
        return None
    try:
        found = OpeningHours(plain, auto_country=False, max_interval_days=30).intervals(_MONDAY, _NEXT_MONDAY)
        spans = tuple((_minute(start), _minute(end)) for start, end, state, _ in found if state == State.OPEN)
    except (ParserError, ValueError, OverflowError):
        return None
    if len(spans) > MOST_SPANS:
        return None
    return Week(spans=spans, holidays_off=plain != text)


def _minute(moment: datetime) -> int:
    """Minutes since the Monday the spans are counted from."""
    return int((moment - _MONDAY).total_seconds()) // 60
