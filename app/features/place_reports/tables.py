"""Counts of what callers said of places, and the marks of one day that make nobody count twice."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlmodel import col, delete, select, update

from app.store.database import Transaction
from app.store.insert import insert_once
from app.store.tables import PlaceReportMark, PlaceReportRow, PlaceReportSalt


def salt_of(session: Transaction, day: date, *, fresh: str) -> str:
    """The salt of this day, `fresh` where it had none; salts and marks of all other days are gone."""
    forget_other_days(session, day)
    insert_once(session, PlaceReportSalt, day=day, salt=fresh)
    return session.exec(select(PlaceReportSalt.salt).where(PlaceReportSalt.day == day)).one()


def todays_salt(session: Transaction, day: date) -> str:
    """The salt of this day; empty where it has none yet."""
    return session.exec(select(PlaceReportSalt.salt).where(PlaceReportSalt.day == day)).first() or ""


def is_marked(session: Transaction, mark: str) -> bool:
    """Whether this mark stands."""
    return session.exec(select(PlaceReportMark.mark).where(PlaceReportMark.mark == mark)).first() is not None


def forget_other_days(session: Transaction, day: date) -> None:
    """Nothing is left that could tell who counted on another day."""
    connection = session.connection()
    connection.execute(delete(PlaceReportMark).where(col(PlaceReportMark.day) != day))
    connection.execute(delete(PlaceReportSalt).where(col(PlaceReportSalt.day) != day))


def marked(session: Transaction, mark: str, day: date) -> bool:
    """Whether this mark is new, and stands from now on."""
    if session.get(PlaceReportMark, mark) is not None:
        return False
    insert_once(session, PlaceReportMark, mark=mark, day=day)
    return True


def count(session: Transaction, site_id: str, day: date, kind: str) -> None:
    """One person more said this of this place today."""
    insert_once(session, PlaceReportRow, site_id=site_id, day=day, kind=kind, people=0)
    row = (
        (col(PlaceReportRow.site_id) == site_id) & (col(PlaceReportRow.day) == day) & (col(PlaceReportRow.kind) == kind)
    )
    session.connection().execute(update(PlaceReportRow).where(row).values(people=PlaceReportRow.people + 1))


def since(session: Transaction, day: date) -> list[PlaceReportRow]:
    """What was said since this day, the latest first."""
    return list(
        session.exec(select(PlaceReportRow).where(PlaceReportRow.day >= day).order_by(col(PlaceReportRow.day).desc()))
    )


def forget_before(session: Transaction, day: date) -> None:
    """What was said before this day is gone."""
    session.connection().execute(delete(PlaceReportRow).where(col(PlaceReportRow.day) < day))


def settle(session: Transaction, site_ids: Iterable[str]) -> None:
    """Nothing is said of these places any more: staff have checked them."""
    ids = list(site_ids)
    for start in range(0, len(ids), 500):
        chosen = col(PlaceReportRow.site_id).in_(ids[start : start + 500])
        session.connection().execute(delete(PlaceReportRow).where(chosen))
