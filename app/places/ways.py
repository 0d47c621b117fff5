"""Where a site is on the streets of the programme's own area: the corner it is at, or the two streets it is between.

Said only when the map says so: the site has a point of its own, its address names a street of the area that runs by
it, and the streets that cross there are known. Nothing is rounded: half a block is `between`, never `two blocks`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

import msgspec
import numpy as np

from app.places.crossings import meeting, nearest_on
from app.places.local_gazetteer import LocalIndex
from app.places.local_places import Point, Street
from app.places.site import Site
from app.places.street_names import street_key

_DEGREE_METRES = 111_195.0
_BY_THE_STREET = 60.0
"""A site stands this near the street of its address, in metres."""
_ENDS_AT = 12.0
_ONE_CORNER = 25.0
"""Streets that cross within this way are one corner: the two sides of a divided road."""
_AROUND = 900.0
_A_BLOCK = (40.0, 350.0)
_MOST_BLOCKS = 6
_MAIN_METRES = 1_500.0
"""A street this long is one that people know."""
_SIDES = ("north", "east", "south", "west")
_ASKEW_DEGREES = 25.0


class Way(msgspec.Struct, frozen=True):
    """Where a site is on its street, in names of streets."""

    street: str
    first: str
    """The street at its corner, or on one side of it."""
    second: str = ""
    """The street on the other side; empty at a corner."""
    main: str = ""
    """A well-known street that crosses as well, some whole blocks off."""
    blocks: int = 0
    side: str = ""
    """On which side of that street: north, east, south or west."""


class Corner(msgspec.Struct, frozen=True):
    """Where another street meets the site's street."""

    along: float
    """Metres from the beginning of the street."""
    name: str
    metres: float
    """How long the other street is."""
    point: Point


class Ways:
    """The streets of an area map, asked about one site at a time; nothing but the list's own sites is remembered."""

    def __init__(self, local: LocalIndex) -> None:
        self._local = local
        every = {id(street): street for some in local.streets.values() for street in some if street.surveyed}
        self._streets = list(every.values())
        self._boxes = np.array([_box(street) for street in self._streets], dtype=np.float64).reshape(-1, 4)
        self._of = lru_cache(maxsize=4096)(self._found)

    def of(self, site: Site) -> Way | None:
        """Where this site is on its street; None where the map does not say it for certain."""
        if not self._streets or site.approximate or site.latitude is None or site.longitude is None:
            return None
        return self._of(site.address, (site.latitude, site.longitude))

    def _found(self, address: str, here: Point) -> Way | None:
        street = self._own_street(address, here)
        if street is None:
            return None
        at = _along(street.line, here)[0]
        corners = self._corners(street, here)
        closest = min(corners, key=lambda corner: abs(corner.along - at), default=None)
        if closest is not None and abs(closest.along - at) <= _ONE_CORNER:
            main, blocks, side = _from_main(corners, closest)
            return Way(street.name, closest.name, main=main, blocks=blocks, side=side)
        before = max((corner for corner in corners if corner.along < at), key=lambda one: one.along, default=None)
        behind = min((corner for corner in corners if corner.along > at), key=lambda one: one.along, default=None)
        if before is None or behind is None or before.name == behind.name:
            return None
        return Way(street.name, before.name, behind.name)

    def _own_street(self, address: str, here: Point) -> Street | None:
        """The one street of the map that this address names and that runs by the site."""
        words = address.partition(",")[0].split()
        if not words or not words[0][0].isdigit():
            return None
        key = self._local.street(" ".join(words[1:]))
        near = [
            street
            for street in self._local.streets.get(key, ())
            if street.surveyed and _along(street.line, here)[1] <= _BY_THE_STREET
        ]
        return near[0] if len(near) == 1 else None

    def _corners(self, street: Street, here: Point) -> list[Corner]:
        """Where other streets meet this one around here, in order along it."""
        reach = _AROUND / _DEGREE_METRES
        south, north, west, east = self._boxes.T
        close = (
            (south <= here[0] + reach)
            & (north >= here[0] - reach)
            & (west <= here[1] + 1.6 * reach)
            & (east >= here[1] - 1.6 * reach)
        )
        own = {street_key(street.name), street_key(street.name).partition(" ")[2]}
        found: list[Corner] = []
        for number in np.flatnonzero(close):
            other = self._streets[int(number)]
            key = street_key(other.name)
            if key in own or (key.partition(" ")[2] and key.partition(" ")[2] in own):
                continue
            found += [
                Corner(_along(street.line, point)[0], other.name, _length(other.line), point)
                for point in _meetings(street.line, other.line)
                if _metres(point, here) <= _AROUND
            ]
        return _merged(sorted(found, key=lambda corner: corner.along))


