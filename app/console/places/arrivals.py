"""Lists on their way in: read, looked at, mended, and only then taken over."""

from __future__ import annotations

import csv
import io
import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Lock, Thread
from weakref import WeakKeyDictionary

import msgspec

from app.base import log
from app.base.errors import PorchlightError
from app.console.places.desk import PlaceDesk, desk_of
from app.console.places.list_reader import ListFound, ListOrder, read_list
from app.console.services import Services
from app.line.place_lists import ImportReport
from app.places.imports.export import safe_cell
from app.places.imports.reading import REASON, ListRead

_log = log.get("console.places")
_MOST_KEPT = 4
MOST_MENDED = 200
"""Rows that can be mended on the page; more are mended in a sheet."""


class AsideRow(msgspec.Struct, frozen=True):
    """One row that was set aside, as it came, and why."""

    number: int
    code: str
    why: str
    values: dict[str, str]

    @property
    def name(self) -> str:
        """What the row calls itself, as far as it does."""
        return next((value for key, value in self.values.items() if "name" in key.lower() and value), "")


class Arrival(msgspec.Struct):
    """One list on its way in."""

    id: str
    owner: str
    order: ListOrder
    began: datetime
    stage: str = "reading"
    """`reading`, `refused`, `ready`, `writing`, `done` or `failed`: also a word of the page."""
    found: ListFound = ListFound()
    preview: ImportReport | None = None
    done: ImportReport | None = None
    aside: list[AsideRow] = []
    problem: str = ""
    shrunk: int = 0
    """The new number of places, where the list has shrunk so far that somebody has to say it is right."""

    @property
    def busy(self) -> bool:
        """Whether more will come by itself."""
        return self.stage in ("reading", "writing")


class Arrivals:
    """The lists of this process; the oldest is forgotten when there are too many."""

    def __init__(self, desk: PlaceDesk, now: Callable[[], datetime]) -> None:
        self._desk, self._now = desk, now
        self._held: dict[str, Arrival] = {}
        self._lock = Lock()

    def of(self, job: str, owner: str) -> Arrival | None:
        """This person's list of this name."""
        found = self._held.get(job)
        return found if found is not None and found.owner == owner else None

    def begin(self, order: ListOrder, owner: str) -> Arrival:
        """The file is being read from now on."""
        one = Arrival(secrets.token_urlsafe(9), owner, order, self._now())
        with self._lock:
            self._held[one.id] = one
            while len(self._held) > _MOST_KEPT:
                del self._held[next(iter(self._held))]
        self._work(one, self._read)
        return one

    def again(self, one: Arrival, columns: Mapping[str, str]) -> None:
        """The file is read once more, with these columns."""
        one.order = msgspec.structs.replace(one.order, columns=dict(columns))
        one.stage = "reading"
        self._work(one, self._read)

    def _work(self, one: Arrival, act: Callable[[Arrival], None]) -> None:
        def run() -> None:
            try:
                act(one)
            except PorchlightError as error:
                one.stage, one.problem = "refused", str(error)
            except Exception as error:
                _log.error("places.not_read", exc_info=error)
                one.stage = "failed"

        Thread(target=run, daemon=True).start()

    def _read(self, one: Arrival) -> None:
        one.found = read_list(one.order)
        reading = one.found.reading
        if reading is None:
            one.problem, one.stage = f"{one.found.code}: {one.found.refused}", "refused"
            return
        one.aside = _aside(reading)
        self._look(one, reading)
        one.stage = "ready"

    def _look(self, one: Arrival, reading: ListRead) -> None:
        """What it would bring; a list that has shrunk is shown all the same, and said to have."""
        one.shrunk, one.problem = 0, ""
        try:
            one.preview = self._arrive(one, reading, dry=True)
        except PorchlightError as error:
            if getattr(error, "code", "") != "CSV_SHRINK":
                if not reading.sites:  # all rows set aside: they can be mended
                    one.preview, one.problem = None, str(error)
                    return
                raise
            one.shrunk, one.problem = len(reading.sites), str(error)
            one.preview = self._arrive(one, reading, dry=True, confirm=len(reading.sites))

    def _arrive(
        self, one: Arrival, reading: ListRead, *, dry: bool, confirm: int | None = None, only_add: bool = False
    ) -> ImportReport:
        return self._desk.arrive(
            reading, source=one.order.source, by=one.owner, now=self._now(), dry=dry, confirm=confirm, only_add=only_add
        )

    def mend(self, one: Arrival, number: int, values: Mapping[str, str]) -> str:
        """The row, as mended, is among the sites; else why it is still set aside."""
        row = next((row for row in one.aside if row.number == number), None)
        reading = one.found.reading
        if row is None or reading is None:
            return "ROW: "
        mended = {name: values.get(name, held) for name, held in row.values.items()}
        order = msgspec.structs.replace(one.order, name="mended.csv", data=_as_csv([mended]))
        found = read_list(order)
        if found.reading is None or not found.reading.sites:
            why = found.reading.aside[0] if found.reading and found.reading.aside else None
            code, text = (why.code, why.message) if why else (found.code, found.refused)
            one.aside = [AsideRow(number, code, text, mended) if held is row else held for held in one.aside]
            return f"{code}: {text}"
        one.aside = [held for held in one.aside if held is not row]
        if one.done is not None:
            self._arrive(one, found.reading, dry=False, only_add=True)
            return ""
        named = {site.id for site in found.reading.sites}
        sites = (*(site for site in reading.sites if site.id not in named), *found.reading.sites)
        one.found = msgspec.structs.replace(one.found, reading=msgspec.structs.replace(reading, sites=sites))
        self._look(one, one.found.reading or reading)
        return ""

    def apply(self, one: Arrival, *, confirm: int | None) -> None:
        """The list is taken over, unverified."""
        one.stage = "writing"
        self._work(one, lambda held: self._write(held, confirm))

    def _write(self, one: Arrival, confirm: int | None) -> None:
        reading = one.found.reading
        if reading is None:
            one.stage = "failed"
            return
        one.done = self._arrive(one, reading, dry=False, confirm=confirm)
        one.stage = "done"


def _aside(reading: ListRead) -> list[AsideRow]:
    """Rows that can be mended, each with its reason; what was spelled twice is nothing to mend."""
    numbers = [one for one in reading.aside if one.code != "DUPLICATE"]
    rows = [row for row in reading.rows if REASON in row]
    named = zip(numbers, rows, strict=False) if len(numbers) == len(rows) else ()
    return [
        AsideRow(told.number, told.code, told.message, {name: value for name, value in row.items() if name != REASON})
        for told, row in named
    ]


def as_sheet(rows: list[AsideRow]) -> bytes:
    """The rows set aside as a sheet to mend: each as it came, with its reason."""
    return _as_csv([{REASON: f"{row.code}: {row.why}", **row.values} for row in rows], safe=True)


def _as_csv(rows: list[dict[str, str]], *, safe: bool = False) -> bytes:
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([safe_cell(row.get(name, "")) if safe else row.get(name, "") for name in names] for row in rows)
    return out.getvalue().encode("utf-8-sig")


_ARRIVALS: WeakKeyDictionary[Services, Arrivals] = WeakKeyDictionary()
_ONE = Lock()


def arrivals_of(services: Services) -> Arrivals:
    """The lists on their way into this console."""
    desk = desk_of(services)
    with _ONE:
        found = _ARRIVALS.get(services)
        if found is None:
            found = _ARRIVALS[services] = Arrivals(desk, services.now)
        return found
