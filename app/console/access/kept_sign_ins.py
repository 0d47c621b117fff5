"""Who is signed in, in SQL: of each sign-in only a hash is kept; it can be listed and ended, and a change of role counts at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec

from app.console.access.book import AccountBook, mark
from app.console.flash import Flash
from app.console.roles import Role
from app.console.sign_in import IDLE, LINK_LASTS, LONGEST
from app.console.staff import Staff
from app.store.database import Transaction
from app.store.staff import accounts, passkeys, sessions
from app.store.tables import StaffInvite, StaffSessionRow

_NOTED = timedelta(minutes=1)
"""A sign-in in use is written down no oftener."""

FRESH = timedelta(minutes=15)
"""Who signed in so lately may change how they sign in, and make accounts."""


class OpenSignIn(msgspec.Struct, frozen=True):
    """One sign-in as its owner sees it."""

    name: str
    began: datetime
    used: datetime
    way: str
    browser: str


class KeptSignIns:
    """Links that open a session once, and sessions."""

    def __init__(self, book: AccountBook, *, name: str = "this machine") -> None:
        self._book, self._name = book, name

    def new_link(self) -> str:
        """The secret of a link that makes whoever has it a keeper for one session; an older one is void."""
        secret = self._book.secret()
        with self._book.writing() as session:
            sessions.void_invites(session, 0)
            session.add(StaffInvite(hash=mark(secret), name=self._name, until=self._book.now() + LINK_LASTS))
        return secret

    def take_link(self, link: str) -> None:
        """A link that was printed before this process began opens a session too, for as long as one made then does."""
        hashed, _, made = link.partition(":")
        if len(hashed) != 64 or not made.isdigit():
            return
        until = datetime.fromtimestamp(int(made), UTC) + LINK_LASTS
        with self._book.writing() as session:
            sessions.void_invites(session, 0)
            session.add(StaffInvite(hash=hashed, name=self._name, until=until))

    def open(self, secret: str, browser: str = "") -> str:
        """The id of a new session where the link is unused and in time; else an empty string."""
        with self._book.writing() as session:
            invite = sessions.take_invite(session, mark(secret), now=self._book.now())
            if invite is None:
                return ""
            account = accounts.one(session, invite.account) if invite.account else None
            if invite.account and (account is None or not account.active):
                return ""
            self._book.note(session, account.name if account else invite.name, "signed in", "by a link")
            return self._begin(session, invite.account, invite.name, way="link", browser=browser)

    def begin(self, account: int, *, way: str, browser: str = "") -> str:
        """The id of a new session of this account; empty where it is not active."""
        with self._book.writing() as session:
            row = accounts.one(session, account)
            if row is None or not row.active:
                return ""
            self._book.note(session, row.name, "signed in", way)
            return self._begin(session, account, "", way=way, browser=browser)

    def _begin(self, session: Transaction, account: int, name: str, *, way: str, browser: str) -> str:
        now, secret = self._book.now(), self._book.secret()
        sessions.clear(session, began=now - LONGEST, last_used=now - IDLE)
        row = StaffSessionRow(
            hash=mark(secret), account=account, name=name, began=now, used=now, way=way[:40], browser=browser[:40]
        )
        session.add(row)
        return secret

    def knows(self, session: str) -> Staff | None:
        """Whose session this is, while it is open: at most 12 hours old, and used within 30 minutes."""
        if not session:
            return None
        with self._book.reading() as reading:
            row = reading.get(StaffSessionRow, mark(session))
            now = self._book.now()
            if row is None or now - row.began > LONGEST or now - row.used > IDLE:
                return None
            staff = _staff(reading, row, fresh=now - row.began <= FRESH)
        if staff is not None and now - row.used > _NOTED:
            with self._book.writing() as writing:
                sessions.used(writing, row.hash, now)
        return staff

    def say(self, session: str, flash: Flash) -> None:
        """The next page of this session, known by its name, says so."""
        with self._book.writing() as writing:
            sessions.say(writing, session, msgspec.json.encode(flash).decode())

    def said(self, session: str) -> Flash | None:
        """What is to be said on this page; it is said once."""
        with self._book.reading() as reading:
            row = reading.get(StaffSessionRow, session)
        if row is None or not row.flash:
            return None
        with self._book.writing() as writing:
            sessions.say(writing, session, "")
        return msgspec.json.decode(row.flash, type=Flash)

    def end(self, session: str) -> None:
        """This session opens nothing any more."""
        with self._book.writing() as writing:
            sessions.end(writing, mark(session))

    def of(self, account: int) -> tuple[OpenSignIn, ...]:
        """The sign-ins of an account that are open, the newest first."""
        now = self._book.now()
        with self._book.reading() as reading:
            rows = sessions.of(reading, account)
        return tuple(
            OpenSignIn(row.hash, row.began, row.used, row.way, row.browser)
            for row in rows
            if now - row.began <= LONGEST and now - row.used <= IDLE
        )

    def end_one(self, staff: Staff, name: str) -> bool:
        """One of this person's own sign-ins is ended."""
        with self._book.writing() as writing:
            return bool(staff.account) and sessions.end(writing, name, account=staff.account)

    def end_others(self, staff: Staff) -> int:
        """All of this person's sign-ins but this one are ended; how many there were."""
        with self._book.writing() as writing:
            self._book.note(writing, staff.name, "sign-ins ended", "all others of their own")
            return sessions.end_all(writing, staff.account, but=staff.session) if staff.account else 0


def _staff(reading: Transaction, row: StaffSessionRow, *, fresh: bool) -> Staff | None:
    if not row.account:
        return Staff(row.name, Role.KEEPER, row.hash, fresh=fresh)
    account = accounts.one(reading, row.account)
    if account is None or not account.active:
        return None
    enrolled = bool(account.totp) or bool(passkeys.of(reading, row.account))
    return Staff(account.name, Role(account.role), row.hash, row.account, enrolled, fresh)
