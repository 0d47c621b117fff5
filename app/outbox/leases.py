"""From due to done: who may send a row, whether it is still wanted, and what became of it.

A row is claimed with a lease of 30 seconds, and begun in a second transaction that asks everything again just before
the provider is called. A process that dies leaves a lease that ends: a row that was claimed is sent by the next one, a
row that was begun may have gone out, and its kind says what that means.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any, NamedTuple, Protocol, cast

from sqlalchemy import CursorResult, Integer, bindparam, case
from sqlmodel import Session, col, exists, select, update

from app.base import log
from app.channels.results import Outcome, wait
from app.outbox.messages import (
    DELIVERY_LISTENERS,
    HANDED_OVER,
    RULES,
    STILL_WANTED,
    URGENT,
    DeliveryReport,
    body_place,
    closed,
    is_rehearsal,
    leave_copy,
)
from app.outbox.rate_limit import allowance, take
from app.privacy.sealing import AssociatedData, Box, SealedNumber
from app.store.insert import insert_of, insert_once
from app.store.tables import OptOutRow, OutboxRow, SendingMinute

_log = log.get("claims")

LEASE = timedelta(seconds=30)
KEPT = timedelta(hours=1)
"""How long after it was handed over a final status is waited for: some carriers never send one."""
TRIAL_RATE = 0.1
ALARM_SECONDS = {True: 15.0, False: 120.0}
"""Until the next try, urgent or not, when the account is not set up: it may be put right meanwhile."""


class Leased(NamedTuple):
    """One row that this process alone may send until its lease ends."""

    id: str
    key: str
    kind: str
    channel: str
    language: str
    owner_kind: str
    owner_id: str
    owner_step: str
    opt_out_key: str
    to_place: str
    to_sealed: bytes
    body_sealed: bytes
    segments: int
    answer_path: str
    due_at: datetime
    expires_at: datetime
    tries: int
    maybe_duplicate: bool
    lease_owner: str

    @property
    def to(self) -> SealedNumber:
        """Whom it goes to."""
        return SealedNumber(AssociatedData.read(self.to_place), Box(self.to_sealed))

    @property
    def body(self) -> tuple[Box, AssociatedData]:
        """The words, and the place they open in."""
        return Box(self.body_sealed), body_place(self.key, self.to_place)

    @property
    def urgent(self) -> bool:
        """Whether somebody's safety waits for it."""
        return RULES[self.kind].priority == URGENT


class Result(NamedTuple):
    """One try that came to an end."""

    row: Leased
    outcome: Outcome
    chance: float = 0.0
    """In 0..1: spreads the next tries of those that failed together."""


# Statements are made once: making one costs a sender more than running it.
_ROWS: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_ALARMED = (
    select(SendingMinute.minute)
    .where(col(SendingMinute.minute) > bindparam("since"), col(SendingMinute.alarm_code) != 0)
    .limit(1)
)
_DUE = (
    select(_ROWS.c.id)
    .where(_ROWS.c.priority == bindparam("queue"), _ROWS.c.next_at <= bindparam("at"))
    .order_by(_ROWS.c.next_at)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(skip_locked=True)
)
_CLAIM = (
    update(_ROWS)
    .where(_ROWS.c.id.in_(bindparam("ids", expanding=True)))
    .values(
        state="claimed",
        # Begun before and its lease ended: it may be at the provider already.
        maybe_duplicate=case((_ROWS.c.state == "sending", True), else_=_ROWS.c.maybe_duplicate),
        lease_owner=bindparam("lease"),
        next_at=bindparam("until"),
        tries=_ROWS.c.tries + 1,
    )
    .returning(*[_ROWS.c[name] for name in Leased._fields])
)
_BEGIN = (
    update(_ROWS)
    .where(
        _ROWS.c.id.in_(bindparam("ids", expanding=True)),
        _ROWS.c.lease_owner.in_(bindparam("leases", expanding=True)),
        _ROWS.c.state == "claimed",
        _ROWS.c.next_at > bindparam("at"),
        _ROWS.c.expires_at > bindparam("at"),
        ~exists().where(col(OptOutRow.opt_out_key) == _ROWS.c.opt_out_key),
    )
    .values(state="sending", next_at=bindparam("until"))
    .returning(_ROWS.c.id, _ROWS.c.lease_owner)
)


def claim(session: Session, *priorities: int, limit: int, now: datetime, rate: float | None = None) -> list[Leased]:
    """At most `limit` rows due in these priorities, each claimed by whoever commits this transaction alone.

    Those of the first priority first, and of each the oldest. With a `rate`, in segments a second and shared by every
    process, no more of them than it allows by now.
    """
    if rate is None:
        return _claim(session, priorities, limit=limit, now=now)
    pace = _pace(session, rate, now)
    allowed = allowance(session, rate=pace, now=now)
    rows = _claim(session, priorities, limit=min(limit, allowed.segments), now=now)
    if rows:
        take(session, sum(row.segments for row in rows), allowed, rate=pace, now=now)
    return rows


