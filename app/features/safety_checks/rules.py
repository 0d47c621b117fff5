"""A timed safety check, as a state machine: asked at T, rung a minute later, people told two minutes after T.

Alarms come only of `CheckCameDue`: whoever watches sends them, and what others say moves their time to now.

`advance` is told what happened and when; it returns the check as it is then (None: the row goes) and what is to be
sent or wiped. `sending` decides once more, at the moment of sending, whether a message is still wanted. Every rule of
safety checks is in this file and nowhere else.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec

from app.engine import caller_record

SHORTEST, LONGEST, USUAL = 5, 45, 10
"""Minutes until the caller is asked: a text timer is slow enough, so the longest is short."""
RING_AFTER = timedelta(seconds=60)
TELL_AFTER = timedelta(seconds=120)
"""Phone spotters react to a minute of silence; texts cannot match that, so the grace is short and the call is loud."""
GRACE = timedelta(seconds=60)
"""What one reply that is no OK adds, once."""
REPEAT = timedelta(seconds=60)
TRIES_EACH = 3
"""Tries after which the next person is told as well."""
TRIES = 12
"""Tries after which nobody is expected to answer any more, as long as one was accepted for delivery."""
LONGEST_ALARM = timedelta(minutes=60)
"""How long a provider that accepts nothing is tried."""
KEPT_AFTER = timedelta(minutes=50)
"""After the end numbers and place are wiped within the hour, and the row goes."""
EXTENSIONS = 3
WATCHER_STALE = timedelta(seconds=10)
WATCHER_AHEAD = timedelta(seconds=2)
"""A sign of life from further ahead was given before the clock was set back, and says nothing of now."""


class CheckState(StrEnum):
    """Where a check is."""

    ARMED = "armed"
    PROMPTED = "prompted"
    RINGING = "ringing"
    ESCALATING = "escalating"
    ACKED = "acked"
    UNCONFIRMED = "unconfirmed"
    CLOSED = "closed"


WAITING = frozenset({CheckState.ARMED, CheckState.PROMPTED, CheckState.RINGING})
"""States in which nobody but the caller has been told anything."""
OPEN = WAITING | {CheckState.ESCALATING}


class Who(StrEnum):
    """Whom something is sent to."""

    CALLER = "caller"
    FIRST = "first"
    SECOND = "second"
    ON_CALL = "on_call"


class Kind(StrEnum):
    """What is to be done."""

    PROMPT = "prompt"
    """Text the caller: are you OK?"""
    RING = "ring"
    """Call the caller: press any key."""
    ALARM = "alarm"
    """Text and call this person: they did not answer."""
    UNCONFIRMED = "unconfirmed"
    """Tell this person, for the last time, that nobody has confirmed."""
    HANDLED = "handled"
    """Tell this person that somebody else is on it."""
    ALL_CLEAR = "all_clear"
    """Tell this person that the caller answered."""
    ENDED = "ended"
    """Tell this person that the caller ended the check without saying OK."""
    WIPE = "wipe"
    """Empty every number and note of this check, now."""


class CheckOrder(msgspec.Struct, frozen=True):
    """One thing to do; `attempt` tells repeats apart."""

    kind: Kind
    who: Who = Who.CALLER
    attempt: int = 0


class Check(msgspec.Struct, frozen=True):
    """One safety check, without who anybody is."""

    state: CheckState
    due_at: datetime
    """T: when the caller is asked."""
    next_at: datetime
    """When it has to be looked at next."""
    people: tuple[Who, ...]
    """Who can be told, in order."""
    locked: bool = False
    """Whether only the caller's own word closes it."""
    prompted: bool = False
    rang: bool = False
    grace_extended: bool = msgspec.field(default=False, name="stretched")
    """Whether a reply that was no OK has already bought a minute."""
    grace: bool = False
    """Whether that minute belongs to the time that is running now."""
    extended: int = 0
    tries: int = 0
    extra_contacts: int = msgspec.field(default=0, name="wider")
    """People told earlier than their turn because somebody before them could not be reached."""
    failed: tuple[Who, ...] = ()
    out: tuple[Who, ...] = ()
    """People who said they cannot, or stopped."""
    told: tuple[Who, ...] = ()
    """People to whom an alarm may have left, and who are owed its end."""
    reached: tuple[Who, ...] = ()
    """People whose alarm the provider accepted."""
    acked_by: Who | None = None
    duress: bool = msgspec.field(default=False, name="quiet")
    """Whether somebody made the caller close it: nothing more reaches their phone, and people are told."""
    escalated_at: datetime | None = None
    alive_at: datetime | None = None
    """When the caller was last heard of."""


