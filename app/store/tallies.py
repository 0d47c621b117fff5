"""Counts by day, name, node and intent: what the line is asked for, without anybody who asked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from app.store import unanswered
from app.store.database import Database
from app.store.tables import Tally

UNANSWERED = "unanswered"
"""A tally that is kept by the week, with no day."""


def add(database: Database, counts: Mapping[tuple[str, str, str], int], now: datetime) -> None:
    """These counts are added to the day's rows; what had no page to the week's."""
    with database.writing() as session:
        unanswered.add(session, {(node, of): n for (name, node, of), n in counts.items() if name == UNANSWERED}, now)
        for (name, node, intent), count in sorted(counts.items()):
            if name == UNANSWERED:
                continue
            row = session.get(Tally, (now.date(), name, node, intent), with_for_update=True)
            if row is None:
                session.add(Tally(day=now.date(), name=name, node=node, intent=intent, count=count))
            else:
                row.count += count
