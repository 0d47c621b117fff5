"""Accounts on a database of each kind, a clock that is set, and randomness that is known."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from app.console.access.all_of_it import Access, access_of
from app.console.access.book import AccountBook
from app.console.roles import Role
from app.console.staff import Staff
from app.store.database import Database

MACHINE = Staff("this machine", Role.KEEPER, "")


class SetClock:
    """Noon until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 26, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def on(self, **by: float) -> None:
        self.now += timedelta(**by)


def known_random() -> Callable[[int], bytes]:
    """Bytes that look random and are the same each time."""
    made = 0

    def random(size: int) -> bytes:
        nonlocal made
        made += 1
        return hashlib.shake_256(str(made).encode()).digest(size)

    return random


@pytest.fixture
def time() -> SetClock:
    return SetClock()


@pytest.fixture
def access(database: Database, time: SetClock) -> Access:
    book = AccountBook(database, origin="http://localhost:8010", now=time, random=known_random())
    return access_of(book, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def arrives(access: Access, name: str, role: Role) -> Staff:
    """This person, invited and signed in by their link."""
    session = access.sign_ins.open(access.people.invite(name, role, by=MACHINE))
    found = access.sign_ins.knows(session)
    assert found is not None
    return found
