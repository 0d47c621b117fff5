"""Is it open: OpenStreetMap `opening_hours` strings read in the site's own time zone.

Unknown is an answer of its own here. Whatever cannot be read with certainty is unknown, never open
and never closed. Grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

# The package's type stubs leave its exceptions out.
from opening_hours import OpeningHours, ParserError, State, UnknownCountryError  # type: ignore[attr-defined]

LONGEST = 400
"""A longer string is not read: real ones stay well under it."""
_HORIZON_DAYS = 366
# Without a horizon the reader looks for the next change of `Mo-Su 00:00-24:00` for most of a second.
_CHANGES_FOLLOWED = 8

_ASK_FIRST = re.compile(r"appoint|appt|call|phone|ask|cita|llam|convenir|rendez", re.IGNORECASE)
_COMMENT_ONLY = re.compile(r'\s*"[^"]*"\s*')
_HOLIDAY_RULE = re.compile(r"\s*PH\s+(off|closed)\s*", re.IGNORECASE)
_ALWAYS = re.compile(r"\s*(24/7|(Mo-Su\s+)?00:00-24:00)\s*", re.IGNORECASE)
_FIXED_HOLIDAYS = {"US": ((1, 1), (6, 19), (7, 4), (11, 11), (12, 25)), "CA": ((1, 1), (7, 1), (12, 25), (12, 26))}

OpenState = Literal["open", "closed", "unknown"]


class Openness(msgspec.Struct, frozen=True):
    """What can be said about one site at one moment."""

    state: OpenState
    until: datetime | None = None
    """When an open site closes or a closed one opens, in the site's zone; None: not within a year."""
    ask_first: bool = False
    """Only by appointment, or after a call."""
    holiday: bool = False
    """A public holiday that these hours say nothing about."""


UNKNOWN = Openness(state="unknown")


