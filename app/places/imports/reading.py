"""A file or folder in any known form as sites to take, and rows set aside with the reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from rapidfuzz import fuzz

from app.places.gazetteer import Gazetteer, fold
from app.places.geocode import kilometres
from app.places.imports import arcgis, columns, geojson, hsds, kml, ohana, osm, socrata, tabular
from app.places.imports.clean import Defaults, site_of
from app.places.imports.quarantine import fault
from app.places.imports.rows import RefusedFileError, Row, Sheet
from app.places.imports.text import json_of
from app.places.site import SERVICES, Site

FORMATS = ("csv", "tsv", "sheet", "geojson", "arcgis", "socrata", "kml", "hsds", "ohana", "osm")
_FOLDER_FORMATS = frozenset({"hsds", "ohana"})
_ALIKE = 88.0
_SAME_SPOT_KM = 0.15


class Aside(msgspec.Struct, frozen=True):
    """A row that is not taken: which, what it is called, and why."""

    number: int
    name: str
    code: str
    message: str


class Reading(msgspec.Struct, frozen=True):
    """All that a file holds."""

    format: str
    sites: tuple[Site, ...]
    aside: tuple[Aside, ...]
    merged: int
    """Rows that say more of a place that another row names too."""
    unused: tuple[str, ...]
    """Columns nothing was read from."""
    without_service: int


def form_of(name: str, data: bytes) -> str:
    """The format of one file, from its name and its first bytes."""
    lower = name.lower()
    if lower.endswith((".kml", ".kmz")) or data[:4] == b"PK\x03\x04":
        return "kml"
    if lower.endswith(".tsv"):
        return "tsv"
    start = data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")
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
        return "hsds"
    first = value[0] if isinstance(value, list) and value and isinstance(value[0], dict) else {}
    return "hsds" if "service_at_locations" in first else "socrata"


def folder_form(names: Mapping[str, bytes]) -> str:
    """The format of a folder of CSV files."""
    plain = {name.rpartition("/")[2].lower() for name in names}
    if "service_at_location.csv" in plain or "services_at_location.csv" in plain or "service_at_locations.csv" in plain:
        return "hsds"
    return "ohana"


def sheet_of(files: Mapping[str, bytes], *, form: str = "") -> Sheet:
    """The rows of one file, or of a folder of CSV files; refuses what cannot be read."""
    if not files:
        raise RefusedFileError("FOLDER_EMPTY", "There is no CSV file in this folder.")
    if form and form not in FORMATS:
        raise RefusedFileError("FORMAT", f"There is no format '{form}'. Write one of: {', '.join(FORMATS)}.")
    if len(files) > 1 or (form in _FOLDER_FORMATS and not _is_json(files)):
        chosen = form or folder_form(files)
        return hsds.read_folder(files) if chosen == "hsds" else ohana.read(files)
    ((name, data),) = files.items()
    chosen = form or form_of(name, data)
    if chosen in ("csv", "tsv", "sheet"):
        return tabular.read(data, format=chosen)
    readers: dict[str, Callable[[bytes], Sheet]] = {
        "geojson": geojson.read, "arcgis": arcgis.read, "socrata": socrata.read, "kml": kml.read, "hsds": hsds.read,
        "osm": osm.read,
    }  # fmt: skip
    return readers[chosen](data)


def _is_json(files: Mapping[str, bytes]) -> bool:
    return any(data[:64].lstrip(b"\xef\xbb\xbf \r\n\t")[:1] in (b"{", b"[") for data in files.values())


def sites_of(
    sheet: Sheet,
    mapped: columns.Mapped,
    *,
    defaults: Defaults,
    gazetteer: Gazetteer,
    progress: Callable[[int], None] = lambda _: None,
) -> Reading:
    """The sites of these rows, those that are not set aside; progress is told of every thousand rows."""
    taken: dict[str, Site] = {}
    aside: list[Aside] = []
    near: dict[tuple[int, int], list[str]] = {}
    merged = 0
    for count, row in enumerate(sheet.rows, 1):
        if count % 1000 == 0:
            progress(1000)
        found = _site(row, sheet, mapped.columns, defaults=defaults, gazetteer=gazetteer)
        if isinstance(found, Aside):
            aside.append(found)
            continue
        twin = _twin(found, taken, near)
        if twin is None:
            _place(found, taken, near)
        elif _one_more_service(found, taken[twin]):
            merged += 1
            taken[twin] = _joined(taken[twin], found)
        else:
            other = taken[twin].name[:60]
            aside.append(Aside(row.number, found.name, "DUPLICATE", f"The same place as '{other}', spelled again."))
    progress(len(sheet.rows) % 1000)
    sites = tuple(taken.values())
    return Reading(
        format=sheet.format, sites=sites, aside=tuple(aside), merged=merged,
        unused=() if sheet.known else mapped.unused, without_service=sum(not site.services for site in sites),
    )  # fmt: skip


def _site(
    row: Row, sheet: Sheet, mapped: Mapping[str, str], *, defaults: Defaults, gazetteer: Gazetteer
) -> Site | Aside:
    values = dict(row.values) if sheet.known else columns.apply(row.values, mapped)
    name = " ".join(values.get("name", "").split())[:80]
    site = row.fault or site_of(values, defaults=defaults, gazetteer=gazetteer)
    problem = site if isinstance(site, str) else fault(site, gazetteer=gazetteer)
    if isinstance(site, Site) and not problem:
        return site
    code, _, message = str(problem).partition(": ")
    return Aside(row.number, name, code, message)


def _place(site: Site, taken: dict[str, Site], near: dict[tuple[int, int], list[str]]) -> None:
    key = site.id
    taken[key] = site
    if site.latitude is not None and site.longitude is not None:
        near.setdefault((round(site.latitude * 500), round(site.longitude * 500)), []).append(key)


def _twin(site: Site, taken: dict[str, Site], near: dict[tuple[int, int], list[str]]) -> str | None:
    """The site taken already that is this same place, however it is spelled."""
    if site.id in taken:
        return site.id
    if site.latitude is None or site.longitude is None:
        return None
    row, column = round(site.latitude * 500), round(site.longitude * 500)
    for beside in ((r, c) for r in (row - 1, row, row + 1) for c in (column - 1, column, column + 1)):
        for key in near.get(beside, ()):
            if _same(site, taken[key]):
                return key
    return None


def _same(one: Site, other: Site) -> bool:
    if fuzz.token_sort_ratio(fold(one.name), fold(other.name)) < _ALIKE:
        return False
    number, other_number = one.address.partition(" ")[0], other.address.partition(" ")[0]
    if number[:1].isdigit() and other_number[:1].isdigit() and number != other_number:
        return False
    return (
        kilometres(one.latitude or 0.0, one.longitude or 0.0, other.latitude or 0.0, other.longitude or 0.0)
        <= _SAME_SPOT_KM
    )


def _one_more_service(site: Site, other: Site) -> bool:
    """True when a list names a place once for each thing that it has."""
    return bool(set(site.services) - set(other.services))


def _joined(site: Site, other: Site) -> Site:
    both = {*site.services, *other.services}
    return msgspec.structs.replace(site, services=tuple(name for name in SERVICES if name in both))
