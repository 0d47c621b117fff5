"""Who is signed in: one link that works once, and sessions of which only a hash is kept."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import msgspec

from app.console.flash import Flash
from app.console.roles import Role
from app.console.staff import Staff

LONGEST = timedelta(hours=12)
IDLE = timedelta(minutes=30)
LINK_LASTS = timedelta(minutes=30)
MOST_TRIES = 10
"""Wrong links after which the right one is void too: nobody guesses 256 bits, but a flood is not worth answering."""


class StaffSession(msgspec.Struct):
    """One sign-in: when it began and was last used."""

    began: datetime
    used: datetime
    staff: Staff
    flash: Flash | None = None


class SignIns:
    """The link and the sessions of one run; all of them end with the process."""

    def __init__(self, now: Callable[[], datetime], *, name: str = "this machine", role: Role = Role.KEEPER) -> None:
        self._now, self._name, self._role = now, name, role
        self._sessions: dict[str, StaffSession] = {}
        self._link = ""
        self._made = now()
        self._tries = 0

    def new_link(self) -> str:
        """The secret of a link that opens one session within half an hour; an older link is void."""
        secret = secrets.token_urlsafe(32)
        self._link, self._made, self._tries = _hash(secret), self._now(), 0
        return secret

    def take_link(self, link: str) -> None:
        """A link that was printed before this process began opens a session too, for as long as one made then does."""
        hashed, _, made = link.partition(":")
        if len(hashed) == 64 and made.isdigit():
            self._link, self._made, self._tries = hashed, datetime.fromtimestamp(int(made), UTC), 0

    def open(self, secret: str, browser: str = "") -> str:
        """The id of a new session where the link is the one that was made, unused and in time; else an empty string."""
        self._tries += 1
        fits = bool(self._link) and hmac.compare_digest(self._link, _hash(secret))
        if not fits or self._tries > MOST_TRIES or self._now() - self._made > LINK_LASTS:
            return ""
        self._link = ""
        return self.begin(self._name, self._role)

    def begin(self, name: str, role: Role) -> str:
        """The id of a new session of this person."""
        session = secrets.token_urlsafe(32)
        staff = Staff(name, role, session=_hash(session))
        self._sessions[staff.session] = StaffSession(began=self._now(), used=self._now(), staff=staff)
        return session

    def knows(self, session: str) -> Staff | None:
        """Whose session this is, while it is open: at most 12 hours old, and used within 30 minutes."""
        found = self._sessions.get(_hash(session))
        if found is None:
            return None
        now = self._now()
        if now - found.began > LONGEST or now - found.used > IDLE:
            self.end(session)
            return None
        found.used = now
        return found.staff

    def say(self, session: str, flash: Flash) -> None:
        """The next page of this session, known by its name, says so."""
        if session in self._sessions:
            self._sessions[session].flash = flash

    def said(self, session: str) -> Flash | None:
        """What is to be said on this page; it is said once."""
        found = self._sessions.get(session)
        flash = found.flash if found else None
        if found is not None:
            found.flash = None
        return flash

    def end(self, session: str) -> None:
        """This session opens nothing any more."""
        self._sessions.pop(_hash(session), None)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