class CheckCameDue(msgspec.Struct, frozen=True):
    """The moment to look at it has come."""


class Ok(msgspec.Struct, frozen=True):
    """The caller said OK or pressed a key; `fits` whether the word was theirs, where one is set."""

    fits: bool = True


class Coerced(msgspec.Struct, frozen=True):
    """The caller typed their word backwards: to whoever looks on it closes the check, and it does not."""


class CheckStopped(msgspec.Struct, frozen=True):
    """The caller said STOP: it closes every check, whoever holds the phone."""


class Forgotten(msgspec.Struct, frozen=True):
    """The caller said FORGET ME."""


class Extended(msgspec.Struct, frozen=True):
    """The caller wants more time, in minutes from now."""

    minutes: int


class UnrecognisedReply(msgspec.Struct, frozen=True):
    """The caller sent something that says neither OK nor how they are."""


class Voicemail(msgspec.Struct, frozen=True):
    """The call to the caller reached a machine, or a person who pressed nothing: no answer."""


class Acknowledged(msgspec.Struct, frozen=True):
    """Somebody who was told is on it."""

    who: Who


class Declined(msgspec.Struct, frozen=True):
    """Somebody who was told cannot go, or wants no more texts."""

    who: Who


class Undeliverable(msgspec.Struct, frozen=True):
    """The provider will never deliver to this person."""

    who: Who


class Accepted(msgspec.Struct, frozen=True):
    """The provider took an alarm for this person."""

    who: Who


Event = (
    CheckCameDue
    | Ok
    | Coerced
    | CheckStopped
    | Forgotten
    | Extended
    | UnrecognisedReply
    | Voicemail
    | Acknowledged
    | Declined
    | Undeliverable
    | Accepted
)
Outcome = tuple[Check | None, tuple[CheckOrder, ...]]


class Conditions(msgspec.Struct, frozen=True):
    """What must be so for a check to be kept, as far as is known at the moment of arming."""

    switched_on: bool
    watcher_seen_at: datetime | None
    writable: bool
    provider_fails: bool
    """Whether more than a fifth of the last two minutes' tries went wrong, or the account is broken."""
    contact_usable: bool
    reachable: bool
    """Whether the caller's number is shown and can be called back."""


class ArmRefusal(StrEnum):
    """Why a check cannot be armed."""

    SWITCHED_OFF = "switched_off"
    NO_NUMBER = "no_number"
    NO_CONTACT = "no_contact"
    NOBODY_WATCHES = "nobody_watches"
    NOT_WRITABLE = caller_record.NOT_WRITABLE
    PROVIDER_FAILS = "provider_fails"


def refusal(conditions: Conditions, now: datetime) -> ArmRefusal | None:
    """Why a check armed now could not be kept; None when it can."""
    if not conditions.switched_on:
        return ArmRefusal.SWITCHED_OFF
    if not conditions.reachable:
        return ArmRefusal.NO_NUMBER
    if not conditions.contact_usable:
        return ArmRefusal.NO_CONTACT
    seen = conditions.watcher_seen_at
    if seen is None or not -WATCHER_AHEAD <= now - seen <= WATCHER_STALE:
        return ArmRefusal.NOBODY_WATCHES
    if not conditions.writable:
        return ArmRefusal.NOT_WRITABLE
    if conditions.provider_fails:
        return ArmRefusal.PROVIDER_FAILS
    return None


def minutes_of(asked: int | None) -> int:
    """The minutes a check runs when somebody asks for so many."""
    return max(SHORTEST, min(LONGEST, asked)) if asked else USUAL


def arm(now: datetime, *, minutes: int, people: tuple[Who, ...], locked: bool = False) -> Check:
    """A check that runs from now. Raises ValueError without anybody to tell, or for minutes outside 5 to 45."""
    if not people or not SHORTEST <= minutes <= LONGEST:
        raise ValueError("A check needs somebody to tell, and 5 to 45 minutes.")
    due = now + timedelta(minutes=minutes)
    return Check(state=CheckState.ARMED, due_at=due, next_at=due, people=people, locked=locked)


def is_spent(check: Check) -> bool:
    """Whether it asks and tells nobody any more although it looks closed to its caller, who may need another."""
    return check.duress and check.state in (CheckState.ACKED, CheckState.UNCONFIRMED)


