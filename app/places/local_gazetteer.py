"""What staff add to the map: neighbourhoods, landmarks, nicknames, streets, postal areas, and their own area."""

from __future__ import annotations

import math
import re
from itertools import pairwise
from typing import Any

import msgspec

from app.places.gazetteer import fold

_ARTICLES = frozenset({"the", "el", "la", "los", "las"})
"""Said or left out before a name people gave a place."""


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Where the programme works: a name that could be many places means the one in here."""

    latitude: float = 39.95
    longitude: float = -75.16
    state: str = ""
    country: str = "US"
    zone: str = "America/New_York"
    radius_km: float = 80.0


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbourhood, landmark or nickname with its middle."""

    name: str
    aliases: tuple[str, ...] = ()
    latitude: float
    longitude: float
    state: str = ""
    country: str = "US"
    zone: str = ""


class Street(msgspec.Struct, frozen=True, kw_only=True):
    """A street as a line of points (latitude, longitude); two streets cross where their lines do."""

    name: str
    aliases: tuple[str, ...] = ()
    line: tuple[tuple[float, float], ...]
    city: str = ""
    numbers: tuple[int, ...] = ()
    """The house number at each point of the line, where staff wrote them."""
    numbered_crossings: bool = False
    """True where the 33rd street crosses at number 3300."""
    surveyed: bool = False
    """True for a line from a map: two that do not meet do not cross. A line drawn by hand may miss by a little."""


class Landmark(msgspec.Struct, frozen=True, kw_only=True):
    """Something people name by its kind and where it stands: 'the library on 5th'."""

    kind: str
    name: str
    latitude: float
    longitude: float
    street: str = ""


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """All that staff added, of every language together."""

    spots: tuple[Spot, ...] = ()
    streets: tuple[Street, ...] = ()
    addresses: tuple[Street, ...] = ()
    """House numbers along a street; these lines cross nothing."""
    landmarks: tuple[Landmark, ...] = ()
    kinds: dict[str, tuple[str, ...]] = {}
    """Kind of landmark -> what people call one."""
    postal_areas: dict[str, tuple[float, float, str]] = {}
    """Canadian forward sortation area, such as V6A -> latitude, longitude, province."""
    nicknames: dict[str, str] = {}
    """What people say -> the place it is read as, such as philly -> Philadelphia, PA."""
    examples: dict[str, str] = {}
    """Language -> two crossing streets that people here know, for the question where they are."""
    said: dict[str, dict[str, Any]] = {}
    """Language -> its places_said.yaml: what answers say instead of what is shipped."""
    asked: dict[str, dict[str, Any]] = {}
    """Language -> its places_asked.yaml: how people ask, instead of what is shipped."""


Box = tuple[float, float, float, float]
"""South, north, west and east."""


