"""Public holidays: the days on which nothing of a week's hours is certain.

Two calendars are asked. What the whole country keeps closes a site that says `PH off`; what only its state, its
province or the federal offices keep leaves it not known, because many sites open on such a day.
"""

from __future__ import annotations

import pkgutil
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from opening_hours import OpeningHours, State, UnknownCountryError  # type: ignore[attr-defined] # not in its stubs

_FIXED = {"US": ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25)), "CA": ((1, 1), (7, 1), (12, 25), (12, 26))}


@lru_cache(maxsize=64)
def holidays(year: int, country: str) -> frozenset[date]:
    """The public holidays of one year in one country; empty for a country that is not known."""
    try:
        spec = OpeningHours("PH", timezone=ZoneInfo("UTC"), country=country or None, auto_country=False)
    except UnknownCountryError:
        return frozenset()
    found: set[date] = set()
    first = datetime(year, 1, 1, tzinfo=ZoneInfo("UTC"))
    for begin, end, state, _ in spec.intervals(first, first.replace(year=year + 1)):
        if state != State.OPEN:
            continue
        day = begin.date()
        while day < end.date():
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)


@lru_cache(maxsize=512)
def kept_by_some(year: int, country: str, state: str) -> frozenset[date]:
    """The days that the federal offices, or this state or province, keep, and the whole country does not."""
    if not country:
        return frozenset()
    days: set[date] = set()
    for part in {"", state}:
        days |= _shipped(year, country, part) or _worked_out(year, country, part)
    return frozenset(days) - holidays(year, country)


def _shipped(year: int, country: str, part: str) -> set[date]:
    """The days of the table that ships with the program; empty where it has none."""
    days = _table().get(country, {}).get(part, {}).get(str(year), "")
    return {date(year, int(days[at : at + 2]), int(days[at + 2 : at + 4])) for at in range(0, len(days), 4)}


@lru_cache(maxsize=1)
def _table() -> dict[str, dict[str, dict[str, str]]]:
    """Made by `tools/build_holidays.py`: country, state and year -> days as `MMDD`."""
    data = pkgutil.get_data(__package__ or "app.places", "holidays_kept.json") or b"{}"
    return msgspec.json.decode(data, type=dict[str, dict[str, dict[str, str]]])


def _worked_out(year: int, country: str, part: str) -> set[date]:
    """The days by the package that knows two hundred countries: 11 MB, for years and countries without a table only."""
    from holidays import country_holidays

    try:
        return set(country_holidays(country, subdiv=part or None, years=year))
    except NotImplementedError:  # a country or a state that the package does not have
        return set()


@lru_cache(maxsize=32768)
def is_holiday(day: date, country: str, state: str = "") -> bool:
    """True on a public holiday of the country, the state or the province, and on the real day of one that was moved."""
    return day in holidays(day.year, country) or is_unsure_holiday(day, country, state)


def is_widely_kept(day: date, country: str, state: str = "") -> bool:
    """True when hours that say nothing of holidays are in doubt: not on what one American state keeps for its offices."""
    return is_holiday(day, country, "" if country == "US" else state)


@lru_cache(maxsize=32768)
def is_unsure_holiday(day: date, country: str, state: str = "") -> bool:
    """True on a day that some keep: a state's, a federal one, a Saturday 4 July that is observed on Friday."""
    if day in kept_by_some(day.year, country, state):
        return True
    moved = day.weekday() >= 5 and (day.month, day.day) in _FIXED.get(country, ())
    return moved and day not in holidays(day.year, country)
