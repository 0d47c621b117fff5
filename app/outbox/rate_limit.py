"""How fast one sender may send, kept in SQL so that every process keeps to it together."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from app.store.insert import insert_once
from app.store.tables import SendingPulse

SPENT_UNTIL = "sender"
BURST_SECONDS = 2.5
"""A little more than the time between two sweeps: nothing is lost by looking only that often."""
HEADROOM = 0.9
"""Of the sender's limit: the rest is for replies by webhook and for whatever is urgent."""


class TokenBucket(NamedTuple):
    """How many segments may be sent by now, and the moment until which those sent so far reach."""

    segments: int
    spent_until: datetime


_SPENT = select(SendingPulse.at).where(col(SendingPulse.name) == SPENT_UNTIL).with_for_update()
_SPEND = (
    update(SendingPulse.__table__)  # type: ignore[attr-defined]
    .where(col(SendingPulse.name) == SPENT_UNTIL)
    .values(at=bindparam("until"))
)


def allowance(session: Session, *, rate: float, now: datetime) -> TokenBucket:
    """What may be sent by now; until the transaction ends nobody else may ask."""
    connection = session.connection()
    at = connection.execute(_SPENT).scalar()
    if at is None:
        insert_once(session, SendingPulse, name=SPENT_UNTIL, at=now - timedelta(seconds=BURST_SECONDS))
        at = connection.execute(_SPENT).scalar_one()
    free = min((now - at).total_seconds(), max(BURST_SECONDS, 1 / (rate * HEADROOM)))
    return TokenBucket(int(free * rate * HEADROOM + 1e-6), at)


def take(session: Session, segments: int, allowed: TokenBucket, *, rate: float, now: datetime) -> None:
    """These segments are sent, and time must pass before others are."""
    longest = max(BURST_SECONDS, 1 / (rate * HEADROOM))
    begun = max(allowed.spent_until, now - timedelta(seconds=longest))
    session.connection().execute(_SPEND, {"until": begun + timedelta(seconds=segments / (rate * HEADROOM))})