def _pace(session: Session, rate: float, now: datetime) -> float:
    """A try every ten seconds while the account is not set up: enough to notice when it is."""
    broken = session.connection().execute(_ALARMED, {"since": now - timedelta(minutes=2)}).first()
    return rate if broken is None else min(rate, TRIAL_RATE)


def _claim(session: Session, priorities: Sequence[int], *, limit: int, now: datetime) -> list[Leased]:
    connection, ids = session.connection(), list[str]()
    # Two statements: inside the update, PostgreSQL may run the first one more than once and take more than `limit`.
    for priority in priorities:
        if len(ids) < limit:
            ids += connection.execute(_DUE, {"queue": priority, "at": now, "most": limit - len(ids)}).scalars()
    if not ids:
        return []
    values = {"ids": ids, "lease": secrets.token_urlsafe(9), "until": now + LEASE}
    rows = [Leased(*row) for row in connection.execute(_CLAIM, values)]
    return sorted(rows, key=lambda row: (RULES[row.kind].priority, row.due_at))


def start_sending(session: Session, rows: Sequence[Leased], now: datetime) -> list[Leased]:
    """Those of these rows that are to be sent this moment; what is late, stopped or no longer wanted is closed instead.

    An answer or a STOP that came in after the claim wins: everything is asked again, in the transaction that decides.
    """
    hopeful = [row for row in rows if _still_wanted(session, row, now)]
    if not hopeful:
        return []
    values = {
        "ids": [row.id for row in hopeful],
        "leases": list({row.lease_owner for row in hopeful}),
        "at": now,
        "until": now + LEASE,
    }
    # By the lease too: a row whose lease ended may be here twice, claimed anew by this same process.
    begun = {tuple(found) for found in session.connection().execute(_BEGIN, values)}
    for row in hopeful:
        if (row.id, row.lease_owner) not in begun:
            _refuse(session, row, now)
    return [row for row in hopeful if (row.id, row.lease_owner) in begun]


def _still_wanted(session: Session, row: Leased, now: datetime) -> bool:
    if row.maybe_duplicate and not RULES[row.kind].at_least_once:
        _close(session, row, now, outcome="assumed")
        return False
    wanted = STILL_WANTED.get(row.owner_kind)
    if wanted is None:
        # Nobody here can say: the lease is left to end, for a process that knows. Closing it could be a missed alarm.
        _log.error("outbox.owner_unknown", id=row.id, part=row.kind)
        return False
    if not wanted(session, row.owner_id, row.owner_step):
        _close(session, row, now, outcome="unwanted")
        return False
    return True


def _refuse(session: Session, row: Leased, now: datetime) -> None:
    """A row that could not be begun: late, stopped, or somebody else's by now and then left alone."""
    if row.expires_at <= now:
        _close(session, row, now, outcome="expired")
    elif session.get(OptOutRow, row.opt_out_key) is not None:
        _close(session, row, now, outcome="opted_out")


def record(session: Session, results: Sequence[Result], now: datetime) -> None:
    """What became of these tries is in the record, and their owners know; `tally` adds them to the minute's counts.

    An alarm is there at once: what is claimed next keeps to it.
    """
    alarms = [result.outcome.code for result in results if result.outcome.verdict == "config_alarm"]
    if alarms:
        count(session, now, tried=0, failed=0, alarm=alarms[-1])
    _handed_over(session, [result for result in results if result.outcome.verdict == "sent"], now)
    for result in results:
        if result.outcome.verdict != "sent":
            _not_sent(session, result, now)


def tally(session: Session, results: Sequence[Result], now: datetime) -> None:
    """These tries are in this minute's counts. Last in a transaction: who counts lets the others wait until its end."""
    results = [result for result in results if not is_rehearsal(result.row.owner_id)]
    if not results:
        return
    failed = sum(result.outcome.verdict not in _WENT for result in results)
    count(session, now, tried=len(results), failed=failed)


def _not_sent(session: Session, result: Result, now: datetime) -> None:
    row, outcome, chance = result
    match outcome.verdict:
        case "unknown" if RULES[row.kind].at_least_once:
            _again(session, row, now, after=wait(row.tries, urgent=True, chance=chance), repeat=True)
        case "unknown":
            _close(session, row, now, outcome="assumed", code=outcome.code)
        case "retry":
            after = outcome.after or wait(row.tries, urgent=row.urgent, chance=chance)
            _again(session, row, now, after=after, code=outcome.code)
        case "config_alarm":
            _again(session, row, now, after=ALARM_SECONDS[row.urgent], code=outcome.code)
        case "opted_out":
            insert_once(session, OptOutRow, opt_out_key=row.opt_out_key, at=now)
            _close(session, row, now, outcome="opted_out", code=outcome.code)
        case "filtered" if in_plain_words(session, *_leased_by_me(row, "sending"), now=now, code=outcome.code):
            pass
        case "permanent" | "capped":
            _close(session, row, now, outcome="failed", code=outcome.code)
        case verdict:
            _close(session, row, now, outcome=verdict, code=outcome.code)


