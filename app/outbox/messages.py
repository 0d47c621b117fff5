"""What goes out, from the moment somebody's transaction asks for it: put it in, take it back, know how sending goes.

Whoever owns a message (a check-in, a safety check, a call that wants a text) puts it in the transaction that decides on
it, and says in `STILL_WANTED` how to ask whether it is still wanted. Everything after that is `app.outbox.leases`.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Literal, NamedTuple, cast

import msgspec
from sqlalchemy import CursorResult, Insert
from sqlmodel import Session, col, delete, select, update

from app.language.default import DEFAULT_LANGUAGE
from app.language.sms_text import segments
from app.privacy.pseudonyms import OptOutKey
from app.privacy.sealing import AssociatedData, Seal, SealedNumber
from app.store.insert import insert_of, insert_once, inserting
from app.store.tables import OutboxRow, ProviderCopy, SendingMinute, SendingPulse

Kind = Literal["escalation", "all_clear", "call", "prompt", "reply", "nudge"]
Channel = Literal["sms", "voice"]

URGENT, REPLY, NUDGE, HANDED_OVER, DONE = 0, 1, 2, 8, 9
"""Priorities: the queues a row stands in, the first first."""
FUTURE = timedelta(seconds=2)
"""A pulse further ahead than this is none: machines' clocks differ by less."""
KEPT_HOURS = 24
"""How long a row that is done, and names nobody, can still keep its key from being put again."""


class KindRule(NamedTuple):
    """How one kind of message is treated; safety and privacy decide, see docs/sending.md."""

    priority: int
    at_least_once: bool
    """Sent again, marked as a repeat, when nobody knows whether it arrived; otherwise it then counts as sent."""
    fresh: timedelta
    """How long after it was due it is still worth sending."""
    validity: int
    """Seconds the provider may keep it in its own queue."""


RULES: dict[str, KindRule] = {
    "escalation": KindRule(URGENT, True, timedelta(hours=3), 120),
    "all_clear": KindRule(URGENT, True, timedelta(hours=3), 120),
    "call": KindRule(URGENT, False, timedelta(minutes=3), 120),
    "prompt": KindRule(URGENT, False, timedelta(minutes=5), 120),
    "reply": KindRule(REPLY, False, timedelta(minutes=15), 600),
    "nudge": KindRule(NUDGE, False, timedelta(minutes=60), 600),
}


REHEARSAL = "rehearsal"
"""How the ids of pretend checks begin, and what stands where a real one names people."""
REHEARSING, REHEARSED = "rehearsing", "rehearsed"
"""Pulses: when the last pretend check began, and when the last one got through."""


def rehearsal_id(unique: str) -> str:
    """An id that says that nothing of it may reach the provider."""
    return f"{REHEARSAL}-{unique}"


def is_rehearsal(owner_id: str) -> bool:
    """Whether whoever owns this message only pretends."""
    return owner_id.startswith(f"{REHEARSAL}-")


class Owner(NamedTuple):
    """Whose message it is, and the step at which it is wanted: `("safety_check", id, "escalating")`."""

    kind: str
    id: str
    step: str


class Send(msgspec.Struct, frozen=True, kw_only=True):
    """One text or call to be sent, once for each `key`."""

    key: str
    """Names it for good, like `safety:<id>:<step>:<try>`: put twice, it is sent once. Never a number."""
    kind: Kind
    owner: Owner
    to: SealedNumber
    """As the owner's own row holds it, with its place; nobody opens it on the way."""
    opt_out_key: OptOutKey
    """Of the person it goes to."""
    body: str
    """The words of the text, or what is said on the call; sealed when put."""
    due_at: datetime
    language: str = DEFAULT_LANGUAGE
    channel: Channel = "sms"
    expires_at: datetime | None = None
    """When it is no longer worth sending; from `RULES` when not given."""
    answer_path: str = ""
    """For a call: the path on this line that is posted the key pressed, like `check?c=<id>`."""
    plain: str = ""
    """Other words that say no more, sent once where a carrier filters `body`; for urgent texts only."""


class DeliveryReport(NamedTuple):
    """What became of a message: for its owner, in the transaction that records it."""

    kind: str
    channel: str
    outcome: str
    """`sent` (the provider took it), `delivered`, `answered` (a call), `assumed` (nobody knows), `failed`, `unusable`,
    `opted_out`, `filtered`, `expired`, `unwanted`."""
    code: int
    at: datetime


Wanted = Callable[[Session, str, str], bool]
"""Whether the owner with this id is still at this step. Read its row `with_for_update(read=True)`: then an answer that
comes in meanwhile waits until the send is decided."""
Hears = Callable[[Session, str, str, DeliveryReport], None]
"""Takes note of an outcome: owner's id, the step it was put at, what became of it. Must bear being told twice."""

STILL_WANTED: dict[str, Wanted] = {"once": lambda _session, _id, _step: True}
"""By the owner's kind; `once` is for messages that nothing but STOP can make unwanted. A row of a kind
that is unknown here is left to another process."""
DELIVERY_LISTENERS: dict[str, Hears] = {}


def waiting_for(session: Session, people: Sequence[OptOutKey]) -> Sequence[datetime]:
    """When each message of these people that waits has its next turn."""
    mine = col(OutboxRow.opt_out_key).in_(people) & col(OutboxRow.priority).in_((URGENT, REPLY, NUDGE))
    return session.exec(select(OutboxRow.next_at).where(mine)).all()


