"""The page of counts, and the same as a sheet: whole weeks only, since a day or a week under way would show one more by one more."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

import msgspec
from starlette.responses import Response

from app.console.counts.hiding import HiddenColumn, hidden, hidden_beside
from app.console.page import download, page
from app.console.services import NoRecordError, Services
from app.console.staff_request import StaffRequest
from app.store import unanswered
from app.store.database import Database, open_database
from app.store.line_health import FEW, health, weekly, weekly_by_flow

WEEKS = 8
PATIENCE_SECONDS = 10.0
_LATE = ("texts_late", "timers_late", "checkins_late")


class CountedWeeks(msgspec.Struct, frozen=True):
    """The last whole weeks: what happened, and how often in each."""

    mondays: tuple[date, ...]
    names: tuple[str, ...]
    columns: tuple[HiddenColumn, ...]


def counts(asked: StaffRequest) -> Response:
    """By week, and how things are just now."""
    database = _database(asked.services)
    now = health(database)
    return page(
        asked, "counts.html", weeks=_weeks(asked, database), flows=_flows(asked, database), unanswered=_unanswered(asked, database), health=now, few=FEW, late=[one for one in _LATE if now.get(one)],
    )  # fmt: skip


def sheet(asked: StaffRequest) -> Response:
    """The same numbers as a CSV, with the same ones hidden."""
    found = _weeks(asked, _database(asked.services))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([asked.words["what_happened"], *found.mondays])
    for name in found.names:
        writer.writerow(
            [asked.words.get(f"tally_{name}", name), *(_cell(one.cells.get(name, 0)) for one in found.columns)]
        )
    writer.writerow([asked.words["total"], *(_cell(one.total) for one in found.columns)])
    return download(out.getvalue().encode("utf-8-sig"), "counts.csv", "text/csv; charset=utf-8")


def _cell(count: int | None) -> str:
    return "" if count is None else str(count)


def _weeks(asked: StaffRequest, database: Database) -> CountedWeeks:
    first, this, mondays = _eight(asked)
    found = weekly(database, since=first, until=this)
    names = tuple(sorted({name for week in found.values() for name in week}))
    columns = [hidden({name: found[monday][name] if monday in found else 0 for name in names}) for monday in mondays]
    return CountedWeeks(mondays, names, tuple(columns))


def _flows(asked: StaffRequest, database: Database) -> CountedWeeks:
    """The same by where it happened; a week in which any part is small is not shown by flow at all."""
    first, this, mondays = _eight(asked)
    found = weekly_by_flow(database, since=first, until=this)
    names = tuple(sorted({flow for week in found.values() for _, flow in week if flow}))
    columns = []
    for monday in mondays:
        column = hidden_beside(found.get(monday, {}))
        columns.append(HiddenColumn({name: column.cells.get(name, 0) for name in names}, column.total))
    return CountedWeeks(mondays, names, tuple(columns))


def _unanswered(asked: StaffRequest, database: Database) -> CountedWeeks:
    """What was asked and had no page."""
    first, this, mondays = _eight(asked)
    found = unanswered.weekly(database, first=first, until=this)
    names = tuple(sorted({topic for week in found.values() for topic in week}))
    columns = [hidden({name: found[monday][name] if monday in found else 0 for name in names}) for monday in mondays]
    return CountedWeeks(mondays, names, tuple(columns))


def _eight(asked: StaffRequest) -> tuple[date, date, tuple[date, ...]]:
    """The last whole weeks: the first Monday, the one under way, and all of them."""
    today = asked.services.now().date()
    this = today - timedelta(days=today.weekday())
    first = this - timedelta(weeks=WEEKS)
    return first, this, tuple(first + timedelta(weeks=number) for number in range(WEEKS))


_DATABASES: WeakKeyDictionary[Services, Database] = WeakKeyDictionary()
_ONE = Lock()


def _database(services: Services) -> Database:
    """The record, as the role of this console sees it. Raises NoRecordError where there is none."""
    if services.settings is None:
        raise NoRecordError
    with _ONE:
        found = _DATABASES.get(services)
        if found is None:
            address = services.settings.releases_database
            found = _DATABASES[services] = open_database(address, statement_seconds=PATIENCE_SECONDS)
        return found
