"""Whether people answer a line now, by the hours that its own page gives."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec

from app.places.hours import time_zone


class StaffedHours(msgspec.Struct, frozen=True):
    """When people answer a line: on these days (Monday is 0), from a minute of the day on, until another."""

    days: tuple[int, ...]
    opens: int
    closes: int
    """1440 is midnight; less than `opens` is a time of the next day."""
    zone: str
    languages: tuple[str, ...] = ()


def answers(hours: StaffedHours | None, now: datetime, language: str) -> bool:
    """Whether somebody answers there now in this language; no, where that cannot be told."""
    zone = time_zone(hours.zone) if hours is not None else None
    if hours is None or zone is None or language not in hours.languages:
        return False
    there = now.astimezone(zone)
    minute = there.hour * 60 + there.minute
    late = hours.closes < hours.opens and minute < hours.closes
    if late:
        return (there - timedelta(days=1)).weekday() in hours.days
    until = hours.closes if hours.closes > hours.opens else hours.closes + 1440
    return there.weekday() in hours.days and hours.opens <= minute < until
