"""HSDS 3 (Human Services Data Specification), as JSON and as a folder of CSV files.

Times with a zone behind them are not read: the specification's time zone is a bare offset, wrong half of the year.
https://docs.openreferral.org/en/v3.0.1/hsds/schema_reference.html
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from app.places.imports.ohana import COLUMNS
from app.places.imports.package import Package, Record, first
from app.places.imports.rows import RefusedFileError, Row, Sheet, cell
from app.places.imports.schedules import Opening, by_day, hours_of
from app.places.imports.text import json_of, objects

_OURS = frozenset(
    "porchlight_id services kind hours needs_id minimum_age accessible notes notes_es zone demo serves".split()
)

_LINKS = ("service_at_location", "service_at_locations", "services_at_location")
"""What exports call the table that says which service is offered where."""
_OVER = frozenset({"inactive", "defunct", "temporarily closed"})
"""What the specification calls a service that is not offered now."""


def read_folder(files: Mapping[str, bytes]) -> Sheet:
    """One row a location of a CSV package; refuses a folder without locations."""
    package = Package(files)
    if "locations" not in package:
        raise RefusedFileError("PACKAGE", "There is no locations.csv in this folder. Check --as.")
    services = {record.get("id", ""): record for record in package.table("services")}
    at_location: dict[str, list[Record]] = {}
    place_of: dict[str, str] = {}
    for link in next((table for name in _LINKS if (table := package.table(name))), []):
        place_of[link.get("id", "")] = link.get("location_id", "")
        service = services.get(link.get("service_id", ""))
        if service is not None:
            at_location.setdefault(link.get("location_id", ""), []).append(service)
    tables = {name: package.by(name, "location_id") for name in ("addresses", "phones", "languages", "accessibility")}
    schedules: dict[str, list[Record]] = {}
    for one in package.table("schedules"):
        place = one.get("location_id") or place_of.get(one.get("service_at_location_id", ""), "")
        schedules.setdefault(place, []).append(one)
    rows = []
    for number, location in enumerate(package.table("locations"), 2):
        key = location.get("id", "")
        rows.append(
            _row(
                number,
                location,
                services=[one for one in at_location.get(key, []) if _offered(one)],
                over=bool(at_location.get(key)) and not any(map(_offered, at_location[key])),
                address=_walked_to(tables["addresses"].get(key, [])),
                phones=tables["phones"].get(key, []),
                schedules=schedules.get(key, []),
                languages=tables["languages"].get(key, []),
                access=tables["accessibility"].get(key, []),
            )
        )
    return Sheet(format="hsds", columns=COLUMNS, rows=rows, known=True)


def read(data: bytes) -> Sheet:
    """One row a location of a JSON file: a list of services, or one page of them."""
    value = json_of(data)
    if isinstance(value, dict):
        value = value.get("contents") or value.get("services") or value.get("service") or [value]
    found: dict[str, dict[str, Any]] = {}
    for service in _services(objects(value)):
        for link in _list(service, "service_at_locations"):
            location = link.get("location") if isinstance(link.get("location"), dict) else None
            if location is None:
                continue
            entry = found.setdefault(
                cell(location.get("id")) or str(len(found)), {"location": location, "services": [], "schedules": []}
            )
            entry["services"].append(service)
            entry["schedules"] += (
                _list(link, "schedules") or _list(location, "schedules") or _list(service, "schedules")
            )
            entry.setdefault("phones", _list(link, "phones") or _list(location, "phones") or _list(service, "phones"))
    if not found:
        raise RefusedFileError("HSDS", "There is no service with a location in this file. Check --as.")
    rows = [_row_of(number, entry) for number, entry in enumerate(found.values(), 1)]
    return Sheet(format="hsds", columns=COLUMNS, rows=rows, known=True)


def _services(listed: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The services that are still offered, of a list of services or of organizations with theirs."""
    for one in listed:
        for service in [one] if "service_at_locations" in one else _list(one, "services"):
            if _offered(service):
                yield service


