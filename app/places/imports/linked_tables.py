"""A base of linked tables, as Airtable exports it: a CSV a table, each row with the ids of the rows it belongs to."""

from __future__ import annotations

from collections.abc import Mapping

from app.places.imports.ohana import COLUMNS
from app.places.imports.package import Package, Record, first
from app.places.imports.rows import RefusedFileError, Row, Sheet
from app.places.imports.schedules import Opening, hours_of, weekday


def read(files: Mapping[str, bytes]) -> Sheet:
    """One row a location; refuses a folder without locations."""
    package = Package(files)
    if "locations" not in package:
        raise RefusedFileError("PACKAGE", "There is no table of locations in this folder. Export that table too.")
    tables = {
        name: _by_location(package.table(table))
        for name, table in (
            ("addresses", _first_of(package, "address", "addresses", "physical_addresses")),
            ("services", "services"),
            ("phones", _first_of(package, "phones", "phone")),
            ("schedules", _first_of(package, "regular_schedule", "regular_schedules", "schedules", "schedule")),
        )
    }
    of_service: dict[str, list[Record]] = {}
    for record in package.table(_first_of(package, "regular_schedule", "regular_schedules", "schedules", "schedule")):
        for service in _ids(record, "services", "service"):
            of_service.setdefault(service, []).append(record)
    rows = [_row(number, location, tables, of_service) for number, location in enumerate(package.table("locations"), 2)]
    return Sheet(format="linked", columns=COLUMNS, rows=rows, known=True)


def _first_of(package: Package, *names: str) -> str:
    return next((name for name in names if name in package), names[0])


def _ids(record: Record, *columns: str) -> list[str]:
    return [one.strip() for column in columns for one in record.get(column, "").split(",") if one.strip()]


def _by_location(records: list[Record]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for record in records:
        for location in _ids(record, "locations", "location", "location_id"):
            found.setdefault(location, []).append(record)
    return found


def _row(
    number: int, location: Record, tables: Mapping[str, dict[str, list[Record]]], of_service: Mapping[str, list[Record]]
) -> Row:
    keys = [one for one in (location.get("ID") or location.get("id", ""), location.get("name", "")) if one]

    def of(table: str) -> list[Record]:
        return next((found for one in keys if (found := tables[table].get(one))), [])

    address, services = first(of("addresses")), of("services")
    schedules = of("schedules") or [
        one for service in services for one in of_service.get(service.get("ID") or service.get("id", ""), [])
    ]
    words = [one.get(name, "") for one in services for name in ("name", "description", "taxonomy")]
    hours = _hours(schedules)
    values = {
        "source_id": keys[0] if keys else "",
        "name": location.get("name") or location.get("organization", ""),
        "service_words": " ; ".join(word for word in words if word),
        "address": address.get("address_1", ""),
        "address_2": address.get("address_2", ""),
        "city": address.get("city", ""),
        "state": address.get("state_province", "") or address.get("state", ""),
        "postal_code": address.get("postal_code", ""),
        "country": address.get("country", ""),
        "latitude": location.get("latitude", ""),
        "longitude": location.get("longitude", ""),
        "phone": first(of("phones")).get("number", "") or location.get("phones", ""),
        "hours": hours,
        "hours_certain": "yes" if hours else "",
        "hours_raw": first(schedules).get("description", ""),
        "languages": next((one["languages"] for one in services if one.get("languages")), ""),
        "accessible": "yes" if "wheelchair" in location.get("accessibility_for_disabilities", "").lower() else "",
    }
    return Row(number, values)


def _hours(schedules: list[Record]) -> str:
    openings = []
    for one in schedules:
        days = tuple(weekday(day) for day in one.get("weekday", "").split(","))
        if not all(days):
            return ""
        openings.append(Opening(days, one.get("opens_at", ""), one.get("closes_at", "")))
    return hours_of(openings) if openings else ""
