"""Open Referral 1.x and Ohana CSV: locations, with addresses, phones, services and weekly schedules beside them."""

from __future__ import annotations

from collections.abc import Mapping

from app.places.imports.package import Package, Record, first
from app.places.imports.rows import RefusedFileError, Row, Sheet
from app.places.imports.schedules import Opening, closed_each_year, hours_of, weekday

COLUMNS = (
    "source_id", "name", "services", "service_words", "address", "city", "state", "postal_code", "country", "latitude",
    "longitude", "phone", "hours", "hours_certain", "hours_raw", "cost", "languages", "accessible", "notes",
)  # fmt: skip


_TELLING = ("name", "alternate_name", "description", "keywords", "taxonomy_ids")


def read(files: Mapping[str, bytes]) -> Sheet:
    """One row a location; refuses a folder without locations."""
    package = Package(files)
    if "locations" not in package:
        raise RefusedFileError("PACKAGE", "There is no locations.csv in this folder. Check --as.")
    links = _links(package)
    tables = {
        "addresses": package.by("addresses", "location_id") or package.by("physical_addresses", "location_id"),
        "phones": package.by("phones", "location_id"),
        "services": _services(package, links),
        "organizations": package.by("organizations", "id"),
        "schedules": _schedules(package, links),
        "holidays": package.by("holiday_schedules", "location_id"),
        "languages": package.by("languages", "location_id"),
        "access": package.by("accessibility_for_disabilities", "location_id"),
    }
    rows = [_row(location, number, tables) for number, location in enumerate(package.table("locations"), 2)]
    return Sheet(format="ohana", columns=COLUMNS, rows=rows, known=True)


def _links(package: Package) -> dict[str, list[str]]:
    """The locations of each service: in a table of their own since Open Referral 1.1, in the service before."""
    found: dict[str, list[str]] = {}
    for table in ("services_at_location", "service_at_location", "services_at_locations", "service_at_locations"):
        for link in package.table(table):
            found.setdefault(link.get("service_id", ""), []).append(link.get("location_id", ""))
    for service in package.table("services"):
        if service.get("location_id"):
            found.setdefault(service.get("id", ""), []).append(service["location_id"])
    return found


def _services(package: Package, links: Mapping[str, list[str]]) -> dict[str, list[Record]]:
    found: dict[str, list[Record]] = {}
    for service in package.table("services"):
        places = links.get(service.get("id", ""), []) or [service.get("location_id", "")]
        for location in dict.fromkeys(places):
            found.setdefault(location, []).append(service)
    return found


def _schedules(package: Package, links: Mapping[str, list[str]]) -> dict[str, list[Record]]:
    """The weekly hours of each location: its own, else those of the first of its services that has any."""
    records = package.table("regular_schedules") or package.table("regular_schedule") or package.table("schedules")
    own: dict[str, list[Record]] = {}
    of_service: dict[str, list[Record]] = {}
    for record in records:
        if record.get("location_id"):
            own.setdefault(record["location_id"], []).append(record)
        elif record.get("service_id"):
            of_service.setdefault(record["service_id"], []).append(record)
    for service, found in of_service.items():
        for location in links.get(service, []):
            own.setdefault(location, found)
    return own


def _row(location: Record, number: int, tables: dict[str, dict[str, list[Record]]]) -> Row:
    key = location.get("id", "")
    address = first(tables["addresses"].get(key, []))
    services = tables["services"].get(key, [])
    organization = first(tables["organizations"].get(location.get("organization_id", ""), []))
    words = [record.get(name, "") for record in services for name in _TELLING]
    access = f"{location.get('accessibility', '')} {_told(tables['access'].get(key, []), 'accessibility')}"
    names = (location.get("name"), organization.get("name"))
    values = {
        "source_id": key,
        "name": next((name for name in names if name), ""),
        "service_words": " ; ".join(word for word in words if word),
        "address": ", ".join(part for part in (address.get("address_1"), address.get("address_2")) if part),
        "city": address.get("city", ""),
        "state": address.get("state_province", ""),
        "postal_code": address.get("postal_code", ""),
        "country": address.get("country", ""),
        "latitude": location.get("latitude", ""),
        "longitude": location.get("longitude", ""),
        "phone": _phone(tables["phones"].get(key, [])),
        "hours": _hours(tables["schedules"].get(key, []), tables["holidays"].get(key, [])),
        "hours_certain": "yes",
        "hours_raw": location.get("hours", ""),
        "cost": next((record["fees"] for record in services if record.get("fees")), ""),
        "languages": location.get("languages", "") or _told(tables["languages"].get(key, []), "language"),
        "accessible": "yes" if "wheelchair" in access.lower() else "",
    }
    if location.get("virtual", "").lower() in ("true", "yes", "1"):
        return Row(number, values, f"VIRTUAL: Row {number} is not a place that people can go to.")
    return Row(number, values)


def _told(records: list[Record], column: str) -> str:
    return ", ".join(one[column] for one in records if one.get(column))


def _phone(records: list[Record]) -> str:
    """The number to call: no fax, the main one first."""
    callable_ = [
        one for one in records if one.get("number_type", one.get("type", "voice")).lower() in ("voice", "hotline", "")
    ]
    return first(callable_).get("number", "")


def _hours(schedules: list[Record], holidays: list[Record]) -> str:
    openings = [
        Opening(
            (weekday(one.get("weekday", "") or one.get("day", "")),), one.get("opens_at", ""), one.get("closes_at", "")
        )
        for one in schedules
    ]
    if not openings or not all(day for opening in openings for day in opening.days):
        return ""
    hours = hours_of(openings)
    closed = [
        closed_each_year(one.get("start_date", ""), one.get("end_date", ""))
        for one in holidays
        if one.get("closed", "").lower() in ("true", "yes", "1", "t")
    ]
    return "; ".join([hours, *(rule for rule in closed if rule)]) if hours else ""
