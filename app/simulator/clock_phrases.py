"""How far somebody wants a clock moved: '15m', '2 hours', 'friday 18:05', 'mañana a las 10'; pure."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta, tzinfo

from app.language import schedule_request

ZONES = {
    "eastern": "America/New_York", "este": "America/New_York",
    "central": "America/Chicago", "centro": "America/Chicago",
    "mountain": "America/Denver", "montaña": "America/Denver",
    "pacific": "America/Los_Angeles", "pacifico": "America/Los_Angeles", "pacífico": "America/Los_Angeles",
}  # fmt: skip
"""The clocks that check-ins offer, by the words for them."""
_UNITS = {
    "seconds": ("s", "sec", "secs", "second", "seconds", "seg", "segundo", "segundos"),
    "minutes": ("", "m", "min", "mins", "minute", "minutes", "minuto", "minutos"),
    "hours": ("h", "hr", "hrs", "hour", "hours", "hora", "horas"),
    "days": ("d", "day", "days", "dia", "dias", "día", "días"),
    "weeks": ("w", "week", "weeks", "semana", "semanas"),
}
_UNIT = {word: unit for unit, words in _UNITS.items() for word in words}
_PART = re.compile(r"(\d{1,6})\s*([a-zí]*)[\s,]*")
_LOOK_AHEAD = 8


def length(words: str) -> timedelta | None:
    """The time these words take; a number alone is minutes. None when they say something else."""
    rest, total = words.strip().lower().removeprefix("+").strip(), timedelta()
    while rest:
        found = _PART.match(rest)
        unit = _UNIT.get(found[2]) if found else None
        if found is None or unit is None:
            return None
        total += timedelta(**{unit: int(found[1])})
        rest = rest[found.end() :]
    return total or None


def zone_said(words: str) -> tuple[str, str]:
    """The name of the zone that the last word says, or nothing, and the words without it."""
    before, _, last = words.strip().lower().rpartition(" ")
    return (ZONES[last], before) if last in ZONES else ("", words.strip().lower())


def moment(words: str, *, now: datetime, zone: tzinfo) -> datetime | None:
    """The next time that a clock of this zone shows what these words say; None when they say no time."""
    wanted = schedule_request.read(words)
    if wanted is None:
        return None
    today = now.astimezone(zone).date()
    at = time(wanted.minute // 60, wanted.minute % 60)
    for days in range(wanted.ahead or 0, _LOOK_AHEAD):
        day = today + timedelta(days=days)
        then = datetime.combine(day, at, tzinfo=zone)
        if then > now and (wanted.ahead is not None or day.weekday() in wanted.days):
            return then
    return None
