"""Socrata open data as JSON: flat objects, places in a column of their own."""

from __future__ import annotations

from typing import Any

import msgspec

from app.places.imports.geojson import middle
from app.places.imports.rows import RefusedFileError, Row, Sheet, cell
from app.places.imports.text import json_of, objects


def read(data: bytes) -> Sheet:
    """The objects as rows, with the coordinates and the address that Socrata keeps inside a location."""
    value = json_of(data)
    if isinstance(value, dict) and value.get("error"):
        raise RefusedFileError("SOCRATA_ERROR", "The service answered with an error, not with places. Record it again.")
    rows = [_row(one, number) for number, one in enumerate(objects(value), 1)]
    columns = dict.fromkeys(name for row in rows for name in row.values)
    return Sheet(format="socrata", columns=tuple(columns), rows=rows)


def _row(item: dict[str, Any], number: int) -> Row:
    values: dict[str, str] = {}
    for name, value in item.items():
        if name.startswith(":@computed"):
            continue
        if isinstance(value, dict):
            values.update(_inside(value))
        else:
            values[name] = cell(value)
    return Row(number, values)


def _inside(value: dict[str, Any]) -> dict[str, str]:
    """What a location or point column holds."""
    point = middle(value)
    if point is not None:
        return {"longitude": cell(point[0]), "latitude": cell(point[1])}
    found = {name: cell(value.get(name)) for name in ("latitude", "longitude") if value.get(name) is not None}
    if isinstance(value.get("human_address"), str):
        try:
            address = msgspec.json.decode(value["human_address"], type=dict[str, str | None])
        except msgspec.DecodeError:
            return found
        found |= {name: address.get(name) or "" for name in ("address", "city", "state", "zip")}
    return found
