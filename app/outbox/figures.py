"""How sending goes, in numbers: what waits, what became of what was sent, and whether phones are reached at all."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session, col, func, select

from app.outbox.messages import DONE, KEPT_HOURS, NUDGE, REHEARSAL, REPLY, URGENT
from app.store.tables import OutboxRow, SafetyCheckRow

LANES = {"urgent": URGENT, "reply": REPLY, "nudge": NUDGE}
WINDOW = timedelta(minutes=30)
FEWEST, SHARE = 3, 0.2
"""So many texts, and more than this share of those whose end is known, have to be lost before phones count as not reached."""
LATE = timedelta(seconds=10)
_LOST = ("filtered", "failed", "capped")
_KNOWN = ("delivered", "unusable", *_LOST)
"""Ends that say something of the way to a phone; a phone that is off (`unusable`) is no fault of the line."""


class Figures(NamedTuple):
    """One look at the record."""

    depth: dict[str, int]
    oldest: dict[str, float]
    """Seconds that the oldest due message of a lane has waited; 0 where none is due."""
    outcomes: dict[tuple[str, str, int], int]
    """(kind, outcome, provider's code) in the last day."""
    judged: int
    failed: int
    armed: int
    late: int


def figures(session: Session, now: datetime) -> Figures:
    """All of them. Rehearsals are left out."""
    judged, failed = reached(session, now)
    real = ~col(OutboxRow.owner_id).startswith(REHEARSAL)
    depth, oldest = {}, {}
    for name, lane in LANES.items():
        count = select(func.count()).select_from(OutboxRow).where(col(OutboxRow.priority) == lane, real)
        due = select(func.min(OutboxRow.next_at)).where(
            col(OutboxRow.priority) == lane, col(OutboxRow.next_at) <= now, real
        )
        first = session.exec(due).one()
        depth[name] = session.exec(count).one()
        oldest[name] = max(0.0, (now - first).total_seconds()) if first else 0.0
    grouped = (
        select(OutboxRow.kind, OutboxRow.outcome, OutboxRow.outcome_code, func.count())
        .where(col(OutboxRow.priority) == DONE, real)
        .group_by(col(OutboxRow.kind), col(OutboxRow.outcome), col(OutboxRow.outcome_code))
    )
    outcomes = {(kind, outcome, code): count for kind, outcome, code, count in session.exec(grouped).all()}
    checks = select(func.count()).select_from(SafetyCheckRow).where(col(SafetyCheckRow.state) != "closed")
    pretend = col(SafetyCheckRow.id).startswith(REHEARSAL)
    armed = session.exec(checks.where(~pretend)).one()
    late = session.exec(checks.where(col(SafetyCheckRow.next_at) < now - LATE)).one()
    return Figures(depth, oldest, outcomes, judged, failed, armed, late)


def reached(session: Session, now: datetime) -> tuple[int, int]:
    """Of how many texts the end is known since half an hour ago, and how many of those were lost on the way."""
    # A row that is done is kept for a day: its next moment says when it was closed.
    recent = col(OutboxRow.next_at) > now + timedelta(hours=KEPT_HOURS) - WINDOW
    grouped = (
        select(OutboxRow.outcome, func.count())
        .where(col(OutboxRow.priority) == DONE, recent, col(OutboxRow.channel) == "sms")
        .group_by(OutboxRow.outcome)
    )
    found = {outcome: count for outcome, count in session.exec(grouped).all() if outcome in _KNOWN}
    return sum(found.values()), sum(found.get(outcome, 0) for outcome in _LOST)


def phones_unreached(session: Session, now: datetime) -> bool:
    """Whether so much is filtered or lost that no text, and no alarm, can be counted on."""
    judged, failed = reached(session, now)
    return failed >= FEWEST and failed > judged * SHARE
