"""An outbox with its sender, on SQLite and PostgreSQL, and a provider that does as it is told."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import Session, select

from app.channels.base import Letter
from app.channels.results import Outcome
from app.outbox import leases, messages
from app.outbox.delivery import ALL_PRIORITIES, Delivery
from app.outbox.leases import Leased
from app.outbox.messages import Owner, Send
from app.privacy.pseudonyms import OptOutKey, Pseudonyms
from app.privacy.sealing import AssociatedData, Seal, make_seal
from app.privacy.unsealing import Unsealer
from app.store.database import Database, open_database
from app.store.tables import OutboxRow
from tests.fixed_clock import FixedClock

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
KEY = bytes(range(7, 39))
ANNA, BEN = "+13125550123", "+13125550142"


class FakeSends:
    """A provider's answers in order, then success for ever."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []
        self.answers: list[Outcome] = []
        self.deleted: list[str] = []
        self.keeps: set[str] = set()
        self.meanwhile: Callable[[Letter], object] | None = None
        self._lock = threading.Lock()

    def send(self, letter: Letter) -> Outcome:
        if self.meanwhile is not None:
            self.meanwhile(letter)
        with self._lock:
            self.letters.append(letter)
            return self.answers.pop(0) if self.answers else Outcome("sent", sid=f"SM{len(self.letters):032x}")

    def delete(self, sid: str) -> bool:
        self.deleted.append(sid)
        return sid not in self.keeps


class Post:
    """Everything that goes out, with a clock that stands still."""

    def __init__(self, url: str) -> None:
        self.database: Database = open_database(url, statement_seconds=5)
        self.clock = FixedClock(NOON)
        self.names = Pseudonyms(KEY)
        self.seal: Seal = make_seal(public="", key=KEY)
        self.sends = FakeSends()
        self.delivery = self.new_delivery()

    def new_delivery(self, *, rate: float = 1000.0, **named: Any) -> Delivery:
        given: dict[str, Any] = {
            "database": self.database,
            "sender": self.sends,
            "opener": Unsealer([KEY]),
            "names": self.names,
            "clock": self.clock,
            "rate": rate,
            "chance": lambda: 0.0,
        }
        return Delivery(**(given | named))

    def letter(self, key: str = "k", *, to: str = ANNA, **changes: Any) -> Send:
        values: dict[str, Any] = {
            "key": key,
            "kind": "nudge",
            "owner": Owner("once", "a", "1"),
            "to": self.seal.number(to, AssociatedData("check_in", "a", "number")),
            "opt_out_key": self.names.optout_key(to),
            "body": "Hi, checking in. Reply 1 if all good.",
            "due_at": self.clock(),
        }
        return Send(**(values | changes))

    def put(self, key: str = "k", **changes: Any) -> bool:
        with self.database.writing() as session:
            return messages.put(session, self.seal, self.letter(key, **changes))

    def go(self, **later: float) -> list[Letter]:
        """What leaves now, or after this much time."""
        self.clock.at += timedelta(**later)
        before = len(self.sends.letters)
        self.delivery.sweep(self.clock())
        self.delivery.deliver(ALL_PRIORITIES)
        return self.sends.letters[before:]

    def row(self, key: str = "k") -> OutboxRow:
        with self.database.reading() as session:
            return session.exec(select(OutboxRow).where(OutboxRow.key == key)).one()

    def write(self, work: Callable[[Session], Any]) -> Any:
        with self.database.writing() as session:
            return work(session)

    def key_of(self, number: str) -> OptOutKey:
        return self.names.optout_key(number)


def claim(post: Post, priority: int) -> list[Leased]:
    """What a sender that then dies has claimed."""
    with post.database.writing() as session:
        return leases.claim(session, priority, limit=9, now=post.clock())


@pytest.fixture
def post(database_url: str) -> Iterator[Post]:
    owners = dict(messages.STILL_WANTED)
    opened = Post(database_url)
    yield opened
    opened.delivery.close()
    messages.STILL_WANTED.clear()
    messages.STILL_WANTED.update(owners)
