"""The page of counts, and the same as a sheet: whole weeks only, since a day or a week under way would show one more by one more."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta
from threading import Lock
from weakref import WeakKeyDictionary

import msgspec
from starlette.responses import Response

from app.base.errors import PorchlightError
from app.console.counts.hiding import HiddenColumn, hidden, hidden_beside
from app.console.page import download, page
from app.console.services import NoRecordError, Services
from app.console.staff_request import StaffRequest
from app.store import unanswered
from app.store.database import Database, open_database
from app.store.line_health import FEW, health, weekly

WEEKS = 8
PATIENCE_SECONDS = 10.0
_Tallied = Mapping[date, Counter[tuple[str, str]]]
_LATE = ("texts_late", "timers_late", "checkins_late")


class CountsElsewhereError(PorchlightError):
    """The releases are in a file of their own here, and the counts are not in it. Use `porchlight counts` where the line runs."""


class CountedWeeks(msgspec.Struct, frozen=True):
    """The last whole weeks: what happened, and how often in each."""

    mondays: tuple[date, ...]
    names: tuple[str, ...]
    columns: tuple[HiddenColumn, ...]


class _LastWeeks(msgspec.Struct, frozen=True):
    """The last whole weeks, by their Mondays."""

    mondays: tuple[date, ...]
    until: date
    """The Monday of the week under way."""

    @classmethod
    def before(cls, today: date) -> _LastWeeks:
        """Those that were over today."""
        until = today - timedelta(days=today.weekday())
        return cls(tuple(until - timedelta(weeks=number) for number in range(WEEKS, 0, -1)), until)

    @property
    def first(self) -> date:
        """The first day of them."""
        return self.mondays[0]

    def tallied(self, database: Database) -> _Tallied:
        """What was counted in them."""
        return weekly(database, since=self.first, until=self.until)


def counts(asked: StaffRequest) -> Response:
    """By week, and how things are just now."""
    database, weeks = _database(asked.services), _LastWeeks.before(asked.services.now().date())
    now, found = health(database), weeks.tallied(database)
    return page(
        asked,
        "counts.html",
        weeks=_by_name(found, weeks),
        flows=_by_flow(found, weeks),
        unanswered=_columns(unanswered.weekly(database, first=weeks.first, until=weeks.until), weeks),
        health=now,
        few=FEW,
        late=[one for one in _LATE if now.get(one)],
    )


def sheet(asked: StaffRequest) -> Response:
    """The three tables as one CSV, with the same numbers hidden: which table, what of it, and a column a week."""
    database, weeks = _database(asked.services), _LastWeeks.before(asked.services.now().date())
    found, words = weeks.tallied(database), asked.words
    missing = _columns(unanswered.weekly(database, first=weeks.first, until=weeks.until), weeks)
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([words["table"], words["what_happened"], *weeks.mondays])
    writer.writerows(_rows(words, "by_week", "tally_", _by_name(found, weeks)))
    writer.writerows(_rows(words, "by_flow", "flow_", _by_flow(found, weeks), summed=False))
    writer.writerows(_rows(words, "unanswered", "topic_", missing))
    return download(out.getvalue().encode("utf-8-sig"), "counts.csv", "text/csv; charset=utf-8")


def _rows(
    words: Mapping[str, str], table: str, prefix: str, weeks: CountedWeeks, *, summed: bool = True
) -> list[list[str]]:
    named = [
        [words[table], words.get(prefix + name, name), *(_cell(one.cells.get(name, 0)) for one in weeks.columns)]
        for name in weeks.names
    ]
    return [*named, [words[table], words["total"], *(_cell(one.total) for one in weeks.columns)]] if summed else named


def _cell(count: int | None) -> str:
    return "" if count is None else str(count)


def _by_name(found: _Tallied, weeks: _LastWeeks) -> CountedWeeks:
    """What happened, wherever it did."""
    summed = {monday: Counter[str]() for monday in found}
    for monday, parts in found.items():
        for (name, _), count in parts.items():
            summed[monday][name] += count
    return _columns(summed, weeks)


def _by_flow(found: _Tallied, weeks: _LastWeeks) -> CountedWeeks:
    """The same by where it happened; a week in which any part is small is not shown by flow at all."""
    names = tuple(sorted({flow for week in found.values() for _, flow in week if flow}))
    columns = []
    for monday in weeks.mondays:
        column = hidden_beside(found.get(monday, {}))
        columns.append(HiddenColumn({name: column.cells.get(name, 0) for name in names}, column.total))
    return CountedWeeks(weeks.mondays, names, tuple(columns))


def _columns(found: Mapping[date, Counter[str]], weeks: _LastWeeks) -> CountedWeeks:
    """One column a week, each hidden by itself."""
    names = tuple(sorted({name for week in found.values() for name in week}))
    counted = [found.get(monday, Counter[str]()) for monday in weeks.mondays]
    return CountedWeeks(weeks.mondays, names, tuple(hidden({name: week[name] for name in names}) for week in counted))


_DATABASES: WeakKeyDictionary[Services, Database] = WeakKeyDictionary()
_ONE = Lock()


def _database(services: Services) -> Database:
    """The record, as the role of this console sees it. Raises NoRecordError where there is none, CountsElsewhereError."""
    if services.settings is None:
        raise NoRecordError
    if services.settings.migrates_releases:  # its tables are there and empty: nothing of the line would look late
        raise CountsElsewhereError
    with _ONE:
        found = _DATABASES.get(services)
        if found is None:
            address = services.settings.releases_database
            found = _DATABASES[services] = open_database(address, statement_seconds=PATIENCE_SECONDS)
        return found
