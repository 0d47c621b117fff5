"""What a restored backup must not break: who said FORGET ME, STOP or START in the last 30 days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

from sqlmodel import Session, col, delete, select

from app.privacy.pseudonyms import OptOutKey
from app.store.tables import PromiseRow

KEPT = timedelta(days=30)
Kind = Literal["forget", "stop", "start"]


def note(session: Session, kind: Kind, opt_out_key: OptOutKey, *, now: datetime, caller_key: str = "") -> None:
    """It will be kept again where an older backup is restored."""
    session.add(PromiseRow(kind=kind, caller_key=caller_key, opt_out_key=opt_out_key, at=now))


def clean(session: Session, now: datetime) -> None:
    """What is older than any backup is gone."""
    session.exec(delete(PromiseRow).where(col(PromiseRow.at) < now - KEPT))


def since(session: Session, at: datetime) -> Sequence[PromiseRow]:
    """What was said from then on, in the order it was said."""
    return session.exec(select(PromiseRow).where(col(PromiseRow.at) >= at).order_by(col(PromiseRow.at))).all()