def advance(check: Check, event: Event, now: datetime) -> Outcome:
    """The check after this event, and what to do."""
    match event:
        case CheckCameDue():
            return _came_due(check, now)
        case Ok(fits):
            return _close(check, Kind.ALL_CLEAR, now) if fits or not check.locked else _garbage(check, now)
        case Coerced():
            return _coerced(check, now), ()
        case CheckStopped():
            return _close(check, Kind.ENDED, now)
        case Forgotten():
            return None, (*_closing(check, Kind.ENDED), CheckOrder(Kind.WIPE))
        case Extended(minutes):
            return _extend(check, minutes, now), ()
        case UnrecognisedReply():
            return _garbage(check, now)
        case Acknowledged() | Declined() | Undeliverable() | Accepted():
            return _heard_from(check, event, now)
        case _:
            return check, ()


def _heard_from(check: Check, event: Acknowledged | Declined | Undeliverable | Accepted, now: datetime) -> Outcome:
    """The check after something became known of one of those it may tell."""
    who = event.who
    match event:
        case Acknowledged():
            return _acknowledge(check, who, now)
        case Declined():
            return _decline(check, who, now), ()
        case Undeliverable():
            return _undeliverable(check, who, now), ()
    return msgspec.structs.replace(check, reached=_with(check.reached, who)), ()


def sending(check: Check | None, order: CheckOrder) -> tuple[Check | None, bool]:
    """Whether this is still wanted at the moment of sending; an alarm that is counts as told from here on."""
    if order.kind in (Kind.ALL_CLEAR, Kind.ENDED, Kind.HANDLED):
        return check, True
    if check is None:
        return None, False
    match order.kind:
        case Kind.PROMPT | Kind.RING:
            return check, check.state in OPEN and order.attempt == check.extended and not check.duress
        case Kind.ALARM:
            if not _alarm_wanted(check, order):
                return check, False
            return msgspec.structs.replace(check, told=_with(check.told, order.who)), True
        case Kind.UNCONFIRMED:
            return check, check.state is CheckState.UNCONFIRMED
        case _:
            return check, False


def _alarm_wanted(check: Check, order: CheckOrder) -> bool:
    """The newest try alone is wanted: the ones before it would only arrive together with it."""
    if order.who in check.out or order.attempt != check.tries:
        return False
    return check.state is CheckState.ESCALATING or (
        check.state is CheckState.UNCONFIRMED and order.who not in check.reached
    )


def _came_due(check: Check, now: datetime) -> Outcome:
    if now < check.next_at:
        return check, ()
    if check.state is CheckState.ESCALATING:
        return _tell(check, now)
    if check.state not in WAITING:
        return None, (CheckOrder(Kind.WIPE),)
    return _ask(check, now)


def _ask(check: Check, now: datetime) -> Outcome:
    """Every step whose time has come is taken: a step that failed, or that nobody was there to take, delays none."""
    if check.duress:
        return _escalate(check, now)
    ring_at, tell_at = _ring_at(check), _tell_at(check)
    orders: list[CheckOrder] = []
    if not check.prompted:
        orders.append(CheckOrder(Kind.PROMPT, Who.CALLER, check.extended))
        check = msgspec.structs.replace(check, state=CheckState.PROMPTED, prompted=True, next_at=ring_at)
    if now >= ring_at and not check.rang:
        orders.append(CheckOrder(Kind.RING, Who.CALLER, check.extended))
        check = msgspec.structs.replace(check, state=CheckState.RINGING, rang=True, next_at=tell_at)
    if now < tell_at:
        return check, tuple(orders)
    told, alarms = _escalate(check, now)
    return told, (*orders, *alarms)


def _escalate(check: Check, now: datetime) -> Outcome:
    return _tell(msgspec.structs.replace(check, state=CheckState.ESCALATING, escalated_at=now), now)


def _ring_at(check: Check) -> datetime:
    return check.due_at + RING_AFTER + (GRACE if check.grace and not check.rang else timedelta(0))


def _tell_at(check: Check) -> datetime:
    return check.due_at + TELL_AFTER + (GRACE if check.grace else timedelta(0))


