"""Opening hours from tables of days and times, as directories publish them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import msgspec

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_LONG = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_TIME = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(?::\d{2})?\s*([ap])?\.?m?\.?", re.IGNORECASE)
_FIGURES = re.compile(r"\d{3,4}")
_EARLIEST_PLAIN_HOUR = 7
"""`4.30` without am or pm is an afternoon as often as a night: an hour of one figure before this one is not certain."""
_BY_DAY = re.compile(r"(-?[1-5])?(MO|TU|WE|TH|FR|SA|SU)")


class Opening(msgspec.Struct, frozen=True):
    """One line of a table: on these days, from then until then."""

    days: tuple[str, ...]
    """As OpenStreetMap writes them: `Mo`, `Sa[1]`."""
    opens: str
    closes: str


def clock(text: str) -> str:
    """A time of a table as HH:MM, or empty when it is not certain: a zone behind it makes it so."""
    text = text.strip()
    if _FIGURES.fullmatch(text):
        text = f"{text[:-2].zfill(2)}:{text[-2:]}"  # 1930, as databases keep a time
    match = _TIME.fullmatch(text)
    if match is None:
        return ""
    hour, minute, half = int(match[1]), int(match[2] or 0), (match[3] or "").lower()
    if half:
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "p" else 0)
    elif match[2] is None or (len(match[1]) == 1 and 0 < hour < _EARLIEST_PLAIN_HOUR):
        return ""
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return ""
    return f"{hour:02d}:{minute:02d}"


def weekday(text: str) -> str:
    """A day by its English name or its number from Monday 1; empty when it is neither."""
    word = text.strip().lower()
    if word in {"1", "2", "3", "4", "5", "6", "7"}:
        return _DAYS[int(word) - 1]
    found = [day for day, name in zip(_DAYS, _LONG, strict=True) if len(word) >= 2 and name.startswith(word)]
    return found[0] if len(found) == 1 else ""


def by_day(text: str, frequency: str) -> tuple[str, ...]:
    """The days of a recurrence rule such as `MO,TU` or, monthly, `1SA`; empty when it says something else."""
    found = []
    for part in text.replace(" ", "").upper().split(","):
        match = _BY_DAY.fullmatch(part)
        if match is None or (frequency == "MONTHLY") != bool(match[1]):
            return ()
        day = match[2].capitalize()
        found.append(f"{day}[{match[1]}]" if match[1] else day)
    return tuple(found)


def hours_of(openings: Iterable[Opening]) -> str:
    """All lines as one OpenStreetMap string, or empty when one of them is not certain or two overlap."""
    per_day: dict[str, list[tuple[str, str]]] = {}
    for opening in openings:
        opens, closes = clock(opening.opens), clock(opening.closes)
        if not opens or not closes or opens == closes or not opening.days:
            return ""
        closes = "24:00" if closes in ("00:00", "23:59") else closes
        for day in opening.days:
            per_day.setdefault(day, []).append((opens, closes))
    by_times: dict[str, list[str]] = {}
    for day, found in per_day.items():
        spans = sorted(set(found))
        if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            return ""
        by_times.setdefault(",".join(f"{opens}-{closes}" for opens, closes in spans), []).append(day)
    return "; ".join(f"{_listed(days)} {times}" for times, days in by_times.items())


def _listed(days: list[str]) -> str:
    """Days in order, runs of three or more as a range."""
    ordered = sorted(days, key=lambda day: (_DAYS.index(day[:2]), day))
    if len(ordered) >= 3 and [_DAYS.index(day) if day in _DAYS else -9 for day in ordered] == list(
        range(_DAYS.index(ordered[0][:2]), _DAYS.index(ordered[0][:2]) + len(ordered))
    ):
        return f"{ordered[0]}-{ordered[-1]}"
    return ",".join(ordered)


def closed_each_year(first: str, last: str) -> str:
    """The rule that a place is closed between two days of every year, or empty when they are not such days."""
    days = [_yearly(first), _yearly(last)]
    if not all(days):
        return ""
    return f"{days[0]} off" if days[0] == days[1] else f"{days[0]}-{days[1]} off"


def _yearly(text: str) -> str:
    """`January 01, 0001` is how some directories write the first of January of any year."""
    match = re.fullmatch(r"([A-Za-z]{3})[a-z]*\.? (\d{1,2}), 0001", text.strip())
    if match is None or match[1].capitalize() not in _MONTHS or not 1 <= int(match[2]) <= 31:
        return ""
    return f"{match[1].capitalize()} {int(match[2]):02d}"
