"""Lists in other programmes' forms with what has to arrive of each: read as `places import` reads them, and compared."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from app.line.place_lists import read_files, read_places
from app.places.distance import kilometres
from app.places.gazetteer import Gazetteer, fold
from app.places.hours import openness_of, time_zone
from app.places.imports.clean import Defaults, known_services
from app.places.imports.reading import ListRead
from app.places.site import Site

OWN = Path(__file__).parent / "fixtures" / "lists"
HANDED = Path(__file__).parents[3] / "shared" / "samples" / "places" / "imports"


def lists() -> list[Path]:
    """Every list there is, the project's own first."""
    return [one for root in (OWN, HANDED) if root.exists() for one in sorted(root.iterdir()) if one.is_dir()]


def reading_of(folder: Path, gazetteer: Gazetteer) -> ListRead:
    """The list as an import reads it, with its arguments."""
    expected = json.loads((folder / "expected.json").read_text())
    files = read_files(folder / expected["file"])
    return read_places(files, defaults=defaults_of(expected["arguments"]), gazetteer=gazetteer)


def defaults_of(given: Sequence[str]) -> Defaults:
    """What the arguments of an import say of all its places."""
    options = dict(zip(given[::2], given[1::2], strict=True))
    return Defaults(
        source="list", services=known_services(options.get("--services", "")), state=options.get("--state", ""),
        country=options.get("--country", ""),
    )  # fmt: skip


def compared(folder: Path, gazetteer: Gazetteer) -> tuple[int, list[str]]:
    """How many fields were looked at, and a sentence for each that did not arrive."""
    expected = json.loads((folder / "expected.json").read_text())
    reading = reading_of(folder, gazetteer)
    left = list(reading.sites)
    looked, wrong = 0, []
    for wanted in expected["live"]:
        site = _chosen(left, wanted)
        if site is not None:
            left.remove(site)
        for field, value in wanted.items():
            if field in ("lat", "lon", "by_zip"):
                continue
            looked += 1
            found = "missing" if site is None else _differs(site, field, value, wanted)
            if found:
                wrong.append(f"{wanted['name']}: {field}: {found}")
    for aside in expected["aside"]:
        looked += 1
        told = [f"{one.code} {one.message}" for one in reading.aside if one.name.startswith(aside["name"])]
        if not any(_says(aside["reason"], text) for text in told):
            wrong.append(f"{aside['name']}: should be set aside for {aside['reason']}, was: {told}")
    wrong += [f"{site.name} should not have come" for site in left]
    return looked, wrong


def _chosen(sites: list[Site], wanted: dict[str, Any]) -> Site | None:
    alike = [one for one in sites if one.name.startswith(wanted["name"])]
    if not alike or "lat" not in wanted:
        return alike[0] if alike else None
    return min(
        alike,
        key=lambda one: (
            kilometres(one.latitude, one.longitude, wanted["lat"], wanted["lon"])
            if one.latitude is not None and one.longitude is not None
            else 9e9
        ),
    )


def _says(reason: str, text: str) -> bool:
    return any(word.lower() in text.lower() for word in reason.split("|"))


def _differs(site: Site, field: str, value: Any, wanted: dict[str, Any]) -> str:
    """What was found instead; empty when it is right."""
    found: Any = {
        "name": site.name, "address": site.address, "city": site.city, "state": site.state, "country": site.country,
        "zip": site.postal_code, "phone": site.phone, "zone": site.zone, "services": site.services,
        "not_services": site.services, "accessible": site.accessible, "languages": site.languages,
    }.get(field, "")  # fmt: skip
    if field == "address_also":
        found = f"{site.address} {site.notes}"
    elif field == "within_km":
        found = (site.latitude, site.longitude, site.approximate)
    elif field == "hours":
        found = [f"{one['at']} {state}" for one in value if (state := state_at(site, one["at"])) not in one["is"]]
    right = _RIGHT[field](found, value, wanted)
    return "" if right else f"{found} ({site.hours!r} {site.hours_raw!r})"


def _is_near(found: Any, value: Any, wanted: dict[str, Any]) -> bool:
    latitude, longitude, about = found
    if latitude is None or about is not bool(wanted.get("by_zip")):
        return False
    return bool(kilometres(latitude, longitude, wanted["lat"], wanted["lon"]) <= value)


def _begins(found: str, value: str, _: object) -> bool:
    return fold(found).startswith(fold(value))


def _is(found: Any, value: Any, _: object) -> bool:
    return bool(found == value)


def _has(found: Any, value: Any, _: object) -> bool:
    return set(value) <= set(found)


_RIGHT: dict[str, Callable[[Any, Any, dict[str, Any]], bool]] = {
    "name": _begins, "address": _begins, "city": _begins, "state": _is, "country": _is, "within_km": _is_near,
    "services": _has, "languages": _has,
    "address_also": lambda found, value, _: fold(value) in fold(found),
    "zip": lambda found, value, _: found.replace(" ", "")[: len(value.replace(" ", ""))] == value.replace(" ", ""),
    "phone": lambda found, value, _: _digits(found)[-10:] == _digits(value)[-10:],
    "zone": lambda found, value, _: found in value,
    "not_services": lambda found, value, _: not set(value) & set(found),
    "accessible": lambda found, value, _: found is (value == "yes"),
    "hours": lambda found, _value, _wanted: not found,
}  # fmt: skip


def _digits(text: str) -> str:
    return "".join(mark for mark in text if mark.isdigit())


def state_at(site: Site, local: str) -> str:
    """What is said of the site at this local time; what is said with `holiday: call first` counts as not known."""
    zone = time_zone(site.zone)
    if zone is None:
        return "unknown"
    found = openness_of(site, now=datetime.fromisoformat(local).replace(tzinfo=zone))
    return "unknown" if found.holiday and found.state == "open" else found.state
