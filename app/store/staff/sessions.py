"""Sign-ins, the links that open one, and tries that failed, as rows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from app.store.tables import StaffInvite, StaffSessionRow, StaffTry


def of(session: Session, account: int) -> list[StaffSessionRow]:
    """The sign-ins of an account, the newest first."""
    query = select(StaffSessionRow).where(StaffSessionRow.account == account)
    return list(session.exec(query.order_by(col(StaffSessionRow.began).desc())))


def used(session: Session, name: str, at: datetime) -> None:
    """The sign-in was used then."""
    session.connection().execute(update(StaffSessionRow).where(col(StaffSessionRow.hash) == name).values(used=at))


def say(session: Session, name: str, flash: str) -> None:
    """The next page of this sign-in says so."""
    session.connection().execute(update(StaffSessionRow).where(col(StaffSessionRow.hash) == name).values(flash=flash))


def end(session: Session, name: str, *, account: int | None = None) -> bool:
    """The sign-in opens nothing any more; with an account, only where it is that account's."""
    gone = delete(StaffSessionRow).where(col(StaffSessionRow.hash) == name)
    if account is not None:
        gone = gone.where(col(StaffSessionRow.account) == account)
    return session.connection().execute(gone).rowcount == 1


def end_all(session: Session, account: int, *, but: str = "") -> int:
    """None of an account's sign-ins opens anything any more, but this one; how many there were."""
    gone = delete(StaffSessionRow).where(col(StaffSessionRow.account) == account, col(StaffSessionRow.hash) != but)
    return session.connection().execute(gone).rowcount


def clear(session: Session, *, began: datetime, last_used: datetime) -> None:
    """Sign-ins that began before, or were last used before, are gone."""
    old = (col(StaffSessionRow.began) < began) | (col(StaffSessionRow.used) < last_used)
    session.connection().execute(delete(StaffSessionRow).where(old))


def take_invite(session: Session, invite: str, *, now: datetime) -> StaffInvite | None:
    """The link of this hash, which is void from now on; None where there is none in time."""
    found = session.exec(select(StaffInvite).where(StaffInvite.hash == invite).with_for_update()).first()
    if found is not None:
        session.delete(found)
        session.flush()
    return found if found is not None and found.until >= now else None


def invited(session: Session, *, now: datetime) -> set[int]:
    """Accounts for which a link is open."""
    return set(session.exec(select(StaffInvite.account).where(col(StaffInvite.until) >= now)))


def void_invites(session: Session, account: int) -> None:
    """No link for this account opens anything."""
    session.connection().execute(delete(StaffInvite).where(col(StaffInvite.account) == account))


def tries(session: Session, about: str, *, now: datetime) -> int:
    """How often a sign-in about this failed lately."""
    query = select(func.count()).select_from(StaffTry).where(StaffTry.about == about, col(StaffTry.until) >= now)
    return session.exec(query).one()


def failed(session: Session, about: str, *, until: datetime, now: datetime) -> None:
    """One more failed."""
    session.connection().execute(delete(StaffTry).where(col(StaffTry.until) < now))
    session.add(StaffTry(about=about, until=until))
    session.flush()


def forgive(session: Session, about: str) -> None:
    """What failed about this counts no more."""
    session.connection().execute(delete(StaffTry).where(col(StaffTry.about) == about))
