"""Points on the map of staff: in the area where the line works, latitude first."""

from __future__ import annotations

from collections.abc import Iterator
from math import asin, cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

from app.language.default import DEFAULT_LANGUAGE
from app.release.problems import Problem
from app.release.yaml_reader import read_file
from app.release.yaml_tree import Document, Scalar, Step

FAR = 3.0
"""Times the radius of the area: a place people name may lie beyond it, but not on another continent."""
LEAST_KM = 150.0
Point = tuple[float, float]


class AreaOf:
    """Where this line works, as places.yaml of the first language says."""

    def __init__(self, content: Path) -> None:
        files = sorted(
            content.glob("??/places.yaml"), key=lambda file: (file.parent.name != DEFAULT_LANGUAGE, file.parent.name)
        )
        self.documents = [read_file(file, root=content.parent) for file in files]
        areas = [document.plain().get("area") for document in self.documents]
        area = next((one for one in areas if isinstance(one, dict)), {})
        self.centre = point_of([area.get("latitude"), area.get("longitude")])
        self.radius = _number(area.get("radius_km")) or 80.0

    def wrong(self, point: Point | None) -> str:
        """What is wrong with a point, or an empty string."""
        if point is None or self.centre is None:
            return ""
        turned = (point[1], point[0])
        distance = km(self.centre, point)
        if distance > self.radius and abs(turned[0]) <= 90 and km(self.centre, turned) <= self.radius * FAR:
            return "Latitude and longitude are the other way round: latitude comes first. Swap the two."
        if distance > max(self.radius * FAR, LEAST_KM):
            return f"This is {distance:,.0f} km from where the line works. Look at the digits and the minus sign."
        return ""


def far_points(area: AreaOf) -> Iterator[Problem]:
    """A problem for each neighborhood, landmark, street and postal area whose point is not where the line works."""
    for document in area.documents:
        for steps, value in _points(document.plain()):
            if message := area.wrong(point_of(value)):
                yield _named(document, steps, message)


def _named(document: Document, steps: tuple[Step, ...], message: str) -> Problem:
    name = document.value(*steps[:2], "name")
    called = name.text if isinstance(name, Scalar) else str(steps[1]) if steps[0] == "postal_areas" else ""
    return document.problem(steps, "PLACE_FAR", f"{called}: {message}" if called else message)


def _points(values: dict[str, Any]) -> Iterator[tuple[tuple[Step, ...], Any]]:
    for part in ("neighborhoods", "landmarks"):
        for number, item in enumerate(values.get(part) or ()):
            if isinstance(item, dict):
                yield (part, number, "at"), item.get("at")
    for number, item in enumerate(values.get("streets") or ()):
        for at, point in enumerate(item.get("line") or ()) if isinstance(item, dict) else ():
            yield ("streets", number, "line", at), point
    areas = values.get("postal_areas")
    for code, item in areas.items() if isinstance(areas, dict) else ():
        if isinstance(item, dict):
            yield ("postal_areas", code, "at"), item.get("at")


def point_of(value: Any) -> Point | None:
    """Two numbers as a point, or None."""
    numbers = [_number(one) for one in value] if isinstance(value, list) and len(value) == 2 else [None]
    return (numbers[0], numbers[1]) if len(numbers) == 2 and numbers[0] is not None and numbers[1] is not None else None


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def km(one: Point, other: Point) -> float:
    """The way between two points of the Earth."""
    north, east = radians(other[0] - one[0]) / 2, radians(other[1] - one[1]) / 2
    half = sin(north) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east) ** 2
    return 12742.0 * asin(sqrt(min(1.0, half)))