_WENT = frozenset({"sent", "opted_out", "unusable", "filtered", "capped"})
"""Verdicts about one phone: the provider itself works."""


def _handed_over(session: Session, results: Sequence[Result], now: datetime) -> None:
    if not results:
        return
    values = [
        {"of": row.id, "lease": row.lease_owner, "sid": outcome.sid, "until": now + KEPT} for row, outcome, _ in results
    ]
    done = cast("CursorResult[object]", session.connection().execute(_HANDED_OVER, values)).rowcount
    missed = set() if done == len(results) else _not_handed_over(session, results)
    for row, outcome, _ in results:
        if row.id in missed:
            # Forgotten, or its status came first: what the provider holds is deleted all the same.
            leave_copy(session, outcome.sid, now=now)
        else:
            tell(session, row, DeliveryReport(row.kind, row.channel, "sent", 0, now))


_HANDED_OVER = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("of"), _ROWS.c.lease_owner == bindparam("lease"), _ROWS.c.state == "sending")
    .values(
        priority=HANDED_OVER, state="sent", outcome="sent", provider_sid=bindparam("sid"), next_at=bindparam("until")
    )
)


def _not_handed_over(session: Session, results: Sequence[Result]) -> set[str]:
    sids = {result.row.id: result.outcome.sid for result in results}
    kept = select(OutboxRow.id, OutboxRow.provider_sid, OutboxRow.state).where(col(OutboxRow.id).in_(sids))
    there = {id for id, sid, state in session.exec(kept).all() if state == "sent" and sid == sids[id]}
    return set(sids) - there


def _again(session: Session, row: Leased, now: datetime, *, after: float, code: int = 0, repeat: bool = False) -> None:
    next_at = now + timedelta(seconds=after)
    if next_at >= row.expires_at:
        _close(session, row, now, outcome="expired", code=code)
        return
    values = {"state": "waiting", "next_at": next_at, "lease_owner": "", "outcome_code": code}
    values |= {"maybe_duplicate": True} if repeat else {}
    session.connection().execute(update(OutboxRow).where(*_leased_by_me(row, "sending")).values(**values))


def in_plain_words(session: Session, *which: Any, now: datetime, code: int) -> bool:
    """Whether this row, which a carrier filtered, goes out again at once in plainer words: where it has some, and once.

    Its owner is told nothing yet. Without the mark of a repeat: the carrier has said that it did not arrive.
    """
    values = {
        "priority": URGENT,
        "state": "waiting",
        "next_at": now,
        "lease_owner": "",
        "maybe_duplicate": False,
        "status_rank": 0,
        "outcome_code": code,
        "body_sealed": col(OutboxRow.plain_sealed),
        "plain_sealed": None,
    }
    return _changed(session, update(OutboxRow).where(*which, col(OutboxRow.plain_sealed).is_not(None)).values(**values))


def _close(session: Session, row: Leased, now: datetime, *, outcome: str, code: int = 0) -> None:
    statement = update(OutboxRow).where(*_leased_by_me(row, "claimed", "sending"))
    if _changed(session, statement.values(**closed(now, outcome=outcome, code=code))):
        tell(session, row, DeliveryReport(row.kind, row.channel, outcome, code, now))


def _leased_by_me(row: Leased, *states: str) -> Sequence[Any]:
    return (
        col(OutboxRow.id) == row.id,
        col(OutboxRow.lease_owner) == row.lease_owner,
        col(OutboxRow.state).in_(states),
    )


class Owned(Protocol):
    """A row, as far as its owner is concerned."""

    @property
    def owner_kind(self) -> str:
        """Who owns it."""

    @property
    def owner_id(self) -> str:
        """Which of those."""

    @property
    def owner_step(self) -> str:
        """At which step it was wanted."""


def tell(session: Session, row: Owned, told: DeliveryReport) -> None:
    """The owner, if it listens, knows what became of its message."""
    hears = DELIVERY_LISTENERS.get(row.owner_kind)
    if hears is not None:
        hears(session, row.owner_id, row.owner_step, told)


def count(session: Session, now: datetime, *, tried: int, failed: int, alarm: int = 0) -> None:
    """So many more tries in this minute's counts."""
    minute = now.replace(second=0, microsecond=0)
    values = {"minute": minute, "tried": tried, "failed": failed, "alarm_code": alarm}
    session.connection().execute(_counting(session.get_bind().dialect.name), values)


@cache
def _counting(dialect: str) -> Any:
    made, minutes = insert_of(dialect, SendingMinute), SendingMinute.__table__.c  # type: ignore[attr-defined]
    alarm = made.excluded.alarm_code
    added: dict[str, Any] = {name: minutes[name] + made.excluded[name] for name in ("tried", "failed")}
    added |= {"alarm_code": case((alarm != 0, alarm), else_=minutes.alarm_code)}
    return made.on_conflict_do_update(index_elements=["minute"], set_=added)


def _changed(session: Session, statement: Any) -> bool:
    return cast("CursorResult[object]", session.connection().execute(statement)).rowcount == 1