def _offered(service: Mapping[str, Any]) -> bool:
    return cell(service.get("status")).lower() not in _OVER


def _list(record: dict[str, Any], name: str) -> list[dict[str, Any]]:
    value = record.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _walked_to(addresses: list[Record]) -> Record:
    """The address that people can go to, where there is one for letters beside it."""
    return first([one for one in addresses if one.get("address_type", "").lower() != "postal"] or addresses)


def _flat(record: dict[str, Any]) -> Record:
    return {name: cell(value) for name, value in record.items()}


def _row_of(number: int, entry: dict[str, Any]) -> Row:
    location = entry["location"]
    return _row(
        number,
        _flat(location),
        services=[_flat(one) for one in entry["services"]],
        address=_walked_to([_flat(one) for one in _list(location, "addresses")]),
        phones=[_flat(one) for one in entry.get("phones", [])],
        schedules=[_flat(one) for one in entry["schedules"]],
        languages=[_flat(one) for held in (location, *entry["services"]) for one in _list(held, "languages")],
        access=[_flat(one) for one in _list(location, "accessibility")],
        attributes={cell(one.get("label")): cell(one.get("value")) for one in _list(location, "attributes")},
    )


def _row(
    number: int,
    location: Record,
    *,
    services: list[Record],
    address: Record,
    phones: list[Record],
    schedules: list[Record],
    languages: list[Record],
    access: list[Record],
    attributes: Record | None = None,
    over: bool = False,
) -> Row:
    voice = [one for one in phones if one.get("type", "voice").lower() in ("voice", "")]
    words = [one.get(name, "") for one in services for name in ("name", "description", "alternate_name")]
    told = [one.get("description", "") for one in schedules]
    values = {
        "source_id": location.get("id", ""),
        "name": location.get("name", ""),
        "service_words": " ; ".join(word for word in words if word)[:2000],
        "address": ", ".join(part for part in (address.get("address_1"), address.get("address_2")) if part),
        "city": address.get("city", ""),
        "state": address.get("state_province", ""),
        "postal_code": address.get("postal_code", ""),
        "country": address.get("country", ""),
        "latitude": location.get("latitude", ""),
        "longitude": location.get("longitude", ""),
        "phone": first(voice).get("number", "").strip('"'),
        "hours": _hours(schedules),
        "hours_certain": "yes",
        "hours_raw": " ".join(dict.fromkeys(text for text in told if text)),
        "cost": next((one["fees_description"] for one in services if one.get("fees_description")), ""),
        "languages": ",".join(one.get("code") or one.get("name") or one.get("language", "") for one in languages),
        "accessible": "yes" if any("wheelchair" in " ".join(one.values()).lower() for one in access) else "",
    }
    if over:
        values["activity"] = "inactive"
    # What an export of ours could say in no field of HSDS.
    values |= {name: value for name, value in (attributes or {}).items() if name in _OURS}
    if values.get("kind") != "mail_order" and location.get("location_type", "physical") not in ("physical", ""):
        return Row(number, values, f"VIRTUAL: Row {number} is not a place that people can go to.")
    return Row(number, values)


def _hours(schedules: list[Record]) -> str:
    """The hours when every schedule repeats plainly each week or month, for good, in local time."""
    openings = []
    for one in schedules:
        limited = any(one.get(name) for name in ("until", "count", "valid_to", "byweekno", "bymonthday", "byyearday"))
        every = one.get("interval", "") in ("", "1")
        days = by_day(one.get("byday", ""), one.get("freq", "").upper())
        if limited or not every or not days or one.get("freq", "").upper() not in ("WEEKLY", "MONTHLY"):
            return ""
        openings.append(Opening(days, one.get("opens_at", ""), one.get("closes_at", "")))
    return hours_of(openings) if openings else ""
