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

from app.places.weekly import DAY, LONGEST, Week, tidy, week_of

_HORIZON_DAYS = 366
# Without a horizon the reader looks for the next change of `Mo-Su 00:00-24:00` for most of a second.
_CHANGES_FOLLOWED = 8
_LOOK_DAYS = 16
_WEEK_AHEAD = 7 * DAY

_ASK_FIRST = re.compile(r"appoint|appt|call|phone|ask|cita|llam|convenir|rendez", re.IGNORECASE)
_COMMENT_ONLY = re.compile(r'\s*"[^"]*"\s*')
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
    week = week_of(hours)
    if week is not None:
        return _weekly(week, country=country, local=now.astimezone(where))
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
    doubtful_day = "PH" not in hours and is_holiday(local.date(), country)
    if state == State.OPEN:
        return Openness(state="open", until=_aware(spec.next_change(local)), holiday=doubtful_day)
    return Openness(state="closed", until=_next_opening(spec, local), holiday=doubtful_day)


def is_ever_known(hours: str, *, zone: str, country: str) -> bool:
    """False when these hours are unknown at every moment: there are none, or they cannot be read."""
    if time_zone(zone) is None:
        return False
    if week_of(hours) is not None:
        return True
    return not _COMMENT_ONLY.fullmatch(hours) and read(hours, zone, country) is not None


def _weekly(week: Week, *, country: str, local: datetime) -> Openness:
    """Whether a week's hours are open at a local time.

    Not left to the general reader, which lets a night that would begin on a holiday run on after midnight.
    """
    if week.never_closes:
        return Openness(state="open")
    today = local.date()
    if week.holidays_off and is_moved_holiday(today, country):
        return Openness(state="unknown", ask_first=True, holiday=True)
    doubtful_day = not week.holidays_off and is_holiday(today, country)
    minute = local.hour * 60 + local.minute
    end = _covered(week, country, today, minute)
    if end is not None:
        until = None if end >= _WEEK_AHEAD else _wall(local, end)
        return Openness(state="open", until=until, holiday=doubtful_day)
    for offset in range(_LOOK_DAYS):
        for start, _ in _begun(week, country, today + timedelta(days=offset)):
            if offset * DAY + start > minute:
                return Openness(state="closed", until=_wall(local, offset * DAY + start), holiday=doubtful_day)
    return Openness(state="closed", holiday=doubtful_day)


def _covered(week: Week, country: str, today: date, minute: int) -> int | None:
    """The end, in minutes from today 00:00, of the opening that covers `minute`; None when none does."""
    end = None
    for offset in range(-1, 8):
        for start, stop in _begun(week, country, today + timedelta(days=offset)):
            if offset * DAY + start <= (minute if end is None else end) < offset * DAY + stop:
                end = offset * DAY + stop
        if end is None and offset == 0:
            return None
    return end


def _begun(week: Week, country: str, day: date) -> tuple[tuple[int, int], ...]:
    """The spans that begin on one day: none on a holiday when holidays are off."""
    return () if week.holidays_off and is_holiday(day, country) else week.days[day.weekday()]


def _wall(local: datetime, minutes: int) -> datetime:
    """The moment when the clock on the wall shows this many minutes after today 00:00."""
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0) + timedelta(minutes=minutes)


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
