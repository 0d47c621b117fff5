"""How fast one sender may send, kept in SQL so that every process keeps to it together."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session

from app.store.insert import insert_once
from app.store.tables import SendingPulse

SPENT_UNTIL = "sender"
BURST_SECONDS = 2.5
"""A little more than the time between two sweeps: nothing is lost by looking only that often."""
HEADROOM = 0.9
"""Of the sender's limit: the rest is for replies by webhook and for whatever is urgent."""


def allowance(session: Session, *, rate: float, now: datetime) -> int:
    """How many segments may be sent by now; until the transaction ends nobody else may ask."""
    row = session.get(SendingPulse, SPENT_UNTIL, with_for_update=True, populate_existing=True)
    if row is None:
        insert_once(session, SendingPulse, name=SPENT_UNTIL, at=now - timedelta(seconds=BURST_SECONDS))
        row = session.get_one(SendingPulse, SPENT_UNTIL, with_for_update=True, populate_existing=True)
    free = min((now - row.at).total_seconds(), max(BURST_SECONDS, 1 / (rate * HEADROOM)))
    return int(free * rate * HEADROOM + 1e-6)


def spend(session: Session, segments: int, *, rate: float, now: datetime) -> None:
    """These segments are sent, and time must pass before others are."""
    row = session.get_one(SendingPulse, SPENT_UNTIL)
    longest = max(BURST_SECONDS, 1 / (rate * HEADROOM))
    row.at = max(row.at, now - timedelta(seconds=longest)) + timedelta(seconds=segments / (rate * HEADROOM))
    session.flush()
