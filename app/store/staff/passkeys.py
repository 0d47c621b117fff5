"""Passkeys as rows, and the challenges they sign."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col, select

from app.store.tables import StaffChallenge, StaffPasskey


def of(session: Session, account: int) -> list[StaffPasskey]:
    """The passkeys of an account, oldest first."""
    query = select(StaffPasskey).where(StaffPasskey.account == account)
    return list(session.exec(query.order_by(col(StaffPasskey.id))))


def by_credential(session: Session, credential: str) -> StaffPasskey | None:
    """The passkey of this name."""
    return session.exec(select(StaffPasskey).where(StaffPasskey.credential == credential).with_for_update()).first()


def with_any(session: Session) -> set[int]:
    """Accounts that have one."""
    return set(session.exec(select(StaffPasskey.account).distinct()))


def challenge(session: Session, row: StaffChallenge, *, now: datetime) -> None:
    """These bytes may be signed, once, for this purpose; those that are too old are gone."""
    session.connection().execute(delete(StaffChallenge).where(col(StaffChallenge.until) < now))
    session.add(row)
    session.flush()


def answered(session: Session, challenge_hash: str, *, holder: str, purpose: str, now: datetime) -> bool:
    """The challenge is used up; False where it was not made for this, by this session, or not lately."""
    done = session.connection().execute(
        delete(StaffChallenge).where(
            col(StaffChallenge.hash) == challenge_hash,
            col(StaffChallenge.session) == holder,
            col(StaffChallenge.purpose) == purpose,
            col(StaffChallenge.until) >= now,
        )
    )
    return done.rowcount == 1