def _tell(check: Check, now: datetime) -> Outcome:
    """One more try for everybody whose turn has come, or the end of trying."""
    since = now - (check.escalated_at or now)
    given_up = (check.tries >= TRIES and check.reached) or since >= LONGEST_ALARM
    tries = check.tries + 1
    audience = _audience(check, tries)
    if given_up or not audience:
        over = msgspec.structs.replace(check, state=CheckState.UNCONFIRMED, next_at=now + KEPT_AFTER)
        return over, tuple(CheckOrder(Kind.UNCONFIRMED, who) for who in check.people if who is Who.ON_CALL)
    again = msgspec.structs.replace(check, tries=tries, next_at=now + REPEAT)
    return again, tuple(CheckOrder(Kind.ALARM, who, tries) for who in audience)


def _audience(check: Check, tries: int) -> tuple[Who, ...]:
    left = tuple(who for who in check.people if who not in check.out)
    return left[: 1 + check.extra_contacts + (tries - 1) // TRIES_EACH]


def _closing(check: Check, kind: Kind) -> tuple[CheckOrder, ...]:
    if check.state is CheckState.CLOSED:
        return ()
    return tuple(CheckOrder(kind, who) for who in check.told)


def _close(check: Check, kind: Kind, now: datetime) -> Outcome:
    """Closed from any state; whoever may have been told hears it, and every number and note goes at once."""
    if check.state is CheckState.CLOSED:
        return check, ()
    closed = msgspec.structs.replace(check, state=CheckState.CLOSED, next_at=now + KEPT_AFTER, alive_at=now)
    return closed, (*_closing(check, kind), CheckOrder(Kind.WIPE))


def _coerced(check: Check, now: datetime) -> Check:
    """It goes on without another sign on the caller's phone, and whoever can be told is told now."""
    if not check.locked or check.state is CheckState.CLOSED:
        return check
    coerced = msgspec.structs.replace(check, duress=True, alive_at=now)
    return msgspec.structs.replace(coerced, next_at=now) if check.state in WAITING else coerced


def _extend(check: Check, minutes: int, now: datetime) -> Check:
    if check.state not in WAITING or check.duress or check.extended >= EXTENSIONS:
        return msgspec.structs.replace(check, alive_at=now)
    due = max(check.due_at, now + timedelta(minutes=minutes_of(minutes)))  # more time never makes it less
    return msgspec.structs.replace(
        check,
        state=CheckState.ARMED,
        due_at=due,
        next_at=due,
        prompted=False,
        rang=False,
        grace=False,
        extended=check.extended + 1,
        alive_at=now,
    )


def _garbage(check: Check, now: datetime) -> Outcome:
    """A sign of life, and once a minute more to say OK."""
    alive = msgspec.structs.replace(check, alive_at=now)
    if check.grace_extended or check.duress or check.state not in (CheckState.PROMPTED, CheckState.RINGING):
        return alive, ()
    longer = msgspec.structs.replace(alive, grace_extended=True, grace=True)
    next_at = _tell_at(longer) if longer.rang else _ring_at(longer)
    return msgspec.structs.replace(longer, next_at=next_at), ()


def _acknowledge(check: Check, who: Who, now: datetime) -> Outcome:
    if check.state not in (CheckState.ESCALATING, CheckState.UNCONFIRMED):
        return check, ()
    others = tuple(CheckOrder(Kind.HANDLED, other) for other in check.told if other is not who)
    acked = msgspec.structs.replace(check, state=CheckState.ACKED, acked_by=who, next_at=now + KEPT_AFTER)
    return acked, others


def _decline(check: Check, who: Who, now: datetime) -> Check:
    """The next person's turn is now, also where this one was on it before."""
    declined = msgspec.structs.replace(check, out=_with(check.out, who))
    if check.state is CheckState.ACKED and check.acked_by is who:
        return msgspec.structs.replace(declined, state=CheckState.ESCALATING, acked_by=None, next_at=now)
    if check.state is CheckState.ESCALATING and who not in check.out:
        return msgspec.structs.replace(declined, next_at=now)
    return declined


def _undeliverable(check: Check, who: Who, now: datetime) -> Check:
    """The next person's turn is now; this one is still called, in case only texts do not arrive."""
    if who in check.failed:
        return check
    failed = msgspec.structs.replace(check, failed=_with(check.failed, who), extra_contacts=check.extra_contacts + 1)
    return msgspec.structs.replace(failed, next_at=now) if check.state is CheckState.ESCALATING else failed


def _with(people: tuple[Who, ...], who: Who) -> tuple[Who, ...]:
    return people if who in people else (*people, who)
