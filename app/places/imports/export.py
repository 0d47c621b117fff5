"""The list in forms that other programs read, and that come back as the same list."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Any

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.places.place_words import shipped_words, words_in
from app.places.site import Site
from app.places.weekly import tidy

COLUMNS = (
    "porchlight_id", "name", "services", "kind", "address", "city", "state", "postal_code", "country", "latitude",
    "longitude", "phone", "hours", "cost", "needs_id", "minimum_age", "languages", "accessible", "notes", "notes_es",
    "serves", "zone", "approximate", "demo", "status", "verified_on",
)  # fmt: skip


def as_csv(sites: Iterable[Site]) -> str:
    """The sites as CSV; a cell that a spreadsheet would run begins with an apostrophe."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for site in sites:
        values = record(site)
        writer.writerow([safe_cell(values[name]) for name in COLUMNS])
    return out.getvalue()


def safe_cell(value: str) -> str:
    """The value as a spreadsheet shows it and does not run it."""
    # A minus before digits is a coordinate and not a formula.
    if value[:1] in ("=", "@", "+") or (value[:1] == "-" and not value[1:2].isdigit()):
        return f"'{value}"
    return value


def record(site: Site) -> dict[str, str]:
    """One site as named text, under the names that an import reads."""
    notes = dict(site.notes)
    plain = {
        name: _text(getattr(site, name))
        for name in COLUMNS
        if name not in ("porchlight_id", "notes", "notes_es", "hours", "services", "languages", "serves")
    }
    return (
        plain
        | {
            "porchlight_id": site.id,
            "services": ",".join(site.services),
            "languages": ",".join(site.languages),
            "serves": ",".join(site.serves),
            "hours": site.hours or site.hours_raw,
            "notes": notes.get(DEFAULT_LANGUAGE, ""),
        }
        | {name: notes.get(name.removeprefix("notes_"), "") for name in COLUMNS if name.startswith("notes_")}
    )


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return repr(value) if isinstance(value, float) else str(value)


def as_geojson(sites: Iterable[Site]) -> str:
    """The sites as a GeoJSON FeatureCollection; those without a point have a null geometry."""
    features = [
        {
            "type": "Feature",
            "id": site.id,
            "geometry": None
            if site.latitude is None
            else {"type": "Point", "coordinates": [site.longitude, site.latitude]},
            "properties": {k: v for k, v in record(site).items() if k not in ("latitude", "longitude") and v},
        }
        for site in sites
    ]
    return _json({"type": "FeatureCollection", "features": features})


def as_hsds(sites: Iterable[Site]) -> str:
    """The sites as HSDS 3 services, each at one location; what HSDS has no field for is in `attributes`."""
    return _json([_service(site) for site in sites])


def _service(site: Site) -> dict[str, Any]:
    values = record(site)
    location = {
        "id": site.id,
        "location_type": "virtual" if site.latitude is None else "physical",
        "name": site.name,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "addresses": [
            {
                "address_1": site.address,
                "city": site.city,
                "state_province": site.state,
                "postal_code": site.postal_code,
                "country": site.country,
                "address_type": "physical",
            }
        ],
        "phones": [{"number": site.phone, "type": "voice"}] if site.phone else [],
        "languages": [{"code": code} for code in site.languages],
        "attributes": [
            {"label": name, "value": values[name]}
            for name in (
                "porchlight_id",
                "services",
                "kind",
                "hours",
                "needs_id",
                "minimum_age",
                "accessible",
                "notes",
                "notes_es",
                "zone",
                "demo",
                "serves",
            )
            if values[name]
        ],
    }
    names = ", ".join(map(words_in(shipped_words(), DEFAULT_LANGUAGE).service, site.services))
    return {
        "id": f"{site.id}-service",
        "name": names or site.name,
        "status": "active",
        "fees_description": site.cost,
        "assured_date": values["verified_on"],
        "service_at_locations": [
            {"id": f"{site.id}-at", "location": location, "schedules": [{"description": tidy(site.hours)}]}
        ],
    }


def _json(value: Any) -> str:
    return msgspec.json.format(msgspec.json.encode(value), indent=1).decode()
