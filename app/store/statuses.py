"""What the provider says later about a message it took: forward only, whatever order it says it in."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select, update

from app import log
from app.outcomes import ARRIVED, FINAL, RANKS, meaning, wait
from app.store.claims import KEPT, count, in_plain_words, tell
from app.store.insert import insert_once
from app.store.outbox import HANDED_OVER, RULES, URGENT, Told, closed, leave_copy
from app.store.tables import OptOut, OutboxRow

_log = log.get("statuses")


def moved(session: Session, id: str, *, sid: str, status: str, code: int, now: datetime, chance: float = 0.5) -> bool:
    """Whether this status was news: the row is as far along as the provider says, and done when that is final.

    The row is found by our own id, which the callback's address carries: a status may come before the answer to the
    request that it is about, and after a sender that died without hearing that answer.
    """
    rank = RANKS.get(status, 0)
    row = session.exec(select(OutboxRow).where(col(OutboxRow.id) == id).with_for_update()).first() if rank else None
    if row is None or row.state == "done" or rank <= row.rank:
        if rank >= FINAL:
            leave_copy(session, sid, now=now)
        return False
    if (row.provider_sid == sid) != (row.state == "sent"):
        # About an earlier try of a row that is sent again: too late to matter, but it has left a copy.
        if rank >= FINAL:
            leave_copy(session, sid, now=now)
        return False
    if rank < FINAL:
        _set(session, row, lane=HANDED_OVER, state="sent", next_at=now + KEPT, provider_sid=sid, rank=rank)
        return True
    leave_copy(session, sid, now=now)
    _finish(session, row, status, code=code, now=now, chance=chance)
    return True


def handed_over(session: Session, id: str, *, sid: str) -> bool:
    """Whether this row is known to be at the provider under this id of the provider's, or done."""
    found = session.exec(select(OutboxRow.state, OutboxRow.provider_sid).where(col(OutboxRow.id) == id)).first()
    return found is not None and (found[0] == "done" or tuple(found) == ("sent", sid))


def _finish(session: Session, row: OutboxRow, status: str, *, code: int, now: datetime, chance: float) -> None:
    rule = RULES[row.kind]
    if status in ARRIVED:
        _done(session, row, now, outcome="delivered")
        return
    if row.channel == "voice":
        # Busy, not answered, not reached: whoever wanted the call decides on the next one.
        _done(session, row, now, outcome="failed", code=code)
        return
    verdict = meaning(code, tries=row.tries)
    after = timedelta(seconds=wait(row.tries, urgent=rule.lane == URGENT, chance=chance))
    if verdict == "retry" and now + after < row.expires_at:
        _set(session, row, lane=rule.lane, state="waiting", next_at=now + after, rank=0, lease_owner="")
        return
    if verdict == "filtered":
        _log.warning("outbox.filtered", id=row.id, part=row.kind, code=code)
        if in_plain_words(session, col(OutboxRow.id) == row.id, now=now, code=code):
            return
    if verdict == "config_alarm":
        count(session, now, tried=1, failed=1, alarm=code)
    if verdict == "opted_out":
        insert_once(session, OptOut, hmac=row.opt_out_key, at=now)
    named = verdict if verdict in ("opted_out", "unusable", "filtered") else "failed"
    _done(session, row, now, outcome=named, code=code)


def _done(session: Session, row: OutboxRow, now: datetime, *, outcome: str, code: int = 0) -> None:
    _set(session, row, **closed(now, outcome=outcome, code=code), rank=FINAL)
    tell(session, row, Told(row.kind, row.channel, outcome, code, now))


def _set(session: Session, row: OutboxRow, **values: object) -> None:
    session.connection().execute(update(OutboxRow).where(col(OutboxRow.id) == row.id).values(**values))
