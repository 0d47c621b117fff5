"""How check-ins and sending are, in counts alone, and how often what happened by week: all that a console may read of them."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from sqlalchemy import func, select, text

from app.store.database import Database
from app.store.tables import Tally

FEW = -1
"""Stands for 1 to 9."""
_TALLY = Tally.__table__  # type: ignore[attr-defined]


def health(database: Database) -> dict[str, int]:
    """Part -> how many; FEW for 1 to 9."""
    with database.reading() as session:
        return {
            str(part): int(number) for part, number in session.execute(text("SELECT part, number FROM line_health"))
        }


def weekly(database: Database, *, since: date, until: date) -> dict[date, Counter[tuple[str, str]]]:
    """Monday -> (what happened, in which flow) -> how often in that week, of days from `since` until before `until`.

    What happened on no page is under an empty flow.
    """
    query = select(_TALLY.c.day, _TALLY.c.name, _TALLY.c.node, func.sum(_TALLY.c.count)).where(
        _TALLY.c.day >= since, _TALLY.c.day < until
    )
    found: dict[date, Counter[tuple[str, str]]] = {}
    with database.reading() as session:
        for day, name, node, count in session.execute(query.group_by(_TALLY.c.day, _TALLY.c.name, _TALLY.c.node)):
            monday = day - timedelta(days=day.weekday())
            found.setdefault(monday, Counter())[str(name), str(node).partition(".")[0]] += int(count)
    return found
