"""GeoJSON (RFC 7946): points with properties; longitude comes first in it."""

from __future__ import annotations

from typing import Any

from app.places.imports import columns
from app.places.imports.osm import row_of
from app.places.imports.rows import RefusedFileError, Row, Sheet, cell
from app.places.imports.text import json_of, objects


def read(data: bytes) -> Sheet:
    """The features of this file as rows; refuses coordinates that are not degrees."""
    value = json_of(data)
    if not isinstance(value, dict) or value.get("type") != "FeatureCollection":
        raise RefusedFileError("GEOJSON", "The file is not a GeoJSON FeatureCollection. Check --as.")
    reference = value.get("crs")
    if reference and "4326" not in str(reference) and "CRS84" not in str(reference):
        raise RefusedFileError("GEO_CRS", "The coordinates are not degrees (WGS 84). Export again with EPSG:4326.")
    rows = [_row(feature, number) for number, feature in enumerate(objects(value.get("features")), 1)]
    names = dict.fromkeys(name for row in rows for name in row.values)
    return Sheet(format="geojson", columns=tuple(names), rows=rows)


def _row(feature: dict[str, Any], number: int) -> Row:
    properties = feature.get("properties")
    values = {str(name): cell(one) for name, one in (properties if isinstance(properties, dict) else {}).items()}
    if "id" in feature and not values.get("id"):
        values["id"] = cell(feature["id"])
    point = middle(feature.get("geometry"))
    if is_tagged(values):
        return _tagged(values, point, number)
    if point is None and values.get("kind") == "mail_order":
        return Row(number, values)
    if point is None:
        fault = "" if columns.says_where(values) else f"GEO_NONE: Item {number} has no point on the map."
        return Row(number, values, fault)
    values["longitude"], values["latitude"] = cell(point[0]), cell(point[1])
    return Row(number, values)


def is_tagged(values: dict[str, str]) -> bool:
    """True for what overpass-turbo exports: OpenStreetMap's tags as properties."""
    return "@id" in values or any(name.startswith("addr:") for name in values)


def _tagged(values: dict[str, str], point: tuple[float, float] | None, number: int) -> Row:
    """A feature of overpass-turbo, read as the Overpass answer it was made of."""
    kind, _, identity = values.get("@id", values.get("id", "")).partition("/")
    element: dict[str, Any] = {"type": kind, "id": identity, "tags": values}
    if point is not None:
        element |= {"lat": point[1], "lon": point[0]}
    row = row_of(element, number)
    told = {name: text for name, text in values.items() if name in ("description", "note")}
    return Row(number, {**row.values, **told})


def middle(geometry: Any) -> tuple[float, float] | None:
    """Longitude and latitude of a point, or of the middle of another shape; None when there is none."""
    found: list[tuple[float, float]] = []
    _collect(geometry.get("coordinates") if isinstance(geometry, dict) else None, found, depth=0)
    if not found:
        return None
    return sum(point[0] for point in found) / len(found), sum(point[1] for point in found) / len(found)


def _collect(value: Any, found: list[tuple[float, float]], *, depth: int) -> None:
    if not isinstance(value, list) or depth > 4 or len(found) > 10_000:
        return
    if len(value) >= 2 and all(isinstance(one, int | float) for one in value[:2]):
        found.append((float(value[0]), float(value[1])))
        return
    for one in value:
        _collect(one, found, depth=depth + 1)
