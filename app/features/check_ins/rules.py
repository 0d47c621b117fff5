"""A recurring check-in, as a state machine: NONE -> ASKED -> ACTIVE <-> PAUSED -> ENDED.

`advance` is told what happened and when; it returns the check-in as it is then (None: nothing is kept any more) and
what is to be sent. Every rule about what may be sent when is here and nowhere else.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, tzinfo
from enum import StrEnum

import msgspec

from app.language.schedule import Schedule, is_late, next_due

UNANSWERED = 2
"""Nudges without an answer after which the line asks once whether they are still wanted, and rests."""
SILENT = timedelta(days=30)
"""After this long without a word the number is deleted: numbers are given to other people after 45 days."""
TO_CONFIRM = timedelta(hours=24)
"""How long a wish made on a call waits for its confirmation by text."""
TO_ANSWER = timedelta(hours=24)
"""How long after a nudge a bare number is an answer to it."""


class CheckInState(StrEnum):
    """Where a check-in is; a person who has none has no row."""

    ASKED = "asked"
    ACTIVE = "active"
    PAUSED = "paused"
    ENDED = "ended"


class CheckIn(msgspec.Struct, frozen=True):
    """One caller's check-in, without who they are."""

    state: CheckInState
    schedule: Schedule
    zone: str
    heard_at: datetime
    """When the caller last said anything about it."""
    due_at: datetime
    """When it has to be looked at next."""
    unanswered: int = 0
    served: date | None = None
    """The last day, there, that had its turn."""
    also: date | None = None
    """One more day, put off to."""
    resumes: date | None = None
    nudged_at: datetime | None = None
    """When the last nudge left that has no answer yet."""


class CheckInAsked(msgspec.Struct, frozen=True):
    """Somebody asked for check-ins; `confirmed` when they agreed to the exact words in writing."""

    schedule: Schedule
    zone: str
    confirmed: bool


class Confirmed(msgspec.Struct, frozen=True):
    """The caller agreed in writing to what was asked for on a call."""


class CheckInCameDue(msgspec.Struct, frozen=True):
    """The moment to look at it has come."""


class Replied(msgspec.Struct, frozen=True):
    """The caller answered a nudge, or said that check-ins are still wanted."""


class Paused(msgspec.Struct, frozen=True):
    """The caller wants none for so many days."""

    days: int


class PutOff(msgspec.Struct, frozen=True):
    """The caller wants to be asked tomorrow instead."""


class Changed(msgspec.Struct, frozen=True):
    """The caller chose another time."""

    schedule: Schedule
    zone: str


class CheckInsStopped(msgspec.Struct, frozen=True):
    """The caller said STOP or FORGET ME, or ended the check-ins."""


class Started(msgspec.Struct, frozen=True):
    """The caller said START, which arms nothing."""


Event = CheckInAsked | Confirmed | CheckInCameDue | Replied | Paused | PutOff | Changed | CheckInsStopped | Started


class CheckInOrder(StrEnum):
    """What is to be sent."""

    CONFIRM = "confirm"
    """Ask in writing whether what was asked for on a call is right."""
    NUDGE = "nudge"
    STILL_WANTED = "still_wanted"


Outcome = tuple[CheckIn | None, tuple[CheckInOrder, ...]]


def advance(check_in: CheckIn | None, event: Event, now: datetime, *, zone: tzinfo, spread: int = 0) -> Outcome:
    """The check-in after this event, and what to send; `zone` is the check-in's, or the new one's, own."""
    if isinstance(event, CheckInAsked):
        return _asked(event, now, zone=zone, spread=spread)
    if check_in is None or isinstance(event, CheckInsStopped):
        return None, ()
    match event:
        case CheckInCameDue():
            return _came_due(check_in, now, zone=zone, spread=spread)
        case Confirmed():
            return _heard(check_in, now, zone=zone, spread=spread), ()
        case Replied():
            return (
                check_in if check_in.state is CheckInState.ASKED else _heard(check_in, now, zone=zone, spread=spread)
            ), ()
        case Paused(days):
            return _paused(check_in, days, now, zone=zone, spread=spread), ()
        case PutOff():
            return _put_off(check_in, now, zone=zone, spread=spread), ()
        case Changed(schedule, name):
            changed = msgspec.structs.replace(check_in, schedule=schedule, zone=name, also=None)
            return _heard(changed, now, zone=zone, spread=spread), ()
        case _:
            return check_in, ()


