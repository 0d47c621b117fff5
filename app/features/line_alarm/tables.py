"""Where illnesses of the line are kept: as pulses, which hold a name of ours and a time."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import col, delete, select

from app.features.line_alarm.rules import Illness
from app.outbox import messages
from app.store.database import Transaction
from app.store.insert import insert_once
from app.store.tables import SendingPulse

_SINCE, _WELL = "ill:", "well:"


def known(session: Transaction, part: str) -> Illness | None:
    """What is known of this part; None while it is healthy."""
    since = _at(session, _SINCE + part)
    return Illness(since, _at(session, _WELL + part)) if since is not None else None


def keep(session: Transaction, part: str, illness: Illness | None) -> None:
    """This is what is known from now on."""
    gone = [_WELL + part] if illness is not None else [_WELL + part, _SINCE + part]
    if illness is None or illness.well_since is None:
        session.exec(delete(SendingPulse).where(col(SendingPulse.name).in_(gone)))
    if illness is not None:
        insert_once(session, SendingPulse, name=_SINCE + part, at=illness.since)
        if illness.well_since is not None:
            insert_once(session, SendingPulse, name=_WELL + part, at=illness.well_since)


def looked(session: Transaction, name: str, now: datetime) -> None:
    """This was looked at now."""
    messages.beat(session, name, now)


def _at(session: Transaction, name: str) -> datetime | None:
    return session.exec(select(SendingPulse.at).where(SendingPulse.name == name)).first()
