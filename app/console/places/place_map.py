"""A map of points as a picture of our own: a grid of degrees, north up, nothing from anybody else."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from app.console.places.outline import MapWindow, outlines
from app.places.site import Site

WIDTH, HEIGHT, _EDGE = 720, 460, 34
MOST_POINTS = 1500
_STEPS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0)
_MOST_LINES = 7
_LEAST_SPAN = 0.02


class MapPoint(msgspec.Struct, frozen=True):
    """One place on the picture."""

    id: str
    name: str
    status: str
    x: float
    y: float


class MapLine(msgspec.Struct, frozen=True):
    """One line of the grid, and what it says at its end."""

    x1: float
    y1: float
    x2: float
    y2: float
    label: str


class PlaceMap(msgspec.Struct, frozen=True):
    """The picture: points over lines."""

    points: tuple[MapPoint, ...]
    lines: tuple[MapLine, ...]
    without: int
    """Places without a point, such as what comes by mail."""
    left_off: int = 0
    outlines: tuple[str, ...] = ()
    """Lines of the states, as paths."""


def map_of(sites: Sequence[Site]) -> PlaceMap:
    """The places that have a point, all of them within the picture."""
    placed = [
        (one, one.latitude, one.longitude) for one in sites if one.latitude is not None and one.longitude is not None
    ]
    without, left_off = len(sites) - len(placed), max(0, len(placed) - MOST_POINTS)
    placed = placed[:MOST_POINTS]
    if not placed:
        return PlaceMap((), (), without)
    south, north = _wide([lat or 0.0 for _, lat, _ in placed])
    west, east = _wide([lon or 0.0 for _, _, lon in placed])
    narrow = math.cos(math.radians((south + north) / 2))  # a degree of longitude is shorter up here
    scale = min((WIDTH - 2 * _EDGE) / ((east - west) * narrow), (HEIGHT - 2 * _EDGE) / (north - south))
    left = (WIDTH - (east - west) * narrow * scale) / 2
    top = (HEIGHT - (north - south) * scale) / 2

    def x(longitude: float) -> float:
        return round(left + (longitude - west) * narrow * scale, 1)

    def y(latitude: float) -> float:
        return round(top + (north - latitude) * scale, 1)

    points = tuple(MapPoint(one.id, one.name, one.status, x(lon or 0.0), y(lat or 0.0)) for one, lat, lon in placed)
    across = tuple(
        MapLine(0, y(at), WIDTH, y(at), _degrees(at, "NS")) for at in _marks(south - top / scale, north + top / scale)
    )
    aside = left / (narrow * scale)
    down = tuple(MapLine(x(at), 0, x(at), HEIGHT, _degrees(at, "EW")) for at in _marks(west - aside, east + aside))
    beside = max(east - west, north - south, 0.5)
    states = tuple(outlines(MapWindow(west - beside, south - beside, east + beside, north + beside), x, y))
    return PlaceMap(points, across + down, without, left_off, states)


def _wide(values: list[float]) -> tuple[float, float]:
    low, high = min(values), max(values)
    short = max(0.0, _LEAST_SPAN - (high - low)) / 2
    return low - short, high + short


def _marks(low: float, high: float) -> list[float]:
    """Where lines stand between the edges of the picture, few enough for their names to stand apart."""
    step = next((one for one in _STEPS if (high - low) / one <= _MOST_LINES), 40.0)
    first = math.ceil(low / step)
    return [round(number * step, 4) for number in range(first, math.floor(high / step) + 1)]


def _degrees(value: float, letters: str) -> str:
    return f"{abs(value):g}° {letters[0] if value >= 0 else letters[1]}"
