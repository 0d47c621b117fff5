"""What everything here works with: the record, the clock, randomness, and the address passkeys are made for."""

from __future__ import annotations

import base64
import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime
from urllib.parse import urlsplit

from app.base import clock
from app.console.guard import OwnAddress
from app.store.database import Database, Transaction
from app.store.staff import trail


class AccountBook:
    """The staff tables of one database."""

    def __init__(
        self,
        database: Database,
        *,
        origin: str,
        now: Callable[[], datetime] = clock.unshifted,
        random: Callable[[int], bytes] = secrets.token_bytes,
    ) -> None:
        self._database, self.origin, self.now, self.random = database, origin, now, random
        self.reading, self.writing = database.reading, database.writing

    @property
    def host(self) -> str:
        """The name of the machine in a browser: what passkeys are bound to."""
        return urlsplit(self.origin).hostname or "localhost"

    def secret(self) -> str:
        """A new secret of 256 bits, as it stands in a link or cookie."""
        return base64.urlsafe_b64encode(self.random(32)).rstrip(b"=").decode()

    def note(self, session: Transaction, who: str, act: str, about: str = "") -> None:
        """The trail says so, in this transaction."""
        trail.append(session, at=self.now(), who=who, act=act, about=about)

    def close(self) -> None:
        """No connection stays open."""
        self._database.close()


def origin_of(address: OwnAddress, shown: str) -> str:
    """Scheme and host as a browser says them."""
    return address.public or shown


def mark(secret: str | bytes) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass") if isinstance(secret, str) else secret).hexdigest()