def _merged(corners: Sequence[Corner]) -> list[Corner]:
    """One corner for streets that cross so close that they are one; it has the name of the longest."""
    kept: list[Corner] = []
    for corner in corners:
        if kept and corner.along - kept[-1].along <= _ONE_CORNER:
            if corner.metres > kept[-1].metres:
                kept[-1] = corner
        else:
            kept.append(corner)
    return kept


def _from_main(corners: Sequence[Corner], at: Corner) -> tuple[str, int, str]:
    """The best known street some whole blocks off, how many blocks, and on which side of it this corner is."""
    place = corners.index(at)
    best: tuple[float, str, int, str] | None = None
    for number, corner in enumerate(corners):
        blocks = abs(number - place)
        between = corners[min(number, place) : max(number, place) + 1]
        even = all(_A_BLOCK[0] <= later.along - one.along <= _A_BLOCK[1] for one, later in pairwise(between))
        side = _side(corner.point, at.point)
        known = corner.metres >= max(_MAIN_METRES, at.metres) and corner.name != at.name
        if 1 <= blocks <= _MOST_BLOCKS and even and side and known and (best is None or corner.metres > best[0]):
            best = corner.metres, corner.name, blocks, side
    return best[1:] if best else ("", 0, "")


def _side(start: Point, end: Point) -> str:
    """Which way it is from one point to the other; empty where that is askew."""
    east = (end[1] - start[1]) * math.cos(math.radians(start[0]))
    bearing = math.degrees(math.atan2(east, end[0] - start[0])) % 360
    number = round(bearing / 90) % 4
    off = abs((bearing - 90 * number + 180) % 360 - 180)
    return _SIDES[number] if off <= _ASKEW_DEGREES else ""


def _meetings(line: Sequence[Point], other: Sequence[Point]) -> Iterator[Point]:
    """Where two lines cross, and where the other ends at this one."""
    for start, end in pairwise(line):
        for first, last in pairwise(other):
            point = meeting(start, end, first, last)
            if point is not None:
                yield point
    for tip in (other[0], other[-1]):
        metres, foot = min(
            (_metres(tip, foot), foot) for foot in (nearest_on(tip, *ends)[1] for ends in pairwise(line))
        )
        if metres <= _ENDS_AT:
            yield foot


def _along(line: Sequence[Point], point: Point) -> tuple[float, float]:
    """How many metres along a line its nearest point is, and how far off that is."""
    best, gone = (0.0, math.inf), 0.0
    for start, end in pairwise(line):
        foot = nearest_on(point, start, end)[1]
        off = _metres(point, foot)
        if off < best[1]:
            best = gone + _metres(start, foot), off
        gone += _metres(start, end)
    return best


def _length(line: Sequence[Point]) -> float:
    return sum(_metres(start, end) for start, end in pairwise(line))


def _metres(one: Point, other: Point) -> float:
    shrink = math.cos(math.radians(one[0]))
    return math.hypot(one[0] - other[0], (one[1] - other[1]) * shrink) * _DEGREE_METRES


def _box(street: Street) -> tuple[float, float, float, float]:
    latitudes, longitudes = zip(*street.line, strict=True)
    return min(latitudes), max(latitudes), min(longitudes), max(longitudes)