def body_place(key: str, to_place: str) -> AssociatedData:
    """The place of a message's words: bound to its key and to whom it goes, so that neither can be exchanged."""
    return AssociatedData("outbox", key, f"body>{to_place.replace('/', ':')}")


def number_place(key: str) -> AssociatedData:
    """The place of a number that no other row holds."""
    return AssociatedData("outbox", key, "to")


def put(session: Session, seal: Seal, send: Send) -> bool:
    """It will be sent once the transaction is committed; False when its key was put before."""
    rule = RULES[send.kind]
    place = str(send.to.place)
    words = body_place(send.key, place)
    plain = send.plain if rule.priority == URGENT and send.channel == "sms" else ""
    values = {
        "id": "o" + secrets.token_urlsafe(12),
        "key": send.key,
        "kind": send.kind,
        "channel": send.channel,
        "language": send.language,
        "owner_kind": send.owner.kind,
        "owner_id": send.owner.id,
        "owner_step": send.owner.step,
        "opt_out_key": send.opt_out_key,
        "to_place": place,
        "to_sealed": bytes(send.to.box),
        "body_sealed": bytes(seal.text(send.body, words)),
        "plain_sealed": bytes(seal.text(plain, words)) if plain else None,
        "segments": 1 if send.channel == "voice" else max(segments(send.body).count, 1),
        "answer_path": send.answer_path,
        "due_at": send.due_at,
        "expires_at": send.expires_at or send.due_at + rule.fresh,
        "priority": rule.priority,
        "next_at": send.due_at,
        "state": "waiting",
        "lease_owner": "",
        "tries": 0,
        "maybe_duplicate": False,
        "provider_sid": "",
        "outcome": "",
        "outcome_code": 0,
        "status_rank": 0,
    }
    statement = inserting(session, OutboxRow).values(values).on_conflict_do_nothing(index_elements=["key"])
    return session.connection().execute(statement.returning(col(OutboxRow.id))).first() is not None


def drop_for(session: Session, opt_out_key: OptOutKey, *, now: datetime) -> int:
    """How many waiting messages to this person were taken back: STOP. One that is on its way cannot be."""
    return _drop(session, col(OutboxRow.opt_out_key) == opt_out_key, now=now, why="opted_out")


def drop_owned(session: Session, kind: str, id: str, *, now: datetime) -> int:
    """How many waiting messages of this owner were taken back: answered, paused, changed, forgotten."""
    mine = (col(OutboxRow.owner_kind) == kind) & (col(OutboxRow.owner_id) == id)
    return _drop(session, mine, now=now, why="unwanted")


def forget(session: Session, opt_out_key: OptOutKey, *, now: datetime) -> None:
    """No row of this person is left, and the provider will be asked to delete what it was handed."""
    mine = col(OutboxRow.opt_out_key) == opt_out_key
    for sid in session.exec(select(OutboxRow.provider_sid).where(mine, col(OutboxRow.provider_sid) != "")).all():
        leave_copy(session, sid, now=now)
    session.exec(delete(OutboxRow).where(mine))


def leave_copy(session: Session, sid: str, *, now: datetime) -> None:
    """The provider's copy of this message or call will be deleted."""
    if not sid:
        return  # it was never handed over
    values = {"sid": sid, "delete_after": now, "since": now, "tries": 0}
    session.connection().execute(_leaving(session.get_bind().dialect.name), values)


@cache
def _leaving(dialect: str) -> Insert:
    return insert_of(dialect, ProviderCopy).on_conflict_do_nothing()


def pulse(session: Session, name: str) -> datetime | None:
    """When this last happened, in any process; `sweep` is the watcher's: older than 10 s, nothing may be promised."""
    found = session.get(SendingPulse, name, populate_existing=True)
    return found.at if found else None


def failing(session: Session, *, now: datetime, share: float = 0.2) -> bool:
    """Whether the provider refused or lost more than this share of the last two minutes' tries, or the account is broken."""
    rows = session.exec(select(SendingMinute).where(col(SendingMinute.minute) > now - timedelta(minutes=3))).all()
    tried, failed = sum(row.tried for row in rows), sum(row.failed for row in rows)
    return any(row.alarm_code for row in rows) or failed > max(tried * share, 1)


def _drop(session: Session, which: object, *, now: datetime, why: str) -> int:
    statement = (
        update(OutboxRow)
        .where(which, col(OutboxRow.priority) < HANDED_OVER, col(OutboxRow.state) != "sending")  # type: ignore[arg-type]
        .values(**closed(now, outcome=why))
    )
    return cast("CursorResult[object]", session.connection().execute(statement)).rowcount


def closed(now: datetime, *, outcome: str, code: int = 0) -> dict[str, object]:
    """What a row holds when nothing is left to do: no number, no words, nothing that two rows of one person share."""
    return {
        "opt_out_key": "",
        "priority": DONE,
        "state": "done",
        "next_at": now + timedelta(hours=KEPT_HOURS),
        "to_sealed": None,
        "body_sealed": None,
        "plain_sealed": None,
        "answer_path": "",
        "lease_owner": "",
        "outcome": outcome,
        "outcome_code": code,
    }


def beat(session: Session, name: str, now: datetime) -> None:
    """This happened now, for every process to see."""
    insert_once(session, SendingPulse, name=name, at=now)
    # One from the future was left by a clock that has been set back since: it would look fresh until then.
    other = (col(SendingPulse.at) < now) | (col(SendingPulse.at) > now + FUTURE)
    later = update(SendingPulse).where(col(SendingPulse.name) == name, other)
    session.connection().execute(later.values(at=now))