@lru_cache(maxsize=64)
def time_zone(name: str) -> ZoneInfo | None:
    """The time zone of this IANA name, or None when there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def tidy(hours: str) -> str:
    """The same hours with `PH off` last, where it closes the site on holidays; first, it closes nothing."""
    rules = [rule.strip() for rule in hours.split(";") if rule.strip()]
    ordinary = [rule for rule in rules if not _HOLIDAY_RULE.fullmatch(rule)]
    if len(ordinary) == len(rules) or not ordinary or '"' in hours:
        return hours.strip()
    return "; ".join([*ordinary, "PH off"])


@lru_cache(maxsize=8192)
def read(hours: str, zone: str, country: str) -> OpeningHours | None:
    """What these hours mean in this zone and country, or None when that is not certain."""
    where = time_zone(zone)
    if where is None or not hours.strip() or len(hours) > LONGEST:
        return None
    for nation in (country or None, None):
        try:
            return OpeningHours(
                tidy(hours), timezone=where, country=nation, auto_country=False, max_interval_days=_HORIZON_DAYS
            )
        except UnknownCountryError:
            continue
        except (ParserError, ValueError, OverflowError):
            return None
    return None


def openness(hours: str, *, zone: str, country: str, now: datetime) -> Openness:
    """Whether these hours are open at `now` (aware), and until when."""
    where = time_zone(zone)
    if where is None:
        return UNKNOWN
    if _COMMENT_ONLY.fullmatch(hours):
        return Openness(state="unknown", ask_first=bool(_ASK_FIRST.search(hours)))
    spec = read(hours, zone, country)
    if spec is None:
        return UNKNOWN
    local = now.astimezone(where)
    if "PH" in hours and is_moved_holiday(local.date(), country):
        # The calendar keeps only the Friday or Monday on which it is observed: the day itself is not certain.
        return Openness(state="unknown", ask_first=True, holiday=True)
    state, comment = spec.state(local)
    if state == State.UNKNOWN or (state == State.OPEN and _ASK_FIRST.search(comment)):
        return Openness(state="unknown", ask_first=True)
    doubtful_day = "PH" not in hours and not _ALWAYS.fullmatch(hours) and is_holiday(local.date(), country)
    if state == State.OPEN:
        return Openness(state="open", until=_aware(spec.next_change(local)), holiday=doubtful_day)
    return Openness(state="closed", until=_next_opening(spec, local), holiday=doubtful_day)


def _next_opening(spec: OpeningHours, local: datetime) -> datetime | None:
    """The moment after `local` at which these hours are surely open, or None."""
    at = local
    for _ in range(_CHANGES_FOLLOWED):
        change = _aware(spec.next_change(at))
        if change is None or change - local > timedelta(days=_HORIZON_DAYS):
            return None
        state, comment = spec.state(change)
        if state == State.OPEN and not _ASK_FIRST.search(comment):
            return change
        at = change
    return None


def _aware(moment: datetime | None) -> datetime | None:
    """The moment when it has a zone; the reader answers naive only to naive questions, which are never asked."""
    return moment if moment is not None and moment.tzinfo is not None else None


@lru_cache(maxsize=64)
def holidays(year: int, country: str) -> frozenset[date]:
    """The public holidays of one year in one country; empty for a country that is not known."""
    try:
        spec = OpeningHours("PH", timezone=ZoneInfo("UTC"), country=country or None, auto_country=False)
    except UnknownCountryError:
        return frozenset()
    start = datetime(year, 1, 1, tzinfo=ZoneInfo("UTC"))
    found: set[date] = set()
    for begin, end, state, _ in spec.intervals(start, start.replace(year=year + 1)):
        if state != State.OPEN:
            continue
        day = begin.date()
        while day < end.date():
            found.add(day)
            day += timedelta(days=1)
    return frozenset(found)


def is_holiday(day: date, country: str) -> bool:
    """True on a public holiday, and on the real day of one that is observed on another."""
    return day in holidays(day.year, country) or is_moved_holiday(day, country)


def is_moved_holiday(day: date, country: str) -> bool:
    """True on a weekend day that is a fixed holiday but is observed on a weekday, such as Saturday 4 July."""
    return (
        day.weekday() >= 5
        and (day.month, day.day) in _FIXED_HOLIDAYS.get(country, ())
        and day not in holidays(day.year, country)
    )


def lint(hours: str, *, country: str = "US") -> list[str]:
    """What staff should know about these hours, one sentence each; empty when all is well."""
    if not hours.strip():
        return []
    if len(hours) > LONGEST:
        return [f"These hours have {len(hours)} characters. Keep them under {LONGEST}."]
    try:
        OpeningHours(hours, timezone=ZoneInfo("UTC"), country=country, max_interval_days=_HORIZON_DAYS)
    except UnknownCountryError:
        return [f"There is no holiday calendar for country '{country}'. Write the two letters, such as US."]
    except (ParserError, ValueError, OverflowError) as problem:
        where = re.search(r"--> 1:(\d+)", str(problem))
        place = f" at character {where.group(1)}" if where else ""
        return [f"These hours cannot be read{place}. Write them like 'Mo-Fr 09:00-17:00; Sa 10:00-14:00; PH off'."]
    return _habits(hours)


def _habits(hours: str) -> list[str]:
    """Mistakes that read well but say something else than was meant."""
    found = []
    if tidy(hours) != hours.strip() and tidy(hours).replace(" ", "") != hours.replace(" ", ""):
        found.append(f"'PH off' closes nothing unless it comes last. Write '{tidy(hours)}'.")
    elif "PH" not in hours and not _ALWAYS.fullmatch(hours) and not _COMMENT_ONLY.fullmatch(hours):
        found.append("This says nothing about public holidays. Add '; PH off' if the site is closed then.")
    if _COMMENT_ONLY.fullmatch(hours):
        found.append("Only a remark: callers are told to call first, never that it is open.")
    return found


def utc(moment: datetime) -> datetime:
    """The same moment in UTC."""
    return moment.astimezone(UTC)
