"""Everything about accounts in one hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from app.console.access.book import AccountBook
from app.console.access.kept_sign_ins import KeptSignIns
from app.console.access.limits import SignInLimits
from app.console.access.passkeys import Passkeys
from app.console.access.passwords import Passwords
from app.console.access.people import People
from app.console.access.staff_log import StaffLog

if TYPE_CHECKING:
    from argon2 import PasswordHasher


class Access(msgspec.Struct, frozen=True):
    """Accounts, and how staff come in."""

    book: AccountBook
    sign_ins: KeptSignIns
    people: People
    passkeys: Passkeys
    passwords: Passwords
    limits: SignInLimits
    log: StaffLog


def access_of(book: AccountBook, *, name: str = "this machine", hasher: PasswordHasher | None = None) -> Access:
    """All of it, of one record; `name` is what whoever comes by the machine's link is called."""
    limits = SignInLimits(book)
    return Access(
        book,
        KeptSignIns(book, name=name),
        People(book),
        Passkeys(book),
        Passwords(book, limits, hasher),
        limits,
        StaffLog(book),
    )
