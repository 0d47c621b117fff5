"""Where streets meet, and where a house number is along one: plain geometry in degrees."""

from __future__ import annotations

import math

from app.places.local_places import Point, Street

Box = tuple[float, float, float, float]
"""South, north, west and east."""

_NEAR_DEGREES = 0.004
"""Lines drawn by hand with a few points may miss each other by about this much (400 m)."""


_SURVEYED_DEGREES = 0.0006
"""Lines of a map that come no closer than this (60 m) do not cross."""
ON_DEGREES = 0.0015
"""A landmark this near a street stands on it."""


def box_of(street: Street) -> Box:
    """The box around a street, as wide as another may miss it."""
    latitudes, longitudes = zip(*street.line, strict=True)
    near = _NEAR_DEGREES / 2
    return min(latitudes) - near, max(latitudes) + near, min(longitudes) - near, max(longitudes) + near


def touch(one: Box, other: Box) -> bool:
    """Whether two boxes touch, so that the lines in them may meet."""
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]


def exact_crossing(one: Street, other: Street) -> tuple[float, float] | None:
    """Where two lines truly cross."""
    for start, end in zip(one.line, one.line[1:], strict=False):
        for first, last in zip(other.line, other.line[1:], strict=False):
            point = meeting(start, end, first, last)
            if point is not None:
                return point
    return None


def close_crossing(one: Street, other: Street) -> tuple[float, float] | None:
    """Where two lines cross, or come closest if that is very close."""
    near = _SURVEYED_DEGREES if one.surveyed and other.surveyed else _NEAR_DEGREES
    best: tuple[float, tuple[float, float]] | None = None
    for start, end in zip(one.line, one.line[1:], strict=False):
        for first, last in zip(other.line, other.line[1:], strict=False):
            for corner, (begin, finish) in ((first, (start, end)), (last, (start, end)), (start, (first, last))):
                gap, foot = nearest_on(corner, begin, finish)
                if gap <= near and (best is None or gap < best[0]):
                    best = gap, foot
    return best[1] if best else None


def meeting(a: Point, b: Point, c: Point, d: Point) -> Point | None:
    """The point where the segments ab and cd cross."""
    along = (b[0] - a[0], b[1] - a[1])
    across = (d[0] - c[0], d[1] - c[1])
    turn = along[0] * across[1] - along[1] * across[0]
    if abs(turn) < 1e-15:
        return None
    t = ((c[0] - a[0]) * across[1] - (c[1] - a[1]) * across[0]) / turn
    u = ((c[0] - a[0]) * along[1] - (c[1] - a[1]) * along[0]) / turn
    if not (0 <= t <= 1 and 0 <= u <= 1):
        return None
    return a[0] + t * along[0], a[1] + t * along[1]


def nearest_on(point: Point, start: Point, end: Point) -> tuple[float, Point]:
    """How far, in degrees, and where the segment comes closest to a point."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    t = min(1.0, max(0.0, t))
    foot = (start[0] + t * dx, start[1] + t * dy)
    return math.dist(point, foot), foot


def point_of_number(street: Street, number: int) -> tuple[float, float] | None:
    """Where this house number is along the street; None where it has none like it."""
    if len(street.numbers) != len(street.line):
        return None
    for low, high, begin, end in zip(street.numbers, street.numbers[1:], street.line, street.line[1:], strict=False):
        if min(low, high) <= number <= max(low, high) and low != high:
            part = (number - low) / (high - low)
            return begin[0] + part * (end[0] - begin[0]), begin[1] + part * (end[1] - begin[1])
    return None
