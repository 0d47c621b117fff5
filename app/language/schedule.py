"""When a check-in is due: days and a time on somebody's own clock, turned into moments in UTC.

Nothing here reads a clock or a zone file: `after`, the zone and the spread are handed in.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo

import msgspec

OPENS, CLOSES = 9 * 60, 20 * 60
"""Minutes after midnight between which nudges may come, unless the caller asked for another time."""
SPREAD = 15
"""Minutes a nudge may come early or late, so that ten thousand do not leave at nine sharp."""
LATE = timedelta(minutes=60)
"""A nudge later than this is not sent at all."""
EVERY_DAY = (0, 1, 2, 3, 4, 5, 6)
_LOOK_AHEAD = 9
"""Days: a week, the day already served, and one that the calendar of a zone may lack."""


class Schedule(msgspec.Struct, frozen=True):
    """Days and a time as the caller's clock shows them."""

    minute: int
    """Minutes after midnight."""
    days: tuple[int, ...] = EVERY_DAY
    """Weekdays, Monday is 0; empty when it is for one day only."""
    on: date | None = None
    """The one day, where it is for one day only."""

    @property
    def opens(self) -> int:
        """Minutes after midnight before which nothing is sent."""
        return min(OPENS, self.minute)

    @property
    def closes(self) -> int:
        """Minutes after midnight after which nothing is sent."""
        return max(CLOSES, self.minute)

    def wants(self, day: date) -> bool:
        """Whether this day is one of those asked for."""
        return day == self.on if self.on else day.weekday() in self.days


def next_due(
    schedule: Schedule,
    *,
    after: datetime,
    zone: tzinfo,
    served: date | None = None,
    not_before: date | None = None,
    also: date | None = None,
    spread: int = 0,
) -> datetime | None:
    """The first moment later than `after`, in UTC; None when there is none.

    `served` is the last day that had its turn: no day has two. `not_before` is the first day after a pause, `also` one
    more day asked for, `spread` the minutes before or after the time (cut to 15 and to the hours).
    """
    day = after.astimezone(zone).date()
    if served is not None:
        day = max(day, served + timedelta(days=1))
    if not_before is not None:
        day = max(day, not_before)
    if schedule.on is not None:
        day = max(day, schedule.on)
    for _ in range(_LOOK_AHEAD):
        due = _due_on(schedule, day, zone=zone, spread=spread) if schedule.wants(day) or day == also else None
        if due is not None and due > after:
            return due
        day += timedelta(days=1)
    return None


def is_late(due: datetime, now: datetime) -> bool:
    """Whether a nudge due then would come so late that it is better not sent."""
    return now - due > LATE


def _due_on(schedule: Schedule, day: date, *, zone: tzinfo, spread: int) -> datetime | None:
    moment = _moment(day, schedule.minute, zone)
    opens, closes = _moment(day, schedule.opens, zone), _moment(day, schedule.closes, zone)
    if moment is None or opens is None or closes is None:
        return None
    moment += timedelta(minutes=max(-SPREAD, min(SPREAD, spread)))
    return max(opens, min(closes, moment))


def _moment(day: date, minute: int, zone: tzinfo) -> datetime | None:
    """The moment when clocks there show this, the first of two; the next one they show where they skip it.

    None where the day itself is skipped (Samoa on 2011-12-30).
    """
    wall = datetime.combine(day, time(minute // 60, minute % 60))
    while wall.date() == day:
        moment = wall.replace(tzinfo=zone).astimezone(UTC)
        if moment.astimezone(zone).replace(tzinfo=None) == wall:
            return moment
        wall += timedelta(minutes=1)
    return None
