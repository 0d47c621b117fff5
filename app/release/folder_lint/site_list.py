"""The list of places that comes as content/sites.csv: its columns are known, its points are where the line works."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from app.base.plain_file import read_plain
from app.places.hours_lint import lint
from app.places.hours_parser import read_hours
from app.places.imports.column_names import NAMES
from app.places.imports.export import COLUMNS
from app.places.imports.service_words import services_in
from app.places.site import SERVICES
from app.release.folder_lint.points import AreaOf, point_of
from app.release.folder_lint.site_misleads import misleading
from app.release.problems import Problem, did_you_mean, shown

FILE = "content/sites.csv"
NEEDED = ("name", "services", "address", "latitude", "longitude", "hours")
"""Without one of these columns callers hear of a place that nobody can find, or of no hours."""
_KNOWN = {re.sub(r"[^a-z0-9]", "", name): field for field, names in NAMES.items() for name in (field, *names.split())}


def site_list(root: Path, area: AreaOf) -> Iterator[Problem]:
    """Every problem of the list; none where there is no list."""
    try:
        text = read_plain(root / FILE).decode("utf-8-sig")
    except OSError:
        return
    except UnicodeDecodeError as error:
        yield Problem(FILE, 0, 0, "SITE_FILE", f"A letter is not UTF-8 ({error.reason}). Save the list as CSV UTF-8.")
        return
    rows = [row for row in csv.reader(io.StringIO(text, newline=""), strict=False) if any(cell.strip() for cell in row)]
    if not rows:
        yield Problem(FILE, 1, 1, "SITE_FILE", "The list is empty: nobody would be sent anywhere. Put it back.")
        return
    head = [cell.strip() for cell in rows[0]]
    if len(head) == 1 and (mark := next((one for one in ";\t|" if head[0].count(one) >= len(NEEDED)), "")):
        called = {";": "semicolons", "\t": "tabs", "|": "bars"}[mark]
        message = f"The columns are kept apart by {called}, so nobody can read them. Save the list as CSV with commas."
        yield Problem(FILE, 1, 1, "SITE_FILE", message)
        return
    fields = [_KNOWN.get(re.sub(r"[^a-z0-9]", "", name.lower()), "") for name in head]
    yield from _columns(head, fields)
    yield from _rows(rows[1:], head, fields, area)


def _columns(head: list[str], fields: list[str]) -> Iterator[Problem]:
    missing = [field for field in NEEDED if field not in fields and not (field != "hours" and _instead(field, fields))]
    strange = [name for name, field in zip(head, fields, strict=True) if not field and name and name not in COLUMNS]
    for field in missing:
        near = f" Is it '{shown(strange[0])}' now? Call it '{field}' again." if strange else ""
        message = f"There is no column '{field}', so no place has one.{near or ' Put the column back.'}"
        yield Problem(FILE, 1, 1, "SITE_COLUMN", message)
    if not missing:
        for name in strange:
            message = f"Nothing reads the column '{shown(name)}'.{did_you_mean(name, COLUMNS) or ' Rename it or take it out.'}"
            yield Problem(FILE, 1, 1, "SITE_COLUMN", message, "warning")


def _instead(field: str, fields: list[str]) -> bool:
    """Whether another column tells the same: one point for two numbers, words for services, a street for an address."""
    ways = {"latitude": "point", "longitude": "point", "services": "service_words", "address": "street_name"}
    return ways.get(field, "") in fields


def _rows(rows: list[list[str]], head: list[str], fields: list[str], area: AreaOf) -> Iterator[Problem]:
    at = {field: fields.index(field) for field in ("name", "latitude", "longitude") if field in fields}
    told = {field: fields.index(field) for field in ("services", "hours") if field in fields}
    codes = {field: fields.index(field) for field in ("source_id", "porchlight_id") if field in fields}
    taken: dict[tuple[str, str], str] = {}
    for number, row in enumerate(rows, start=2):
        name = shown(row[at["name"]]) if "name" in at and len(row) > at["name"] else f"row {number}"
        if len(row) > len(head):
            message = (
                f"{name}: this row has {len(row)} cells, and the header {len(head)}. Look for a comma without quotes."
            )
            yield Problem(FILE, number, 1, "SITE_ROW", message)
            continue
        for kind, column in codes.items():
            code = row[column].strip() if len(row) > column else ""
            if code and (kind, code) in taken:
                message = f"{name}: its code '{shown(code)}' is that of {taken[kind, code]} too: one of them would be told for the other."
                yield Problem(
                    FILE, number, 1, "SITE_WRONG", message + " Give it one of its own, or leave the cell empty."
                )
            taken.setdefault((kind, code), name)
        for field, column in told.items():
            cell = row[column].strip() if len(row) > column else ""
            for message in _services(cell) if field == "services" else _hours(cell):
                yield Problem(FILE, number, 1, "SITE_ROW", f"{name}: {message}")
        cells = {field: row[column].strip() for column, field in enumerate(fields) if field and len(row) > column}
        yield from (Problem(FILE, number, 1, "SITE_WRONG", f"{name}: {message}") for message in misleading(cells))
        if "latitude" not in at or "longitude" not in at or len(row) <= max(at.values()):
            continue
        if message := area.wrong(point_of([row[at["latitude"]], row[at["longitude"]]])):
            yield Problem(FILE, number, 1, "PLACE_FAR", f"{name}: {message}")


def _services(cell: str) -> Iterator[str]:
    """What is wrong with the services of a place: a word that is none of ours, and that no list means by one of them."""
    for word in filter(None, (part.strip() for part in re.split(r"[,;|]", cell))):
        if word not in SERVICES and not services_in(word):
            yield f"'{shown(word)}' is no service, so nobody who asks for one is sent there.{did_you_mean(word, SERVICES)}"


def _hours(cell: str) -> Iterator[str]:
    """What is wrong with the hours of a place: nobody can tell from them when it is open."""
    if cell and not read_hours(cell).hours and any("cannot be read" in one for one in lint(cell)):
        yield f"Nobody can tell from '{shown(cell)}' when it is open. Write it like Mo-Fr 09:00-17:00; PH off"
