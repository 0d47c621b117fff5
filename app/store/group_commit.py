"""Small writes of many threads in few transactions: a commit waits for the disk, and one can wait for all of them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from sqlmodel import Session

from app.store.database import Database

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Write = Callable[[Session, Sequence[Item]], Sequence[Answer]]
"""Writes all these items, and answers each in the same order."""


class _Ticket(Generic[Item, Answer]):
    def __init__(self, item: Item) -> None:
        self.item = item
        self.done = False
        self.answer: Answer | None = None
        self.raised: Exception | None = None


class GroupCommit(Generic[Item, Answer]):
    """Whoever comes within a moment of the first is in one transaction with it.

    The moment is what makes the difference between processes: SQLite lets one write at a time, and lets the others
    sleep for longer each time they find the door closed.
    """

    def __init__(self, database: Database, write: Write[Item, Answer], *, moment: float = 0.03) -> None:
        self._database = database
        self._write = write
        self._moment = moment
        self._turn = threading.Lock()
        self._door = threading.Lock()
        self._waiting: list[_Ticket[Item, Answer]] = []

    def do(self, item: Item) -> Answer:
        """What was answered for this item; it is committed. Raises what writing it, or the database, raised."""
        ticket: _Ticket[Item, Answer] = _Ticket(item)
        with self._door:
            self._waiting.append(ticket)
        with self._turn:
            if not ticket.done:
                time.sleep(self._moment)
                with self._door:
                    batch, self._waiting = self._waiting, []
                self._settle(batch)
        if ticket.raised is not None:
            raise ticket.raised
        return ticket.answer  # type: ignore[return-value] # it is done, and nothing was raised

    def _settle(self, batch: Sequence[_Ticket[Item, Answer]]) -> None:
        try:
            with self._database.writing() as session:
                answers = self._write(session, [ticket.item for ticket in batch])
        except Exception as error:
            if len(batch) == 1:
                batch[0].raised = error
                batch[0].done = True
                return
            for ticket in batch:
                self._settle([ticket])  # one that cannot be written does not keep the others from it
            return
        for ticket, answer in zip(batch, answers, strict=True):
            ticket.answer, ticket.done = answer, True
