"""People of staff: invited by a link, given a role, taken out; the last keeper who can sign in stays one."""

from __future__ import annotations

import base64
from datetime import timedelta

import msgspec

from app.base.errors import PorchlightError
from app.console.access.book import AccountBook, mark
from app.console.roles import Role
from app.console.staff import Staff
from app.release.approvals import person
from app.store.database import Transaction
from app.store.staff import accounts, passkeys, sessions, trail
from app.store.tables import StaffAccount, StaffInvite

INVITE_LASTS = timedelta(hours=48)


class NameTakenError(PorchlightError):
    """Somebody of staff is called so already. Releases tell people apart by their names: add a second name."""


class NoNameError(PorchlightError):
    """A person needs a name that releases and the log can call them. Write it in, up to 80 letters."""


class LastKeeperError(PorchlightError):
    """This is the last keeper who can sign in. Make somebody else a keeper first."""


class NoSuchPersonError(PorchlightError):
    """There is no such person. Go back to the list."""


class StaffPerson(msgspec.Struct, frozen=True):
    """One person as keepers see them."""

    id: int
    name: str
    role: Role
    active: bool
    passkeys: int
    password: bool
    codes: int
    invited: bool
    signed_in: int
    """How many sign-ins are open."""


class People:
    """All accounts."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def every(self) -> tuple[StaffPerson, ...]:
        """Everybody, by name."""
        with self._book.reading() as session:
            invited = sessions.invited(session, now=self._book.now())
            return tuple(_view(session, row, invited) for row in accounts.every(session))

    def one(self, account: int) -> StaffPerson:
        """One of them. Raises NoSuchPersonError."""
        with self._book.reading() as session:
            return _view(session, _row(session, account), sessions.invited(session, now=self._book.now()))

    def invite(self, name: str, role: Role, *, by: Staff) -> str:
        """The secret of the link with which this new person comes in, once, within two days."""
        name = " ".join(name.split())
        if not name or len(name) > 80 or not name.isprintable() or not person(name):
            raise NoNameError
        handle = base64.urlsafe_b64encode(self._book.random(32)).rstrip(b"=").decode()
        with self._book.writing() as session:
            trail.lock(session)
            if accounts.by_person(session, person(name)) is not None:
                raise NameTakenError
            row = StaffAccount(name=name, person=person(name), role=role, handle=handle, made_at=self._book.now())
            session.add(row)
            session.flush()
            self._book.note(session, by.name, "invited", f"{name} as {role.word}")
            return self._link(session, row.id or 0)

    def link(self, account: int, *, by: Staff) -> str:
        """The secret of a link for somebody who lost what they signed in with; an older one is void."""
        with self._book.writing() as session:
            row = _row(session, account)
            self._book.note(session, by.name, "link made", f"for {row.name}")
            return self._link(session, account)

    def _link(self, session: Transaction, account: int) -> str:
        secret = self._book.secret()
        sessions.void_invites(session, account)
        session.add(StaffInvite(hash=mark(secret), account=account, until=self._book.now() + INVITE_LASTS))
        session.flush()
        return secret

    def change_role(self, account: int, role: Role, *, by: Staff) -> Role:
        """The person has this role from their next press on; which they had. Raises LastKeeperError."""
        with self._book.writing() as session:
            trail.lock(session)
            row = _row(session, account)
            before = Role(row.role)
            if role < Role.KEEPER:
                _not_the_last(session, account)
            if role != before:
                row.role = role
                session.add(row)
                self._book.note(session, by.name, "role changed", f"{row.name}: {before.word} to {role.word}")
            return before

    def take_out(self, account: int, *, by: Staff) -> None:
        """The person's sign-ins are ended and none begins, until they are taken back. Raises LastKeeperError."""
        with self._book.writing() as session:
            trail.lock(session)
            row = _row(session, account)
            _not_the_last(session, account)
            row.active = False
            session.add(row)
            sessions.end_all(session, account)
            sessions.void_invites(session, account)
            self._book.note(session, by.name, "taken out", row.name)

    def take_back(self, account: int, *, by: Staff) -> None:
        """The person may sign in again, with what they had."""
        with self._book.writing() as session:
            row = _row(session, account)
            row.active = True
            session.add(row)
            self._book.note(session, by.name, "taken back", row.name)

    def end_sign_ins(self, account: int, *, by: Staff) -> int:
        """All of the person's sign-ins are ended; how many there were."""
        with self._book.writing() as session:
            row = _row(session, account)
            self._book.note(session, by.name, "sign-ins ended", row.name)
            return sessions.end_all(session, account)

    def keepers(self) -> int:
        """How many keepers can sign in by themselves."""
        with self._book.reading() as session:
            return len(accounts.keepers(session))

    def approvers(self) -> int:
        """How many can approve and sign in by themselves."""
        with self._book.reading() as session:
            return len(accounts.able(session, role=Role.APPROVER))


def _not_the_last(session: Transaction, account: int) -> None:
    if accounts.keepers(session) == {account}:
        raise LastKeeperError


def _row(session: Transaction, account: int) -> StaffAccount:
    row = accounts.one(session, account)
    if row is None:
        raise NoSuchPersonError
    return row


def _view(session: Transaction, row: StaffAccount, invited: set[int]) -> StaffPerson:
    account = row.id or 0
    return StaffPerson(
        id=account, name=row.name, role=Role(row.role), active=row.active, passkeys=len(passkeys.of(session, account)),
        password=bool(row.totp), codes=accounts.codes_left(session, account), invited=account in invited,
        signed_in=len(sessions.of(session, account)),
    )  # fmt: skip
