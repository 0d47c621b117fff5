"""What was asked and had no page: added up by week, read with small numbers hidden."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, datetime, timedelta

import msgspec
from sqlmodel import Session, col, select

from app.store.database import Database
from app.store.tables import UnansweredRow

FEWEST_SHOWN = 5
"""A smaller number is not shown: it might be one person."""


class UnansweredTopic(msgspec.Struct, frozen=True):
    """How often a topic was asked about in a week and had no page; None where it was so seldom that it is hidden."""

    week: date
    topic: str
    language: str
    count: int | None


def week_of(moment: datetime) -> date:
    """The Monday of this moment's week."""
    return moment.date() - timedelta(days=moment.weekday())


def add(session: Session, counts: Mapping[tuple[str, str], int], now: datetime) -> None:
    """These counts, by language and topic, are added to the week's rows once the session is committed."""
    for (language, topic), count in sorted(counts.items()):
        row = session.get(UnansweredRow, (week_of(now), topic, language), with_for_update=True)
        if row is None:
            session.add(UnansweredRow(week=week_of(now), topic=topic, language=language, count=count))
        else:
            row.count += count


def since(database: Database, day: date) -> list[UnansweredTopic]:
    """The weeks from this day on, the newest and the most asked first."""
    statement = select(UnansweredRow).where(col(UnansweredRow.week) >= day - timedelta(days=6))
    with database.reading() as session:
        rows = [(row.week, row.topic, row.language, row.count) for row in session.exec(statement)]
    rows.sort(key=lambda row: (-row[0].toordinal(), -row[3], row[1], row[2]))
    return [UnansweredTopic(week, topic, lang, n if n >= FEWEST_SHOWN else None) for week, topic, lang, n in rows]


def weekly(database: Database, *, first: date, until: date) -> dict[date, Counter[str]]:
    """Monday -> how often each topic was asked about and had no page, all languages together; nothing is hidden here."""
    statement = select(UnansweredRow).where(col(UnansweredRow.week) >= first, col(UnansweredRow.week) < until)
    found: dict[date, Counter[str]] = {}
    with database.reading() as session:
        for row in session.exec(statement):
            found.setdefault(row.week, Counter())[row.topic] += row.count
    return found
