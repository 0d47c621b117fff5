"""Lines of the states on the map: where the country is, so that a point far off is seen to be; of our own file, half a kilometre fine.

The lines are the Census Bureau's cartographic boundaries (NOTICE), as steps of a two-hundredth of a degree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

_FILE = Path(__file__).with_name("states.json")


class _Outlines(msgspec.Struct, frozen=True):
    per_degree: int
    lines: tuple[tuple[int, ...], ...]
    """Longitude and latitude of the first point, then the steps to each that follows."""


class _StateLine(msgspec.Struct, frozen=True):
    points: tuple[tuple[float, float], ...]
    west: float
    south: float
    east: float
    north: float


@cache
def _lines() -> tuple[_StateLine, ...]:
    held = msgspec.json.decode(_FILE.read_bytes(), type=_Outlines)
    return tuple(_line(one, held.per_degree) for one in held.lines)


def _line(steps: tuple[int, ...], per_degree: int) -> _StateLine:
    points, x, y = [], 0, 0
    for right, up in zip(steps[::2], steps[1::2], strict=True):
        x, y = x + right, y + up
        points.append((x / per_degree, y / per_degree))
    across, along = [one[0] for one in points], [one[1] for one in points]
    return _StateLine(tuple(points), min(across), min(along), max(across), max(along))


class MapWindow(msgspec.Struct, frozen=True):
    """What is looked at, in degrees."""

    west: float
    south: float
    east: float
    north: float

    def holds(self, point: tuple[float, float]) -> bool:
        """Whether this point is in it."""
        return self.west <= point[0] <= self.east and self.south <= point[1] <= self.north


def outlines(window: MapWindow, x: Callable[[float], float], y: Callable[[float], float]) -> Iterator[str]:
    """The lines that come into this window, as paths of a picture; pieces that stay outside are left out."""
    for line in _lines():
        if line.east < window.west or line.west > window.east or line.north < window.south or line.south > window.north:
            continue
        yield from _paths(line, window, x, y)


def _paths(
    line: _StateLine, window: MapWindow, x: Callable[[float], float], y: Callable[[float], float]
) -> Iterator[str]:
    path = ""
    for before, point in pairwise(line.points):
        if window.holds(before) or window.holds(point):
            path = path or f"M{x(before[0])} {y(before[1])}"
            path += f"L{x(point[0])} {y(point[1])}"
        elif path:
            yield path
            path = ""
    if path:
        yield path