class LocalIndex:
    """Staff's places by every name people use for them."""

    def __init__(self, places: Places) -> None:
        self.postal_areas = {code.upper(): point for code, point in places.postal_areas.items()}
        self.nicknames = {fold(said): place for said, place in places.nicknames.items() if fold(said)}
        for said, place in tuple(self.nicknames.items()):
            first, _, rest = said.partition(" ")
            if first in _ARTICLES and rest:
                self.nicknames.setdefault(rest, place)
        self.spots: dict[str, Spot] = {}
        for spot in places.spots:
            for name in (spot.name, *spot.aliases):
                self.spots.setdefault(fold(name), spot)
        self.spots.pop("", None)
        self._boxes: dict[str, list[tuple[Box, Street]]] = {}
        self.streets: dict[str, list[Street]] = {}
        for street in places.streets:
            for name in _street_keys(street):
                self.streets.setdefault(name, []).append(street)

        self.addresses: dict[str, list[Street]] = {}
        for street in places.addresses:
            for name in _street_keys(street):
                self.addresses.setdefault(name, []).append(street)
        self._landmarks: dict[str, list[Landmark]] = {}
        for landmark in places.landmarks:
            self._landmarks.setdefault(landmark.kind, []).append(landmark)
        self._kinds = {fold(word): kind for kind, words in places.kinds.items() for word in words}
        listed = "|".join(sorted(map(re.escape, self._kinds), key=len, reverse=True))
        self._of_kind = (
            re.compile(rf"\b({listed}) (?:on|at|by|near|off|and|en|de|del|junto a) (.+)") if listed else None
        )

    def words(self) -> set[str]:
        """Every word of staff's names, and of what they call landmarks."""
        landmarks = (one.name for some in self._landmarks.values() for one in some)
        streets = (
            street.name for named in (self.streets, self.addresses) for some in named.values() for street in some
        )
        names = (
            *self.spots,
            *self.nicknames,
            *self.streets,
            *self.addresses,
            *self._kinds,
            *map(fold, landmarks),
            *map(fold, streets),
        )
        spoken = (word for spot in self.spots.values() for word in fold(spot.name).split())
        return {word for name in names for word in name.split()} | {*_SUFFIXES, *_SIDES, *_SAID, *spoken}

    def landmark(self, text: str) -> tuple[str, float, float] | None:
        """Name and point of the library, station or such that stands on the street said behind it."""
        found = self._of_kind.search(text) if self._of_kind is not None and self._landmarks else None
        if found is None:
            return None
        some = self._landmarks.get(self._kinds[found[1]], ())
        words = found[2].split()
        for size in range(min(4, len(words)), 0, -1):
            key = self.street(" ".join(words[:size]))
            near = sorted((away, one.name, one) for one in some if (away := self._away(one, key)) <= _ON_DEGREES)
            if key and near:
                one = near[0][2]
                return one.name, one.latitude, one.longitude
        return None

    def _away(self, one: Landmark, key: str) -> float:
        """How many degrees a landmark is off this street; 0 where its address says that it stands there."""
        if one.street and street_key(one.street) == key:
            return 0.0
        here = (one.latitude, one.longitude)
        lines = (street.line for street in self.streets.get(key, ()))
        return min((_nearest_on(here, *ends)[0] for line in lines for ends in pairwise(line)), default=math.inf)

    def street(self, name: str) -> str:
        """The key of a listed street that is called this, its side of town left out where that is needed; or empty."""
        key = street_key(name)
        if key in self.streets or key in self.addresses:
            return key
        side, _, rest = key.partition(" ")
        return rest if side in ("n", "s", "e", "w") and rest in self.streets else ""

    def crossing(self, first: str, second: str) -> tuple[str, float, float] | None:
        """Name and point where two streets of the list cross, or None."""
        some, others = self._boxed(street_key(first)), self._boxed(street_key(second))
        near = [(one, other) for box, one in some for beside, other in others if _touch(box, beside)]
        pairs = sorted(near, key=lambda pair: _order(pair, first, second))
        for meet in (_exact_crossing, _crossing):
            for one, other in pairs:
                point = meet(one, other)
                if point is not None:
                    return f"{one.name} & {other.name}", *point
        return None

    def _boxed(self, key: str) -> list[tuple[Box, Street]]:
        """The streets of this key, each with the box around its line; worked out once."""
        found = self._boxes.get(key)
        if found is None:
            found = self._boxes[key] = [(_box(street), street) for street in self.streets.get(key, ())]
        return found

    def numbered_crossing(self, text: str) -> tuple[str, float, float] | None:
        """Where a street that is only a number crosses a listed one whose house numbers follow those streets."""
        for ordinal, name in _NUMBERED.findall(text) + [(o, n) for n, o in _NUMBERED_LAST.findall(text)]:
            number = int(ordinal.rstrip("stndrh"))
            for street in self.streets.get(street_key(name), ()):
                point = point_of_number(street, number * 100) if street.numbered_crossings else None
                if point is not None:
                    return f"{number}{_ending(number)} & {street.name}", *point
        return None

    def house(self, text: str) -> tuple[str, float, float, bool] | None:
        """Name and point of a house number on a listed street; the last value is False where its numbers are not known."""
        for number, name in _HOUSE.findall(text):
            key, said = self.street(name), fold(name)
            some = (*self.streets.get(key, ()), *self.addresses.get(key, ()))
            for street in sorted(some, key=lambda one: fold(one.name) != said):
                point = point_of_number(street, int(number))
                if point is not None:
                    return f"{number} {street.name}", *point, True
        return None


_HOUSE = re.compile(
    r"\b(\d{1,5}) ((?:[nsew] |north |south |east |west )?[\w]+(?: [\w]+)?? (?:st|street|ave?|avenue|rd|road|blvd|boulevard|dr|drive))\b"
)
_NUMBERED = re.compile(r"\b(\d{1,3}(?:st|nd|rd|th))(?: st| street)?\s*(?:and|&|n|y|@|/)\s*([a-z]+)")
_NUMBERED_LAST = re.compile(r"\b([a-z]+)(?: st| street| ave)?\s*(?:and|&|n|y|@|/)\s*(\d{1,3}(?:st|nd|rd|th))")


def point_of_number(street: Street, number: int) -> tuple[float, float] | None:
    """Where this house number is along the street; None where it has none like it."""
    if len(street.numbers) != len(street.line):
        return None
    for low, high, begin, end in zip(street.numbers, street.numbers[1:], street.line, street.line[1:], strict=False):
        if min(low, high) <= number <= max(low, high) and low != high:
            part = (number - low) / (high - low)
            return begin[0] + part * (end[0] - begin[0]), begin[1] + part * (end[1] - begin[1])
    return None


def _ending(number: int) -> str:
    return "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


