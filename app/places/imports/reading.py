"""A file or folder in any known form as sites to take, and rows set aside with the reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from app.places.gazetteer import Gazetteer
from app.places.imports import (
    any_json,
    arcgis,
    archive,
    columns,
    geojson,
    hsds,
    kml,
    linked_tables,
    ohana,
    osm,
    osm_file,
    socrata,
    spreadsheet,
    tabular,
)
from app.places.imports.clean import Defaults, site_of
from app.places.imports.losses import losses
from app.places.imports.merging import Merging
from app.places.imports.package import is_one_table, table_name
from app.places.imports.quarantine import fault, not_a_place
from app.places.imports.rows import FileFormat, RefusedFileError, Row, Sheet
from app.places.imports.text import json_of
from app.places.site import Site

FORMATS_OF_FILES: tuple[FileFormat, ...] = (kml.FORMAT,)
"""Formats that say by themselves which files are theirs, asked in this order before the others are told apart."""
_FILES: dict[str, Callable[[bytes], Sheet]] = {
    "csv": tabular.read, "tsv": tabular.read, "sheet": tabular.read, "xlsx": spreadsheet.read, "geojson": geojson.read,
    "arcgis": arcgis.read, "socrata": socrata.read, "hsds": hsds.read, "osm": osm.read,
    "osm_file": osm_file.read, "json": any_json.read, **{one.name: one.read for one in FORMATS_OF_FILES},
}  # fmt: skip
_FOLDERS: dict[str, Callable[[Mapping[str, bytes]], Sheet]] = {
    "hsds": hsds.read_folder, "ohana": ohana.read, "linked": linked_tables.read,
}  # fmt: skip
FORMATS = tuple(dict.fromkeys((*_FILES, *_FOLDERS)))
_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")
REASON = "set_aside_because"


class Aside(msgspec.Struct, frozen=True):
    """A row that is not taken: which, what it is called, and why."""

    number: int
    name: str
    code: str
    message: str


class ListRead(msgspec.Struct, frozen=True):
    """All that a file holds."""

    format: str
    sites: tuple[Site, ...]
    aside: tuple[Aside, ...]
    merged: int
    """Rows that say more of a place that another row names too."""
    unused: tuple[str, ...]
    """Columns nothing was read from."""
    without_service: int
    lost: dict[str, int] = {}
    """What did not arrive of the places that did, in words, and of how many."""
    rows: tuple[dict[str, str], ...] = ()
    """The rows set aside as they came, each with its reason under `set_aside_because`."""


def form_of(name: str, data: bytes) -> str:
    """The format of one file, from its name and its first bytes."""
    lower = name.lower()
    if data[:4] == b"PK\x03\x04" and not lower.endswith(".kmz"):
        return archive.kind_of(data)
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t")
    own = next((one.name for one in FORMATS_OF_FILES if one.claims(lower, start)), "")
    if own:
        return own
    if lower.endswith(_WORKBOOKS) or data[:4] == b"\xd0\xcf\x11\xe0":
        return "xlsx"
    if lower.endswith((".osm", ".pbf", ".osm.bz2", ".osm.gz")) or b"<osm " in start:
        return "osm_file"
    if lower.endswith(".tsv"):
        return "tsv"
    if start[:1] not in (b"{", b"["):
        return "csv"
    return _json_form(json_of(data))


def _json_form(value: Any) -> str:
    if isinstance(value, dict):
        if value.get("type") == "FeatureCollection":
            return "geojson"
        if "elements" in value:
            return "osm"
        if "features" in value or "error" in value:
            return "arcgis"
        listed = next((value[name] for name in ("contents", "services", "service") if name in value), value)
        return "hsds" if _is_hsds(_first_of(listed)) else "json"
    first = _first_of(value)
    if _is_hsds(first):
        return "hsds"
    return "json" if first and not any_json.is_flat(first) and not _is_socrata(first) else "socrata"


def _first_of(value: Any) -> dict[str, Any]:
    first = value[0] if isinstance(value, list) and value else value
    return first if isinstance(first, dict) else {}


def _is_hsds(item: dict[str, Any]) -> bool:
    """A service with its locations, or an organization with such services."""
    return "service_at_locations" in item or "service_at_locations" in _first_of(item.get("services"))


def _is_socrata(item: dict[str, Any]) -> bool:
    """A flat object but for a point, an address or a link in an object of its own."""
    return all(
        not isinstance(one, list)
        and (not isinstance(one, dict) or {*one} & {"coordinates", "human_address", "latitude", "url"})
        for one in item.values()
    )


def folder_form(files: Mapping[str, bytes]) -> str:
    """The format of a folder of CSV files."""
    plain = {table_name(name) for name in files}
    if any("-grid view" in name.lower() for name in files):
        return "linked"
    if "schedules" in plain or ("service_at_location" in plain and "regular_schedules" not in plain):
        return "hsds"
    return "ohana"


def sheet_of(files: Mapping[str, bytes], *, form: str = "") -> Sheet:
    """The rows of one file, or of a folder of CSV files; refuses what cannot be read."""
    if not files:
        raise RefusedFileError("FOLDER_EMPTY", "There is no CSV file in this folder.")
    if form and form not in FORMATS:
        raise RefusedFileError("FORMAT", f"There is no format '{form}'. Write one of: {', '.join(FORMATS)}.")
    if form not in _FOLDERS and len(files) > 1 and is_one_table(files):
        return tabular.read(next(data for name, data in files.items() if table_name(name) == "locations"))
    if len(files) > 1 or (form in _FOLDERS and not _is_json(files) and not _is_zip(files)):
        chosen = form if form in _FOLDERS else folder_form(files)
        return _FOLDERS[chosen](files)
    ((name, data),) = files.items()
    chosen = form or form_of(name, data)
    if chosen == "zip" or (_is_zip(files) and form in _FOLDERS):
        return sheet_of(archive.files_of(data), form=form)
    if chosen == "osm_file":
        return osm_file.read(data, name=name)
    sheet = _FILES[chosen](data)
    return msgspec.structs.replace(sheet, format=chosen) if chosen in ("tsv", "sheet") else sheet


def _is_zip(files: Mapping[str, bytes]) -> bool:
    return any(
        data[:4] == b"PK\x03\x04" and not name.lower().endswith((".kmz", *_WORKBOOKS)) for name, data in files.items()
    )


def _is_json(files: Mapping[str, bytes]) -> bool:
    return any(data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[") for data in files.values())


def sites_of(
    sheet: Sheet,
    mapped: columns.Mapped,
    *,
    defaults: Defaults,
    gazetteer: Gazetteer,
    progress: Callable[[int], None] = lambda _: None,
) -> ListRead:
    """The sites of these rows, those that are not set aside; progress is told of every thousand rows."""
    taken = Merging()
    aside: list[Aside] = []
    lost: Counter[str] = Counter()
    merged = 0
    for count, row in enumerate(sheet.rows, 1):
        if count % 1000 == 0:
            progress(1000)
        values = dict(row.values) if sheet.known else columns.apply(row.values, mapped)
        found = _site(row, values, defaults=defaults, gazetteer=gazetteer)
        if isinstance(found, Aside):
            aside.append(found)
            continue
        twin = taken.twin(found)
        if twin is None:
            taken.put(found)
            lost.update(losses(found, values))
        elif taken.learn(twin, found):
            merged += 1
        else:
            aside.append(
                Aside(row.number, found.name, "DUPLICATE", f"The same place as '{twin.name[:60]}', spelled again.")
            )
    progress(len(sheet.rows) % 1000)
    sites = taken.sites()
    return ListRead(
        format=sheet.format, sites=sites, aside=tuple(aside), merged=merged,
        unused=() if sheet.known else mapped.unused, without_service=sum(not site.services for site in sites),
        lost=dict(lost), rows=_rows_of(sheet, aside),
    )  # fmt: skip


def _rows_of(sheet: Sheet, aside: list[Aside]) -> tuple[dict[str, str], ...]:
    """The rows set aside as they came, with the reason: what staff mend and bring in again."""
    reasons = {one.number: f"{one.code}: {one.message}" for one in aside if one.code != "DUPLICATE"}
    return tuple(
        {**row.values, REASON: reasons[row.number]} for row in sheet.rows if row.number in reasons and row.values
    )


def _site(row: Row, values: dict[str, str], *, defaults: Defaults, gazetteer: Gazetteer) -> Site | Aside:
    name = " ".join(values.get("name", "").split())[:80]
    site = row.fault or not_a_place(values) or site_of(values, defaults=defaults, gazetteer=gazetteer)
    problem = site if isinstance(site, str) else fault(site, gazetteer=gazetteer)
    if isinstance(site, Site) and not problem:
        return site
    code, _, message = str(problem).partition(": ")
    return Aside(row.number, name, code, message)
