"""What the provider says later about a message it took: forward only, whatever order it says it in."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple, Protocol

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from app.base import log
from app.channels.results import ARRIVED, FINAL, RANKS, Verdict, wait
from app.outbox.leases import KEPT, count, in_plain_words, tell
from app.outbox.messages import HANDED_OVER, KEPT_HOURS, RULES, URGENT, DeliveryReport, closed, leave_copy
from app.store.insert import insert_once
from app.store.tables import OptOutRow, OutboxRow

_log = log.get("statuses")


class VerdictOf(Protocol):
    """What a code of the provider's means for a message that was tried this often."""

    def __call__(self, code: int, *, tries: int) -> Verdict:
        """Its verdict."""


class _Row(NamedTuple):
    """What is asked of a row when a report comes."""

    id: str
    kind: str
    channel: str
    owner_kind: str
    owner_id: str
    owner_step: str
    opt_out_key: str
    state: str
    status_rank: int
    tries: int
    provider_sid: str
    expires_at: datetime


# Statements are made once: making one costs more than running it, and every message that is sent has two reports.
_ROWS: Any = OutboxRow.__table__  # type: ignore[attr-defined]
_ONE = select(*[_ROWS.c[name] for name in _Row._fields]).where(_ROWS.c.id == bindparam("of")).with_for_update()
_KNOWN = select(_ROWS.c.state, _ROWS.c.provider_sid).where(_ROWS.c.id == bindparam("of"))
_TAKEN = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("of"))
    .values(
        priority=HANDED_OVER,
        state="sent",
        next_at=bindparam("until"),
        provider_sid=bindparam("sid"),
        status_rank=bindparam("along"),
    )
)
_DONE = (
    update(_ROWS)
    .where(_ROWS.c.id == bindparam("of"))
    .values(
        closed(datetime.min.replace(tzinfo=UTC), outcome="")
        | {
            "next_at": bindparam("until"),
            "outcome": bindparam("told"),
            "outcome_code": bindparam("because"),
            "status_rank": FINAL,
        }
    )
)


def moved(
    session: Session,
    id: str,
    *,
    sid: str,
    status: str,
    code: int,
    verdict: VerdictOf,
    now: datetime,
    chance: float = 0.5,
) -> bool:
    """Whether this status was news: the row is as far along as the provider says, and done when that is final.

    The row is found by our own id, which the callback's address carries: a status may come before the answer to the
    request that it is about, and after a sender that died without hearing that answer.
    """
    rank = RANKS.get(status, 0)
    found = session.connection().execute(_ONE, {"of": id}).first() if rank else None
    row = _Row(*found) if found else None
    if row is None or row.state == "done" or rank <= row.status_rank:
        if rank >= FINAL:
            leave_copy(session, sid, now=now)
        return False
    if (row.provider_sid == sid) != (row.state == "sent"):
        # About an earlier try of a row that is sent again: too late to matter, but it has left a copy.
        if rank >= FINAL:
            leave_copy(session, sid, now=now)
        return False
    if rank < FINAL:
        session.connection().execute(_TAKEN, {"of": id, "until": now + KEPT, "sid": sid, "along": rank})
        return True
    leave_copy(session, sid, now=now)
    _finish(session, row, status, code=code, verdict_of=verdict, now=now, chance=chance)
    return True


def handed_over(session: Session, id: str, *, sid: str) -> bool:
    """Whether this row is known to be at the provider under this id of the provider's, or done."""
    found = session.connection().execute(_KNOWN, {"of": id}).first()
    return found is not None and (found[0] == "done" or tuple(found) == ("sent", sid))


def _finish(
    session: Session, row: _Row, status: str, *, code: int, verdict_of: VerdictOf, now: datetime, chance: float
) -> None:
    rule = RULES[row.kind]
    if status in ARRIVED:
        _done(session, row, now, outcome="delivered")
        return
    if row.channel == "voice":
        # Busy, not answered, not reached: whoever wanted the call decides on the next one.
        _done(session, row, now, outcome="failed", code=code)
        return
    verdict = verdict_of(code, tries=row.tries)
    after = timedelta(seconds=wait(row.tries, urgent=rule.priority == URGENT, chance=chance))
    if verdict == "retry" and now + after < row.expires_at:
        again = {
            "priority": rule.priority,
            "state": "waiting",
            "next_at": now + after,
            "status_rank": 0,
            "lease_owner": "",
        }
        session.connection().execute(update(_ROWS).where(_ROWS.c.id == row.id).values(again))
        return
    if verdict == "filtered":
        _log.warning("outbox.filtered", id=row.id, part=row.kind, code=code)
        if in_plain_words(session, col(OutboxRow.id) == row.id, now=now, code=code):
            return
    if verdict == "config_alarm":
        count(session, now, tried=1, failed=1, alarm=code)
    if verdict == "opted_out":
        insert_once(session, OptOutRow, opt_out_key=row.opt_out_key, at=now)
    named = verdict if verdict in ("opted_out", "unusable", "filtered") else "failed"
    _done(session, row, now, outcome=named, code=code)


def _done(session: Session, row: _Row, now: datetime, *, outcome: str, code: int = 0) -> None:
    until = now + timedelta(hours=KEPT_HOURS)
    session.connection().execute(_DONE, {"of": row.id, "until": until, "told": outcome, "because": code})
    tell(session, row, DeliveryReport(row.kind, row.channel, outcome, code, now))