def is_answer_due(check_in: CheckIn, now: datetime) -> bool:
    """Whether a nudge is out that a bare number would answer."""
    return check_in.nudged_at is not None and now - check_in.nudged_at <= TO_ANSWER


def _asked(event: CheckInAsked, now: datetime, *, zone: tzinfo, spread: int) -> Outcome:
    asked = CheckIn(
        state=CheckInState.ASKED, schedule=event.schedule, zone=event.zone, heard_at=now, due_at=now + TO_CONFIRM
    )
    if event.confirmed:
        return _heard(asked, now, zone=zone, spread=spread), ()
    return asked, (CheckInOrder.CONFIRM,)


def _heard(check_in: CheckIn, now: datetime, *, zone: tzinfo, spread: int) -> CheckIn:
    """Wanted, as of now: whatever was paused goes on, and nothing is unanswered."""
    if check_in.state is CheckInState.ENDED:
        return msgspec.structs.replace(check_in, heard_at=now, nudged_at=None)
    running = msgspec.structs.replace(
        check_in, state=CheckInState.ACTIVE, heard_at=now, unanswered=0, nudged_at=None, resumes=None
    )
    return _planned(running, now, zone=zone, spread=spread)


def _planned(check_in: CheckIn, now: datetime, *, zone: tzinfo, spread: int) -> CheckIn:
    """Due at its next time, or when 30 silent days are over, whichever comes first; ended when no time is left."""
    due = next_due(
        check_in.schedule,
        after=now,
        zone=zone,
        served=check_in.served,
        not_before=check_in.resumes,
        also=check_in.also,
        spread=spread,
    )
    if due is None:
        return msgspec.structs.replace(check_in, state=CheckInState.ENDED, due_at=now + TO_ANSWER)
    return msgspec.structs.replace(check_in, due_at=min(due, check_in.heard_at + SILENT))


def _came_due(check_in: CheckIn, now: datetime, *, zone: tzinfo, spread: int) -> Outcome:
    if now < check_in.due_at:
        return check_in, ()
    if check_in.state in (CheckInState.ASKED, CheckInState.ENDED) or now - check_in.heard_at >= SILENT:
        return None, ()
    today = check_in.due_at.astimezone(zone).date()
    served = msgspec.structs.replace(check_in, state=CheckInState.ACTIVE, served=today, resumes=None)
    if served.also is not None and served.also <= today:
        served = msgspec.structs.replace(served, also=None)
    if is_late(check_in.due_at, now):
        return _planned(served, now, zone=zone, spread=spread), ()
    if check_in.unanswered >= UNANSWERED:
        resting = msgspec.structs.replace(
            served, state=CheckInState.PAUSED, nudged_at=now, due_at=check_in.heard_at + SILENT
        )
        return resting, (CheckInOrder.STILL_WANTED,)
    nudged = msgspec.structs.replace(served, unanswered=check_in.unanswered + 1, nudged_at=now)
    return _planned(nudged, now, zone=zone, spread=spread), (CheckInOrder.NUDGE,)


def _paused(check_in: CheckIn, days: int, now: datetime, *, zone: tzinfo, spread: int) -> CheckIn:
    if check_in.state in (CheckInState.ASKED, CheckInState.ENDED):
        return check_in
    resumes = now.astimezone(zone).date() + timedelta(days=days)
    resting = msgspec.structs.replace(
        check_in, state=CheckInState.PAUSED, heard_at=now, unanswered=0, nudged_at=None, resumes=resumes
    )
    return _planned(resting, now, zone=zone, spread=spread)


def _put_off(check_in: CheckIn, now: datetime, *, zone: tzinfo, spread: int) -> CheckIn:
    """Today has had its turn; tomorrow is one more day to ask."""
    if check_in.state in (CheckInState.ASKED, CheckInState.ENDED) and check_in.schedule.on is None:
        return check_in
    today = now.astimezone(zone).date()
    later = msgspec.structs.replace(check_in, served=today, also=today + timedelta(days=1))
    if later.schedule.on is not None:
        later = msgspec.structs.replace(
            later,
            state=CheckInState.ACTIVE,
            also=None,
            schedule=msgspec.structs.replace(later.schedule, on=today + timedelta(days=1)),
        )
    return _heard(later, now, zone=zone, spread=spread)
