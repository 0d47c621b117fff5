"""Accounts as rows, with the recovery codes of each."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import delete, func, update
from sqlmodel import Session, col, select

from app.store.tables import StaffAccount, StaffPasskey, StaffRecoveryCode

KEEPER = 4
"""The highest role: `app.console.roles`."""


def one(session: Session, account: int) -> StaffAccount | None:
    """The account of this number."""
    return session.get(StaffAccount, account)


def by_person(session: Session, person: str) -> StaffAccount | None:
    """The account of this name, folded."""
    return session.exec(select(StaffAccount).where(StaffAccount.person == person)).first()


def by_handle(session: Session, handle: str) -> StaffAccount | None:
    """The account a passkey calls so."""
    return session.exec(select(StaffAccount).where(StaffAccount.handle == handle)).first()


def every(session: Session) -> list[StaffAccount]:
    """All of them, by name."""
    return list(session.exec(select(StaffAccount).order_by(StaffAccount.person)))


def able(session: Session, *, role: int) -> set[int]:
    """Accounts of at least this role that are active and can sign in by themselves."""
    passkeys = select(StaffPasskey.account)
    query = select(StaffAccount.id).where(col(StaffAccount.active), col(StaffAccount.role) >= role)
    signs_in = (col(StaffAccount.totp) != "") | col(StaffAccount.id).in_(passkeys)
    return {found for found in session.exec(query.where(signs_in)) if found is not None}


def keepers(session: Session) -> set[int]:
    """Accounts that may do everything, and can sign in by themselves."""
    return able(session, role=KEEPER)


def take_step(session: Session, account: int, step: int) -> bool:
    """This half minute's code is used up from now on; False where it, or a later one, was before."""
    done = session.connection().execute(
        update(StaffAccount)
        .where(col(StaffAccount.id) == account, col(StaffAccount.totp_step) < step)
        .values(totp_step=step)
    )
    return done.rowcount == 1


def keep_codes(session: Session, account: int, hashes: Iterable[str]) -> None:
    """These are the account's recovery codes, and no others."""
    session.connection().execute(delete(StaffRecoveryCode).where(col(StaffRecoveryCode.account) == account))
    for one_hash in hashes:
        session.add(StaffRecoveryCode(hash=one_hash, account=account))
    session.flush()


def take_code(session: Session, account: int, code_hash: str) -> bool:
    """The code is used up; False where it is none of this account's."""
    done = session.connection().execute(
        delete(StaffRecoveryCode).where(
            col(StaffRecoveryCode.hash) == code_hash, col(StaffRecoveryCode.account) == account
        )
    )
    return done.rowcount == 1


def codes_left(session: Session, account: int) -> int:
    """How many recovery codes the account has."""
    query = select(func.count()).select_from(StaffRecoveryCode).where(StaffRecoveryCode.account == account)
    return session.exec(query).one()
