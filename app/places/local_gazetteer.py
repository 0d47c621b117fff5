"""What staff add to the map: neighbourhoods, landmarks, nicknames, streets, postal areas, and their own area."""

from __future__ import annotations

import math
import re

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


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """All that staff added, of every language together."""

    spots: tuple[Spot, ...] = ()
    streets: tuple[Street, ...] = ()
    postal_areas: dict[str, tuple[float, float, str]] = {}
    """Canadian forward sortation area, such as V6A -> latitude, longitude, province."""
    nicknames: dict[str, str] = {}
    """What people say -> the place it is read as, such as philly -> Philadelphia, PA."""
    examples: dict[str, str] = {}
    """Language -> two crossing streets that people here know, for the question where they are."""


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
        self.streets: dict[str, list[Street]] = {}
        for street in places.streets:
            for name in {street_key(name) for name in (street.name, *street.aliases)}:
                if name:
                    self.streets.setdefault(name, []).append(street)

    def street(self, name: str) -> str:
        """The key of a listed street that is called this, its side of town left out where that is needed; or empty."""
        key = street_key(name)
        if key in self.streets:
            return key
        side, _, rest = key.partition(" ")
        return rest if side in ("n", "s", "e", "w") and rest in self.streets else ""

    def crossing(self, first: str, second: str) -> tuple[str, float, float] | None:
        """Name and point where two streets of the list cross, or None."""
        for one in self.streets.get(street_key(first), ()):
            for other in self.streets.get(street_key(second), ()):
                point = _crossing(one, other)
                if point is not None:
                    return f"{one.name} & {other.name}", *point
        return None

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
            for street in self.streets.get(self.street(name), ()):
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


def _ordinal(word: str) -> str:
    if word in _SAID:
        return _SAID[word]
    if len(word) > 2 and word[:-2].isdigit() and word[-2:] in ("st", "nd", "rd", "th"):
        return word[:-2]
    return word


_NEAR_DEGREES = 0.004
"""Lines drawn by hand with a few points may miss each other by about this much (400 m)."""


def _crossing(one: Street, other: Street) -> tuple[float, float] | None:
    """Where two lines cross, or come closest if that is very close."""
    best: tuple[float, tuple[float, float]] | None = None
    for start, end in zip(one.line, one.line[1:], strict=False):
        for first, last in zip(other.line, other.line[1:], strict=False):
            point = _meet(start, end, first, last)
            if point is not None:
                return point
            for corner, (begin, finish) in ((first, (start, end)), (last, (start, end)), (start, (first, last))):
                gap, foot = _nearest_on(corner, begin, finish)
                if gap <= _NEAR_DEGREES and (best is None or gap < best[0]):
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
