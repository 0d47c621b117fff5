"""Is it open: OpenStreetMap `opening_hours` strings read in the site's own time zone.

Unknown is an answer of its own here. Whatever cannot be read with certainty is unknown, never open
and never closed. Grammar: https://wiki.openstreetmap.org/wiki/Key:opening_hours/specification
"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Literal, NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

# The package's type stubs leave its exceptions out.
from opening_hours import OpeningHours, ParserError, State, UnknownCountryError  # type: ignore[attr-defined]

from app.places.public_holidays import is_holiday, is_unsure_holiday, is_widely_kept
from app.places.site import Site
from app.places.weekly import DAY, LONGEST, Week, tidy, week_of

HORIZON_DAYS = 366
# Without a horizon the reader looks for the next change of `Mo-Su 00:00-24:00` for most of a second.
_CHANGES_FOLLOWED = 8
_LOOK_DAYS = 16
_WEEK_AHEAD = 7 * DAY
_AN_OPEN_END_HOURS = 10

_ASK_FIRST = re.compile(r"appoint|appt|call|phone|ask|cita|llam|convenir|rendez", re.IGNORECASE)
COMMENT_ONLY = re.compile(r'\s*"[^"]*"\s*')
ALWAYS = re.compile(r"\s*(24/7|(Mo-Su\s+)?00:00-24:00)\s*", re.IGNORECASE)
_SUN = re.compile(r"sunrise|sunset|dawn|dusk", re.IGNORECASE)
_OPEN_END = re.compile(r"\d\+")

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
Point = tuple[float, float]
"""Latitude and longitude."""


class LocalHours(NamedTuple):
    """Hours with all that they depend on: sites of one town share it, and the index reads each only once."""

    hours: str
    zone: str
    country: str
    state: str = ""
    point: Point | None = None
    """Rounded to a tenth of a degree, half a minute of the sun's way; only hours that follow the sun have one."""


def local_hours(site: Site) -> LocalHours:
    """This site's hours with what they depend on."""
    point = None
    if _SUN.search(site.hours) and site.latitude is not None and site.longitude is not None:
        point = round(site.latitude, 1), round(site.longitude, 1)
    return LocalHours(site.hours, site.zone, site.country, site.state, point)


@lru_cache(maxsize=64)
def time_zone(name: str) -> ZoneInfo | None:
    """The time zone of this IANA name, or None when there is no such zone."""
    try:
        return ZoneInfo(name) if name else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


@lru_cache(maxsize=8192)
def read(hours: str, zone: str, country: str, point: Point | None = None) -> OpeningHours | None:
    """What these hours mean in this zone and country, or None when that is not certain."""
    where = time_zone(zone)
    if where is None or not hours.strip() or len(hours) > LONGEST or (point is None and _SUN.search(hours)):
        return None
    for nation in (country or None, None):
        try:
            return OpeningHours(
                tidy(hours), timezone=where, country=nation, coords=point, auto_country=False,
                max_interval_days=HORIZON_DAYS,
            )  # fmt: skip
        except UnknownCountryError:
            continue
        except (ParserError, ValueError, OverflowError):
            return None
    return None


def openness_of(site: Site, *, now: datetime) -> Openness:
    """All that can be said about this site's hours at `now` (aware)."""
    return openness_at(local_hours(site), now=now)


def openness(hours: str, *, zone: str, country: str, now: datetime, state: str = "") -> Openness:
    """Whether these hours are open at `now` (aware), and until when."""
    return openness_at(LocalHours(hours, zone, country, state), now=now)


def openness_at(local_hours: LocalHours, *, now: datetime) -> Openness:
    """Whether these hours are open at `now` (aware), and until when."""
    hours, zone, country, state, point = local_hours
    where = time_zone(zone)
    if where is None:
        return UNKNOWN
    local = now.astimezone(where)
    week = week_of(hours)
    if week is not None:
        return _weekly(week, country=country, state=state, local=local)
    if COMMENT_ONLY.fullmatch(hours):
        return Openness(state="unknown", ask_first=bool(_ASK_FIRST.search(hours)))
    spec = read(hours, zone, country, point)
    if spec is None:
        return UNKNOWN
    return _general(spec, hours, local, country=country, state=state)


