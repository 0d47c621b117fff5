"""Streets, house numbers and names of a map file gathered into what the line looks up, small enough to ship. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from itertools import pairwise

from app.places.gazetteer import fold
from app.places.local_places import Landmark, Places, Point, Spot, Street
from app.places.street_names import street_key

ROAD_METRES = 12.0
"""A line of a street is drawn as exactly as this."""
_NUMBERS_APART = 40
"""House numbers closer than this to the one before are left out: what lies between is worked out."""
_FARTHEST_METRES = 400.0
"""Two known house numbers of one street farther apart than this do not say where those between are."""
_DEGREE_METRES = 111_320.0


class Gathered:
    """What a map file holds, piece by piece; `places` puts it together."""

    def __init__(self) -> None:
        self._roads: dict[str, list[list[Point]]] = defaultdict(list)
        self._numbers: dict[str, dict[int, Point]] = defaultdict(dict)
        self._ranges: list[Street] = []
        self._spots: dict[str, Spot] = {}
        self._landmarks: dict[tuple[str, str, float], Landmark] = {}

    def road(self, name: str, line: Iterable[Point]) -> None:
        """A piece of a street."""
        points = list(line)
        if street_key(name) and len(points) > 1:
            self._roads[name].append(points)

    def number(self, street: str, number: str, point: Point) -> None:
        """A house on a street."""
        for part in number.replace(";", "-").split("-"):
            digits = part.strip().partition(" ")[0].rstrip("ABCDabcd")
            if digits.isdigit() and 0 < int(digits) < 100_000 and street_key(street):
                self._numbers[street].setdefault(int(digits), point)

    def numbers_along(self, street: str, first: int, last: int, line: Iterable[Point]) -> None:
        """The house numbers at the two ends of a piece of a street."""
        points = list(line)
        if first != last and len(points) > 1 and street_key(street):
            parts = [0.0]
            for one, other in pairwise(points):
                parts.append(parts[-1] + _metres(one, other))
            whole = parts[-1] or 1.0
            numbers = tuple(round(first + (last - first) * part / whole) for part in parts)
            self._ranges.append(Street(name=street, line=tuple(points), numbers=numbers, surveyed=True))

    def spot(self, name: str, point: Point) -> None:
        """A neighborhood, park or station that people call by its name."""
        if fold(name):
            self._spots.setdefault(fold(name), Spot(name=name[:80], latitude=point[0], longitude=point[1]))

    def landmark(self, kind: str, name: str, point: Point, *, street: str = "") -> None:
        """A library, hospital or such, that people call by its kind and street."""
        found = Landmark(kind=kind, name=name[:80], latitude=point[0], longitude=point[1], street=street[:80])
        self._landmarks.setdefault((kind, fold(name), round(point[0], 4)), found)

    def places(self, known: Callable[[str], bool] = lambda _name: False) -> Places:
        """All of it; a name that is already `known` as a town keeps meaning the town."""
        streets = [
            Street(name=name, line=tuple(thinned(line, ROAD_METRES)), surveyed=True)
            for name, pieces in sorted(self._roads.items())
            for line in chained(pieces)
        ]
        addresses = [street for name, found in sorted(self._numbers.items()) for street in _addresses(name, found)]
        return Places(
            spots=tuple(spot for name, spot in sorted(self._spots.items()) if not known(name)),
            streets=tuple(streets),
            addresses=(*addresses, *self._ranges),
            landmarks=tuple(one for _, one in sorted(self._landmarks.items())),
        )


def _addresses(name: str, numbers: dict[int, Point]) -> list[Street]:
    """House numbers of one street in rows along which those between can be told."""
    rows: list[list[tuple[int, Point]]] = []
    for number, point in sorted(numbers.items()):
        last = rows[-1][-1] if rows else None
        if last is None or _metres(last[1], point) > _FARTHEST_METRES:
            rows.append([(number, point)])
        elif number - last[0] >= _NUMBERS_APART or number == max(numbers):
            rows[-1].append((number, point))
    return [
        Street(
            name=name, line=tuple(p for _, p in row), numbers=tuple(n for n, _ in row), surveyed=True
        )
        if len(row) > 1
        else Street(name=name, line=(row[0][1], row[0][1]), numbers=(row[0][0], row[0][0] + 1), surveyed=True)
        for row in rows
    ]  # fmt: skip


def chained(pieces: list[list[Point]]) -> list[list[Point]]:
    """The pieces of a street put end to end where they meet."""
    left = [list(piece) for piece in pieces]
    done: list[list[Point]] = []
    while left:
        line = left.pop()
        grown = True
        while grown:
            grown = False
            for n, other in enumerate(left):
                joined = _joined(line, other)
                if joined is not None:
                    line = joined
                    del left[n]
                    grown = True
                    break
        done.append(line)
    return sorted(done)


def _joined(line: list[Point], other: list[Point]) -> list[Point] | None:
    if line[-1] == other[0]:
        return line + other[1:]
    if line[-1] == other[-1]:
        return line + other[-2::-1]
    if line[0] == other[-1]:
        return other + line[1:]
    if line[0] == other[0]:
        return other[:0:-1] + line
    return None


def thinned(line: list[Point], metres: float) -> list[Point]:
    """The line with only the points it needs to stay as exact as that."""
    if len(line) < 3:
        return line
    farthest, at = 0.0, 0
    for n in range(1, len(line) - 1):
        away = _off(line[n], line[0], line[-1])
        if away > farthest:
            farthest, at = away, n
    if farthest <= metres:
        return [line[0], line[-1]]
    return [*thinned(line[: at + 1], metres)[:-1], *thinned(line[at:], metres)]


def _off(point: Point, start: Point, end: Point) -> float:
    """How many metres a point is off a segment."""
    shrink = math.cos(math.radians(start[0]))
    px, py = (point[1] - start[1]) * shrink, point[0] - start[0]
    ex, ey = (end[1] - start[1]) * shrink, end[0] - start[0]
    length = ex * ex + ey * ey
    part = 0.0 if not length else min(1.0, max(0.0, (px * ex + py * ey) / length))
    return math.hypot(px - part * ex, py - part * ey) * _DEGREE_METRES


def _metres(one: Point, other: Point) -> float:
    shrink = math.cos(math.radians(one[0]))
    return math.hypot(one[0] - other[0], (one[1] - other[1]) * shrink) * _DEGREE_METRES