_SUFFIXES = frozenset(
    [
        "st",
        "street",
        "ave",
        "avenue",
        "av",
        "blvd",
        "boulevard",
        "rd",
        "road",
        "dr",
        "drive",
        "ln",
        "lane",
        "pl",
        "place",
        "ct",
        "court",
        "pkwy",
        "parkway",
        "way",
        "calle",
        "avenida",
        "hwy",
        "highway",
    ]
)
_SIDES = {"north": "n", "south": "s", "east": "e", "west": "w", "norte": "n", "sur": "s", "este": "e", "oeste": "w"}
_SAINTS = frozenset({"saint", "san", "santa"})


def street_key(name: str) -> str:
    """The name of a street without `Street`, `the` or ordinal endings, however it was written."""
    words = [word for word in fold(name).split() if word not in ("the", "el", "la")]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words.pop()
    while len(words) > 1 and words[0] in ("calle", "avenida", "ave"):
        words.pop(0)
    if len(words) > 1 and words[0] in _SIDES:
        words[0] = _SIDES[words[0]]
    words = ["st" if word in _SAINTS and len(words) > 1 else word for word in words]
    return " ".join(_ordinal(word) for word in words)


_SAID = {
    "first": "1", "second": "2", "third": "3", "fourth": "4", "fifth": "5", "sixth": "6", "seventh": "7",
    "eighth": "8", "ninth": "9", "tenth": "10", "eleventh": "11", "twelfth": "12",
    "primera": "1", "segunda": "2", "tercera": "3", "cuarta": "4", "quinta": "5", "sexta": "6", "septima": "7",
    "octava": "8", "novena": "9", "decima": "10",
}  # fmt: skip


def _street_keys(street: Street) -> set[str]:
    """Under which names a street is looked up: one from a map without its side of town as well, 'S 5th St' by '5th'."""
    keys = {street_key(name) for name in (street.name, *street.aliases)}
    if street.surveyed:
        keys |= {key.partition(" ")[2] for key in keys if key.partition(" ")[0] in ("n", "s", "e", "w")}
    return keys - {""}


def _ordinal(word: str) -> str:
    if word in _SAID:
        return _SAID[word]
    if len(word) > 2 and word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return word[:-2]
    return word


_NEAR_DEGREES = 0.004
"""Lines drawn by hand with a few points may miss each other by about this much (400 m)."""


_SURVEYED_DEGREES = 0.0006
"""Lines of a map that come no closer than this (60 m) do not cross."""
_ON_DEGREES = 0.0015
"""A landmark this near a street stands on it."""


def _box(street: Street) -> Box:
    latitudes, longitudes = zip(*street.line, strict=True)
    near = _NEAR_DEGREES / 2
    return min(latitudes) - near, max(latitudes) + near, min(longitudes) - near, max(longitudes) + near


def _touch(one: Box, other: Box) -> bool:
    """Whether two boxes touch, so that the lines in them may meet."""
    return one[0] <= other[1] and other[0] <= one[1] and one[2] <= other[3] and other[2] <= one[3]


def _order(pair: tuple[Street, Street], first: str, second: str) -> bool:
    """Streets called just so before those of another ending: Market St before Market Ave."""
    return fold(pair[0].name) != fold(first) or fold(pair[1].name) != fold(second)


def _exact_crossing(one: Street, other: Street) -> tuple[float, float] | None:
    """Where two lines truly cross."""
    for start, end in zip(one.line, one.line[1:], strict=False):
        for first, last in zip(other.line, other.line[1:], strict=False):
            point = _meet(start, end, first, last)
            if point is not None:
                return point
    return None


def _crossing(one: Street, other: Street) -> tuple[float, float] | None:
    """Where two lines cross, or come closest if that is very close."""
    near = _SURVEYED_DEGREES if one.surveyed and other.surveyed else _NEAR_DEGREES
    best: tuple[float, tuple[float, float]] | None = None
    for start, end in zip(one.line, one.line[1:], strict=False):
        for first, last in zip(other.line, other.line[1:], strict=False):
            for corner, (begin, finish) in ((first, (start, end)), (last, (start, end)), (start, (first, last))):
                gap, foot = _nearest_on(corner, begin, finish)
                if gap <= near and (best is None or gap < best[0]):
                    best = gap, foot
    return best[1] if best else None


Point = tuple[float, float]


def _meet(a: Point, b: Point, c: Point, d: Point) -> Point | None:
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


def _nearest_on(point: Point, start: Point, end: Point) -> tuple[float, Point]:
    """How far, in degrees, and where the segment comes closest to a point."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = dx * dx + dy * dy
    t = 0.0 if length == 0 else ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / length
    t = min(1.0, max(0.0, t))
    foot = (start[0] + t * dx, start[1] + t * dy)
    return math.dist(point, foot), foot