def _general(spec: OpeningHours, hours: str, local: datetime, *, country: str, state: str) -> Openness:
    """What the general reader says, and unknown where it says more than the hours do."""
    if "PH" in hours and is_unsure_holiday(local.date(), country, state):
        # The country's calendar has only the days that all keep, on the weekday on which they are observed.
        return Openness(state="unknown", ask_first=True, holiday=True)
    found, comment = spec.state(local)
    if found == State.UNKNOWN or (found == State.OPEN and _ASK_FIRST.search(comment)):
        return Openness(state="unknown", ask_first=True)
    if _OPEN_END.search(hours) and (found == State.OPEN or _was_open(spec, local)):
        return UNKNOWN  # `09:00+`: open from nine, until nobody knows when
    if found == State.CLOSED and "||" in hours:
        return Openness(state="unknown", ask_first=True)  # the reader drops the fallback on days both sides name
    doubtful_day = "PH" not in hours and is_widely_kept(local.date(), country, state)
    if found == State.OPEN:
        return Openness(state="open", until=_aware(spec.next_change(local)), holiday=doubtful_day)
    return Openness(state="closed", until=_next_opening(spec, local), holiday=doubtful_day)


def _was_open(spec: OpeningHours, local: datetime) -> bool:
    """Whether it was open some hours ago: what has no end may go on past the end of its day."""
    return any(spec.state(local - timedelta(hours=ago))[0] == State.OPEN for ago in range(1, _AN_OPEN_END_HOURS + 1))


def is_ever_known(local_hours: LocalHours) -> bool:
    """False when these hours are unknown at every moment: there are none, or they cannot be read."""
    hours, zone, country, _, point = local_hours
    if time_zone(zone) is None:
        return False
    if week_of(hours) is not None:
        return True
    return not COMMENT_ONLY.fullmatch(hours) and read(hours, zone, country, point) is not None


def _weekly(week: Week, *, country: str, state: str, local: datetime) -> Openness:
    """Whether a week's hours are open at a local time.

    Not left to the general reader, which lets a night that would begin on a holiday run on after midnight.
    """
    if week.never_closes:
        return Openness(state="open")
    today = local.date()
    if week.holidays_off and is_unsure_holiday(today, country, state):
        return Openness(state="unknown", ask_first=True, holiday=True)
    doubtful_day = not week.holidays_off and is_widely_kept(today, country, state)
    minute = local.hour * 60 + local.minute
    end = _covered(week, (country, state), today, minute)
    if end is not None:
        until = None if end >= _WEEK_AHEAD else _wall(local, end)
        return Openness(state="open", until=until, holiday=doubtful_day)
    for offset in range(_LOOK_DAYS):
        for start, _ in _begun(week, (country, state), today + timedelta(days=offset)):
            if offset * DAY + start > minute:
                return Openness(state="closed", until=_wall(local, offset * DAY + start), holiday=doubtful_day)
    return Openness(state="closed", holiday=doubtful_day)


def _covered(week: Week, calendar: tuple[str, str], today: date, minute: int) -> int | None:
    """The end, in minutes from today 00:00, of the opening that covers `minute`; None when none does."""
    end = None
    for offset in range(-1, 8):
        for start, stop in _begun(week, calendar, today + timedelta(days=offset)):
            if offset * DAY + start <= (minute if end is None else end) < offset * DAY + stop:
                end = offset * DAY + stop
        if end is None and offset == 0:
            return None
    return end


def _begun(week: Week, calendar: tuple[str, str], day: date) -> tuple[tuple[int, int], ...]:
    """The spans that begin on one day: none on a holiday when holidays are off."""
    return () if week.holidays_off and is_holiday(day, *calendar) else week.days[day.weekday()]


def _wall(local: datetime, minutes: int) -> datetime:
    """The moment when the clock on the wall shows this many minutes after today 00:00."""
    return local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0) + timedelta(minutes=minutes)


def _next_opening(spec: OpeningHours, local: datetime) -> datetime | None:
    """The moment after `local` at which these hours are surely open, or None."""
    at = local
    for _ in range(_CHANGES_FOLLOWED):
        change = _aware(spec.next_change(at))
        if change is None or change - local > timedelta(days=HORIZON_DAYS):
            return None
        state, comment = spec.state(change)
        if state == State.OPEN and not _ASK_FIRST.search(comment):
            return change
        at = change
    return None


def _aware(moment: datetime | None) -> datetime | None:
    """The moment when it has a zone; the reader answers naive only to naive questions, which are never asked."""
    return moment if moment is not None and moment.tzinfo is not None else None
