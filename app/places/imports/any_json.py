"""JSON of no known form: whatever in it looks like a place, however deep it lies, with what lies inside it beside it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from app.places.imports import columns
from app.places.imports.geojson import middle
from app.places.imports.rows import MOST_ROWS, RefusedFileError, Row, Sheet, cell
from app.places.imports.schedules import Opening, hours_of, weekday
from app.places.imports.text import json_of

_DEEPEST = 8
_INSIDE = ("attributes", "properties", "fields", "address", "physical_address", "location", "geo", "contact")
"""Objects inside a place that tell of it. Every other object is a place of its own, or of no use."""
_LISTS = {"phones": ("number", "phone"), "services": ("name", "keywords", "description"), "taxonomies": ("name",)}
_TIMES = frozenset({"opens_at", "closes_at"})


def read(data: bytes) -> Sheet:
    """One row for each place in the file; refuses a file in which nothing says where it is."""
    rows = [Row(number, values) for number, values in enumerate(_places(json_of(data), "", _DEEPEST), 1)]
    if not rows:
        raise RefusedFileError(
            "JSON_PLACES", "Nothing in this file says where a place is. Check --as, or save it as CSV."
        )
    if len(rows) > MOST_ROWS:
        raise RefusedFileError("CSV_ROWS", f"The file has more than {MOST_ROWS:,} places. Split it.")
    names = dict.fromkeys(name for row in rows for name in row.values)
    return Sheet(format="json", columns=tuple(names), rows=rows)


def is_flat(value: dict[str, Any]) -> bool:
    """Whether this object says itself where it is, with nothing inside it: a row of a plain list."""
    return not any(isinstance(one, dict | list) for one in value.values()) and columns.says_where(
        {name: cell(one) for name, one in value.items()}
    )


def _places(value: Any, name: str, depth: int) -> Iterator[dict[str, str]]:
    if depth == 0:
        return
    if isinstance(value, list):
        for one in value:
            yield from _places(one, "", depth - 1)
    elif isinstance(value, dict):
        flat = _flat(value)
        if _is_place(flat):
            named = any(columns.field_of(column) == "name" and text for column, text in flat.items())
            yield flat if named or not name else {"name": name, **flat}
        else:
            for inner, one in value.items():
                yield from _places(one, str(inner), depth - 1)


def _is_place(flat: dict[str, str]) -> bool:
    fields = {columns.field_of(column) for column, text in flat.items() if text.strip()}
    return bool(fields & {"address", "postal_code", "latitude", "street_name"})


def _flat(item: dict[str, Any]) -> dict[str, str]:
    """The values of an object and of what in it tells of it."""
    found: dict[str, str] = {}
    for name, value in item.items():
        bare = name.lower().removesuffix("_attributes")
        if name == "coordinates" and isinstance(value, list) and len(value) == 2:
            found |= _point(value)
        elif isinstance(value, dict):
            point = middle(value) if set(value) <= {"type", "coordinates", "crs"} else None
            if point is not None:
                found |= {"longitude": cell(point[0]), "latitude": cell(point[1])}
            elif bare in _INSIDE:
                found |= {column: text for column, text in _flat(value).items() if column not in ("id", "name")}
            elif bare in _LISTS and value and all(isinstance(one, dict) for one in value.values()):
                found |= _listed(bare, list(value.values()))
        elif isinstance(value, list) and value and all(isinstance(one, dict) for one in value):
            found |= _listed(bare, value)
        else:
            found.setdefault(name, cell(value))
    return found


def _point(pair: list[Any]) -> dict[str, str]:
    """A pair is longitude first, as GeoJSON has it, unless only the other way round is on this side of the Earth."""
    try:
        first, second = float(pair[0]), float(pair[1])
    except (TypeError, ValueError):
        return {}
    if second < -50 and 0 < first < 75:
        first, second = second, first
    return {"longitude": cell(first), "latitude": cell(second)}


def _listed(name: str, items: list[dict[str, Any]]) -> dict[str, str]:
    """What a list inside a place tells: its telephones, its services, its weekly hours."""
    if name == "services":
        times = next((inner for one in items if (inner := _times(one.get("schedules")))), {})
        words = [cell(one.get(column)) for one in items for column in _LISTS[name]]
        return {"service_words": " ; ".join(word for word in words if word), **times}
    if any(_TIMES <= set(one) for one in items):
        return _times(items)
    told = [text for one in items for column in _LISTS.get(name, ()) if (text := cell(one.get(column)))]
    return {name: told[0] if name == "phones" else " ; ".join(told)} if told else {}


def _times(items: Any) -> dict[str, str]:
    """A week of opening times, where each line of it is certain."""
    if not isinstance(items, list) or not all(isinstance(one, dict) for one in items) or not items:
        return {}
    openings = [
        Opening(
            (weekday(cell(one.get("weekday") or one.get("day"))),),
            cell(one.get("opens_at")),
            cell(one.get("closes_at")),
        )
        for one in items
    ]
    hours = hours_of(openings) if all(opening.days[0] for opening in openings) else ""
    return {"hours": hours} if hours else {}
