"""Fourteen lists of a hand that had seen neither code nor tests: what arrives of them does not become less (see fifth_hand/README.md)."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

from app.line.place_lists import read_files, read_places
from app.places.distance import kilometres
from app.places.gazetteer import Gazetteer, fold
from app.places.imports.reading import ListRead
from app.places.imports.rows import RefusedFileError
from app.places.site import Site
from tests.places.collected import defaults_of

LISTS = Path(__file__).parent / "fifth_hand" / "lists"
ARGUMENTS: dict[str, list[str]] = json.loads((LISTS / "arguments.json").read_text("utf-8"))
REFUSED = {
    "frontera-puntoycoma": "CSV_DELIM",  # semicolons are told, never guessed
    "saguaro-arcgis": "GEO_CRS",
}
"""Lists that are sent back whole, each with what to do."""
NOT_ARRIVED = {
    "frontrange-airtable": 1,  # open in winter alone
    "lonestar-hsds": 1,  # times with an offset are not certain half of the year
    "northstar-map": 1,  # hours in running text
    "sound-hsds3": 2,  # a time in UTC, and a schedule of one winter
}
"""Fields of a list that do not arrive; none where it is not named."""


def names() -> list[str]:
    """The lists by name."""
    return sorted(one.name.removesuffix(".right.json") for one in LISTS.glob("*.right.json"))


def read_list(name: str, gazetteer: Gazetteer) -> ListRead:
    """The list as an import reads it, its made-up phones as ones that could be real: 555-01xx is refused."""
    path = next(one for one in LISTS.iterdir() if one.name.partition(".")[0] == name and ".right." not in one.name)
    files = {file: _called(data) for file, data in read_files(path).items()}
    return read_places(files, defaults=defaults_of(ARGUMENTS.get(name, [])), gazetteer=gazetteer)


_MADE_UP = re.compile(rb"555(\W{0,3})01(?=\d\d)")


def _called(data: bytes) -> bytes:
    if not data.startswith(b"PK"):
        return _MADE_UP.sub(rb"555\g<1>23", data)
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as sheet, zipfile.ZipFile(packed, "w") as again:
        for member in sheet.namelist():
            again.writestr(member, _MADE_UP.sub(rb"555\g<1>23", sheet.read(member)))
    return packed.getvalue()


def differing(site: Site | None, wanted: dict[str, Any]) -> list[str]:
    """The fields that did not arrive as they should."""
    fields = wanted["fields"]
    if site is None:
        return ["place"]
    found = {"zip": site.postal_code.replace(" ", ""), "city": fold(site.city), "state": site.state}
    right = {
        "zip": (fields["zip"] or "").replace(" ", "").upper(),
        "city": fold(fields["city"] or ""),
        "state": fields["state"],
    }
    wrong = [one for one in found if right[one] and not found[one].upper().startswith(right[one].upper())]
    if not set(fields["services"]) <= set(site.services):
        wrong.append("services")
    if fields["phone"] and not site.phone:
        wrong.append("phone")
    if fields["hours"] and not site.hours:
        wrong.append("hours")
    if fields["lat"] is not None and not _is_there(site, fields["lat"], fields["lon"]):
        wrong.append("point")
    return wrong


def _is_there(site: Site, latitude: float, longitude: float) -> bool:
    if site.latitude is None or site.longitude is None:
        return False
    return kilometres(site.latitude, site.longitude, latitude, longitude) <= 0.3


def _chosen(left: list[Site], wanted: dict[str, Any]) -> Site | None:
    alike = [one for one in left if fold(one.name).startswith(fold(wanted["name"]))]
    latitude = wanted["fields"]["lat"]
    if latitude is not None:
        alike.sort(key=lambda one: abs((one.latitude or 0) - latitude))
    return alike[0] if alike else None


@pytest.mark.parametrize("name", [name for name in names() if name not in REFUSED])
def test_no_fewer_fields_of_a_list_arrive_than_did(name: str, gazetteer: Gazetteer) -> None:
    reading = read_list(name, gazetteer)
    left = list(reading.sites)
    lost_at_sea = {one.name for one in reading.aside if one.code in ("GEO_SWAPPED", "GEO_ZERO", "GEO_SIGN")}
    missing: list[str] = []
    for wanted in json.loads((LISTS / f"{name}.right.json").read_text("utf-8")):
        site = _chosen(left, wanted)
        if wanted["arrives"] and wanted["name"] not in lost_at_sea:  # a wrong point is set aside, and said to be one
            missing += [f"{wanted['name']}: {field}" for field in differing(site, wanted)]
        elif not wanted["arrives"] and site is not None and not wanted.get("aside_ok"):
            missing.append(f"{wanted['name']}: should not have come ({wanted['why']})")
        if site is not None:
            left.remove(site)

    assert len(missing) <= NOT_ARRIVED.get(name, 0), missing


@pytest.mark.parametrize("name", REFUSED)
def test_a_list_that_cannot_be_read_for_certain_is_sent_back_with_what_to_do(name: str, gazetteer: Gazetteer) -> None:
    with pytest.raises(RefusedFileError) as refused:
        read_list(name, gazetteer)

    assert REFUSED[name] == refused.value.code
