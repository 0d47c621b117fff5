"""How often somebody may try: so many failed sign-ins about one name, and from one address, in a quarter of an hour."""

from __future__ import annotations

from datetime import timedelta

from app.base.errors import PorchlightError
from app.console.access.book import AccountBook, mark
from app.store.staff import sessions

WINDOW = timedelta(minutes=15)
MOST_PER_NAME = 8
MOST_PER_ADDRESS = 30


class TooManyTriesError(PorchlightError):
    """There were too many tries. Wait a quarter of an hour, or use a passkey."""


class SignInLimits:
    """What failed lately, of which only hashes are kept."""

    def __init__(self, book: AccountBook) -> None:
        self._book = book

    def check(self, *, name: str = "", address: str = "") -> None:
        """Raises TooManyTriesError where this name or address has failed too often, whether or not anybody is called so."""
        now = self._book.now()
        with self._book.reading() as session:
            full = address and sessions.tries(session, _address(address), now=now) >= MOST_PER_ADDRESS
            if full or (name and sessions.tries(session, _name(name), now=now) >= MOST_PER_NAME):
                raise TooManyTriesError

    def failed(self, *, name: str = "", address: str = "") -> None:
        """One more try failed."""
        now = self._book.now()
        with self._book.writing() as session:
            for about in ([_name(name)] if name else []) + ([_address(address)] if address else []):
                sessions.failed(session, about, until=now + WINDOW, now=now)

    def fitted(self, *, name: str) -> None:
        """This name's failed tries count no more."""
        with self._book.writing() as session:
            sessions.forgive(session, _name(name))


def _name(name: str) -> str:
    return mark(f"name {name}")


def _address(address: str) -> str:
    return mark(f"address {address}")
