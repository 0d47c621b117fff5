"""OpenStreetMap, as the Overpass service answers: tags in, columns out."""

from __future__ import annotations

from typing import Any

from app.places.imports.rows import RefusedFileError, Row, Sheet, cell
from app.places.imports.text import json_of, objects

GONE = ("disused:", "abandoned:", "demolished:", "removed:", "was:", "razed:")
"""Prefixes of keys by which OpenStreetMap keeps what is there no more (https://wiki.openstreetmap.org/wiki/Lifecycle_prefix)."""
_COLUMNS = (
    "source_id", "name", "kind", "services", "address", "city", "state", "postal_code", "country", "latitude",
    "longitude", "phone", "hours", "cost", "accessible", "languages",
)  # fmt: skip


def read(data: bytes) -> Sheet:
    """The elements that have a name or a known use, as rows with our columns."""
    value = json_of(data)
    if not isinstance(value, dict) or "elements" not in value:
        raise RefusedFileError("OSM", "The file has no 'elements'. Ask Overpass with [out:json] and 'out center'.")
    if "runtime error" in str(value.get("remark", "")):
        raise RefusedFileError("OSM_PART", "Overpass stopped before the end. Ask for a smaller area.")
    rows = [
        row_of(element, number)
        for number, element in enumerate(objects(value["elements"]), 1)
        if isinstance(element.get("tags"), dict)
    ]
    return Sheet(format="osm", columns=_COLUMNS, rows=rows, known=True)


def row_of(element: dict[str, Any], number: int) -> Row:
    """One element under our columns."""
    tags = {str(name): cell(value) for name, value in element["tags"].items()}
    center = element.get("center") if isinstance(element.get("center"), dict) else element
    kind = "vending_machine" if tags.get("amenity") == "vending_machine" else "building"
    services = _services(tags)
    number_and_street = " ".join(part for part in (tags.get("addr:housenumber"), tags.get("addr:street")) if part)
    values = {
        "source_id": f"{cell(element.get('type'))}/{cell(element.get('id'))}",
        "name": tags.get("name") or tags.get("operator") or ("Syringe vending machine" if kind != "building" else ""),
        "kind": kind,
        "services": ",".join(services),
        "address": number_and_street,
        "city": tags.get("addr:city", ""),
        "state": tags.get("addr:state", ""),
        "postal_code": tags.get("addr:postcode", ""),
        "country": tags.get("addr:country", ""),
        "address_2": tags.get("addr:unit", ""),
        "latitude": cell((center or {}).get("lat")),
        "longitude": cell((center or {}).get("lon")),
        "phone": tags.get("phone") or tags.get("contact:phone") or tags.get("contact:mobile", ""),
        "hours": tags.get("opening_hours", ""),
        "cost": {"no": "free", "yes": ""}.get(tags.get("fee", ""), ""),
        "accessible": {"yes": "yes", "no": "no"}.get(tags.get("wheelchair", ""), ""),
    }
    if tags.get("opening_hours", "").strip().lower() in ("off", "closed") or any(one.startswith(GONE) for one in tags):
        values["activity"] = "closed"
    return Row(number, values)


def _services(tags: dict[str, str]) -> list[str]:
    """What OpenStreetMap's tags say is there; nothing is guessed from a pharmacy being one."""
    found = []
    vending = tags.get("vending", "")
    everything = " ".join(tags.values()).lower()
    if "syringe" in vending or any(
        word in everything for word in ("needle_exchange", "needle exchange", "syringe exchange")
    ):
        found.append("syringes")
    if "naloxone" in everything or "narcan" in everything:
        found.append("naloxone")
    if "condom" in vending:
        found.append("safer_sex")
    if tags.get("amenity") == "social_facility" and tags.get("social_facility") == "shelter":
        found.append("shelter")
    if tags.get("social_facility") in ("food_bank", "soup_kitchen"):
        found.append("food")
    return found
