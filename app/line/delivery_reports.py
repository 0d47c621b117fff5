"""What the provider reports about what it was handed, in the record; the web process calls this and opens nothing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from app.channels.base import Provider, StatusReport
from app.channels.results import FINAL, RANKS
from app.features.registry import Records
from app.outbox import messages, provider_copies, statuses
from app.outbox.figures import Figures, figures, phones_unreached
from app.outbox.sweep import SWEPT
from app.store.database import Database, Transaction
from app.store.group_commit import GroupCommit

_ID = re.compile(r"o[A-Za-z0-9_-]{8,31}")


class DeliveryHealth(NamedTuple):
    """How everything that goes out is doing."""

    seconds_since_sweep: float | None
    failing: bool
    """Whether the provider refuses or loses what it is handed."""
    copies_left: int
    """Copies at the provider that should have been deleted ten minutes ago."""
    unreached: bool = False
    """Whether carriers filter or lose so much that nothing sent can be counted on."""
    seconds_since_rehearsal: float | None = None
    """Seconds since a pretend check last got through; None where none was begun."""


def sending_state(database: Database, *, now: datetime) -> DeliveryHealth:
    """How sending is doing, as the record has it. Raises what the database raises."""
    with database.reading() as session:
        swept = messages.pulse(session, SWEPT)
        left, _ = provider_copies.backlog(session, now=now)
        seconds = (now - swept).total_seconds() if swept else None
        rehearsed = messages.pulse(session, messages.REHEARSED)
        since = (now - rehearsed).total_seconds() if rehearsed else None
        unreached = phones_unreached(session, now)
        return DeliveryHealth(seconds, messages.failing(session, now=now), left, unreached, since)


def sending_figures(database: Database, *, now: datetime) -> Figures:
    """How sending and safety checks are doing in numbers. Raises what the database raises."""
    with database.reading() as session:
        return figures(session, now)


class _Report(NamedTuple):
    id: str
    sid: str
    status: str
    code: int
    provider: Provider
    now: datetime


class DeliveryReports:
    """Writes reports down for one process; those that come together are in one transaction."""

    def __init__(self, database: Database, *, moment: float = 0.03) -> None:
        Records().know_outbox_owners()
        self._database = database
        self._grouped = GroupCommit(database, _moved, moment=moment)

    def note(self, report: StatusReport, *, now: datetime) -> bool:
        """Whether this report was news. An unknown row or status is none. Raises what the database raises."""
        id, sid, status = report.id or "", report.sid, report.status
        if not _ID.fullmatch(id) or not report.provider.knows(sid) or status not in RANKS:
            return False
        if RANKS[status] < FINAL and self._known(id, sid):
            return False
        return self._grouped.do(_Report(id, sid, status, report.code, report.provider, now))

    def _known(self, id: str, sid: str) -> bool:
        """Whether the record has it already that this was handed over: most reports say no more, and need no write."""
        with self._database.reading() as session:
            return statuses.handed_over(session, id, sid=sid)


def _moved(session: Transaction, reports: Sequence[_Report]) -> list[bool]:
    return [
        statuses.moved(
            session, one.id, sid=one.sid, status=one.status, code=one.code, verdict=one.provider.verdict, now=one.now
        )
        for one in reports
    ]
