"""Texts that were asked for on one call: rows of the outbox that name the call, and nobody."""

from __future__ import annotations

from sqlmodel import col, select

from app.privacy import CallKey
from app.store.database import Transaction
from app.store.outbox import Owner
from app.store.tables import OutboxRow

NEVER_COMES = ("unusable", "opted_out", "filtered")


def owner_of(call: CallKey, step: int) -> Owner:
    """Whose text it is that was asked for at this step of this call."""
    return Owner("once", call, str(step))


def asked_at(session: Transaction, call: CallKey) -> dict[str, str]:
    """The steps of this call at which a text was asked for, and what became of it so far."""
    mine = (col(OutboxRow.owner_kind) == "once") & (col(OutboxRow.owner_id) == call)
    rows = session.exec(select(OutboxRow.owner_step, OutboxRow.outcome).where(mine)).all()
    return {row[0]: row[1] for row in rows}
