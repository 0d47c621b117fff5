"""A recorded answer of an ArcGIS feature service: JSON with degrees (`outSR=4326`), all pages of it."""

from __future__ import annotations

from typing import Any

from app.places.imports import columns
from app.places.imports.rows import RefusedFileError, Row, Sheet, cell
from app.places.imports.text import json_of, objects

_DEGREES = frozenset({4326, 4269})
"""WGS 84, and NAD 83, which differs from it by a metre or two."""


def read(data: bytes) -> Sheet:
    """The features as rows; refuses other units than degrees, and an answer that is only a part."""
    value = json_of(data)
    if isinstance(value, dict) and isinstance(value.get("error"), dict):
        raise RefusedFileError("ARCGIS_ERROR", "The service answered with an error, not with places. Record it again.")
    if not isinstance(value, dict) or "features" not in value:
        raise RefusedFileError(
            "ARCGIS", "The file has no 'features'. Ask the service for f=json&outFields=*&outSR=4326."
        )
    if value.get("exceededTransferLimit"):
        raise RefusedFileError(
            "ARCGIS_PART", "This is only the first page. Fetch the others with resultOffset, and join them."
        )
    reference = value.get("spatialReference")
    number = (
        (reference or {}).get("latestWkid") or (reference or {}).get("wkid") if isinstance(reference, dict) else None
    )
    if number not in _DEGREES:
        found = f"are EPSG:{number}" if number else "have no spatialReference"
        raise RefusedFileError("GEO_CRS", f"The coordinates {found}, not degrees. Ask again with outSR=4326.")
    rows = [_row(feature, at) for at, feature in enumerate(objects(value["features"]), 1)]
    names = dict.fromkeys(name for row in rows for name in row.values)
    return Sheet(format="arcgis", columns=tuple(names), rows=rows)


def _row(feature: dict[str, Any], number: int) -> Row:
    attributes = feature.get("attributes")
    values = {str(name): cell(one) for name, one in (attributes if isinstance(attributes, dict) else {}).items()}
    geometry = feature.get("geometry")
    if not isinstance(geometry, dict) or not isinstance(geometry.get("x"), int | float):
        fault = "" if columns.says_where(values) else f"GEO_NONE: Item {number} has no point on the map."
        return Row(number, values, fault)
    values["longitude"], values["latitude"] = cell(geometry["x"]), cell(geometry.get("y"))
    return Row(number, values)
