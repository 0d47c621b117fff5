"""Small writes of many threads in few transactions: a commit waits for the disk, and one can wait for all of them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast

from sqlmodel import Session

from app.store.database import Database

T = TypeVar("T")


class _Ticket:
    def __init__(self, work: Callable[[Session], Any]) -> None:
        self.work = work
        self.done = False
        self.answer: Any = None
        self.raised: Exception | None = None


class Grouped:
    """Whoever comes while a transaction is being written waits, and is in the next one together with all who wait."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._turn = threading.Lock()
        self._door = threading.Lock()
        self._waiting: list[_Ticket] = []

    def do(self, work: Callable[[Session], T]) -> T:
        """What `work` answered; it is committed. Raises what it, or the database, raised for it."""
        ticket = _Ticket(work)
        with self._door:
            self._waiting.append(ticket)
        with self._turn:
            if not ticket.done:
                with self._door:
                    batch, self._waiting = self._waiting, []
                self._write(batch)
        if ticket.raised is not None:
            raise ticket.raised
        return cast("T", ticket.answer)

    def _write(self, batch: list[_Ticket]) -> None:
        try:
            self._together(batch)
        except Exception as error:
            if len(batch) == 1:
                batch[0].raised = error
            for ticket in batch if len(batch) > 1 else ():
                self._write([ticket])  # one that cannot be written does not keep the others from it
        for ticket in batch:
            ticket.done = True

    def _together(self, batch: list[_Ticket]) -> None:
        with self._database.writing() as session:
            for ticket in batch:
                ticket.answer = ticket.work(session)
