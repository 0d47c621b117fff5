"""ZIP codes and cities of the United States, from the `zipcodes` package, held compactly.

Coordinates come from GeoNames (CC BY 4.0) through that package. About one in a hundred is far off, so a
match outside its state's box is not used.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from sys import intern
from typing import Any

import msgspec

from app.places.packed_lines import PackedLines, SignedLines

STATES: dict[str, tuple[str, tuple[float, float, float, float]]] = {
    "AL": ("alabama", (30.1, 35.1, -88.6, -84.8)), "AK": ("alaska", (51.0, 71.5, -180.0, -129.9)),
    "AZ": ("arizona", (31.2, 37.1, -114.9, -109.0)), "AR": ("arkansas", (32.9, 36.6, -94.7, -89.6)),
    "CA": ("california", (32.4, 42.1, -124.6, -114.1)), "CO": ("colorado", (36.9, 41.1, -109.1, -102.0)),
    "CT": ("connecticut", (40.9, 42.1, -73.8, -71.7)), "DE": ("delaware", (38.4, 39.9, -75.8, -74.9)),
    "DC": ("district of columbia", (38.7, 39.1, -77.2, -76.8)), "FL": ("florida", (24.3, 31.1, -87.7, -79.8)),
    "GA": ("georgia", (30.3, 35.1, -85.7, -80.7)), "HI": ("hawaii", (18.8, 22.4, -160.6, -154.7)),
    "ID": ("idaho", (41.9, 49.1, -117.3, -111.0)), "IL": ("illinois", (36.9, 42.6, -91.6, -87.4)),
    "IN": ("indiana", (37.7, 41.8, -88.2, -84.7)), "IA": ("iowa", (40.3, 43.6, -96.7, -90.1)),
    "KS": ("kansas", (36.9, 40.1, -102.1, -94.5)), "KY": ("kentucky", (36.4, 39.2, -89.7, -81.9)),
    "LA": ("louisiana", (28.8, 33.1, -94.1, -88.7)), "ME": ("maine", (42.9, 47.6, -71.2, -66.8)),
    "MD": ("maryland", (37.8, 39.8, -79.6, -74.9)), "MA": ("massachusetts", (41.1, 43.0, -73.6, -69.8)),
    "MI": ("michigan", (41.6, 48.4, -90.5, -82.1)), "MN": ("minnesota", (43.4, 49.5, -97.3, -89.4)),
    "MS": ("mississippi", (30.0, 35.1, -91.8, -88.0)), "MO": ("missouri", (35.9, 40.7, -95.9, -89.0)),
    "MT": ("montana", (44.3, 49.1, -116.2, -103.9)), "NE": ("nebraska", (39.9, 43.1, -104.2, -95.2)),
    "NV": ("nevada", (34.9, 42.1, -120.1, -113.9)), "NH": ("new hampshire", (42.6, 45.4, -72.7, -70.5)),
    "NJ": ("new jersey", (38.8, 41.4, -75.7, -73.8)), "NM": ("new mexico", (31.2, 37.1, -109.2, -102.9)),
    "NY": ("new york", (40.4, 45.1, -79.9, -71.7)), "NC": ("north carolina", (33.7, 36.7, -84.5, -75.3)),
    "ND": ("north dakota", (45.8, 49.1, -104.2, -96.4)), "OH": ("ohio", (38.3, 42.4, -84.9, -80.4)),
    "OK": ("oklahoma", (33.5, 37.1, -103.1, -94.3)), "OR": ("oregon", (41.8, 46.4, -124.8, -116.3)),
    "PA": ("pennsylvania", (39.6, 42.4, -80.7, -74.6)), "RI": ("rhode island", (41.0, 42.1, -71.9, -71.0)),
    "SC": ("south carolina", (31.9, 35.3, -83.5, -78.4)), "SD": ("south dakota", (42.3, 46.0, -104.2, -96.3)),
    "TN": ("tennessee", (34.9, 36.8, -90.4, -81.5)), "TX": ("texas", (25.7, 36.6, -106.8, -93.4)),
    "UT": ("utah", (36.9, 42.1, -114.2, -108.9)), "VT": ("vermont", (42.6, 45.1, -73.5, -71.4)),
    "VA": ("virginia", (36.4, 39.6, -83.8, -75.1)), "WA": ("washington", (45.4, 49.1, -125.0, -116.8)),
    "WV": ("west virginia", (37.1, 40.7, -82.8, -77.6)), "WI": ("wisconsin", (42.4, 47.4, -93.0, -86.6)),
    "WY": ("wyoming", (40.9, 45.1, -111.2, -103.9)), "PR": ("puerto rico", (17.8, 18.6, -68.0, -65.1)),
    "VI": ("virgin islands", (17.6, 18.5, -65.2, -64.4)), "GU": ("guam", (13.1, 13.8, 144.5, 145.1)),
}  # fmt: skip
"""Letters -> name, and the box (south, north, west, east) in degrees, a little wider than the state."""

CAPITALS_LATER = frozenset({"in", "or", "me", "hi", "ok", "oh", "la", "de", "pa", "ma", "al", "id", "co"})
"""State letters that are words too: they count as a state only after a city's name."""


class City(msgspec.Struct, frozen=True, gc=False):
    """One city as the postal service names it."""

    name: str
    state: str
    latitude: float
    longitude: float
    zone: str
    size: int
    """How many ordinary ZIP codes it has: a rough measure of how many people mean it."""


class ZipCode(msgspec.Struct, frozen=True, gc=False):
    """One ZIP code with coordinates that lie in its state."""

    latitude: float
    longitude: float
    city: str
    state: str
    zone: str


class ZipTable(Mapping[str, ZipCode]):
    """ZIP codes in columns, one made when it is asked for: a tenth of the memory of having all of them made."""

    def __init__(self, codes: str, points: array[float], named: array[int], words: Sequence[str] | PackedLines) -> None:
        self._codes, self._points, self._named, self._words = codes, points, named, words
        self._order = array("i", sorted(range(len(codes) // 5), key=self._code))

    def __getitem__(self, code: str) -> ZipCode:
        place = bisect_left(self._order, code, key=self._code)
        if place == len(self._order) or self._code(self._order[place]) != code:
            raise KeyError(code)
        n = self._order[place]
        points, named, words = self._points, self._named, self._words
        return ZipCode(
            points[2 * n], points[2 * n + 1], words[named[3 * n]], words[named[3 * n + 1]], words[named[3 * n + 2]]
        )

    def _code(self, n: int) -> str:
        return self._codes[5 * n : 5 * n + 5]

    def __iter__(self) -> Iterator[str]:
        return (self._code(n) for n in range(len(self._order)))

    def __len__(self) -> int:
        return len(self._order)


class CityTable(Mapping[str, tuple[City, ...]]):
    """Cities by folded name in columns, made when they are asked for."""

    def __init__(
        self, names: SignedLines, first: array[int], points: array[float], named: array[int], words: PackedLines
    ) -> None:
        """`first` says where the cities of each name begin; one more at the end."""
        self._names, self._first, self._points, self._named, self._words = names, first, points, named, words

    def __getitem__(self, name: str) -> tuple[City, ...]:
        at = self._names.find(name)
        if at < 0:
            raise KeyError(name)
        return tuple(self._city(n) for n in range(self._first[at], self._first[at + 1]))

    def _city(self, n: int) -> City:
        points, named, words = self._points, self._named, self._words
        name, state, zone, size = named[4 * n : 4 * n + 4]
        return City(words[name], words[state], points[2 * n], points[2 * n + 1], words[zone], size)

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and self._names.find(name) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


class Gazetteer(msgspec.Struct, frozen=True, eq=False):
    """What is known of a country's places before staff add their own; one is only equal to itself, so it may be a key."""

    zips: Mapping[str, ZipCode]
    without_place: frozenset[str]
    """ZIP codes that exist but have no place on the map, such as military ones."""
    cities: Mapping[str, tuple[City, ...]]
    """Folded name -> the cities of that name, the biggest first."""


def fold(text: str) -> str:
    """The text in lower case without accents or punctuation, one space between words."""
    if text.isascii():
        bare = text.lower()
    else:
        apart = unicodedata.normalize("NFKD", text).casefold()
        bare = "".join(mark for mark in apart if not unicodedata.combining(mark)).replace("’", "")
    return " ".join(_WORDS.findall(bare.replace("'", "")))


_WORDS = re.compile(r"[^\W_]+")


def in_state(latitude: float, longitude: float, state: str) -> bool:
    """True when this point lies in the state's box; also for a state whose box is not known."""
    known = STATES.get(state.upper())
    if known is None:
        return True
    south, north, west, east = known[1]
    if state.upper() == "AK" and longitude > 170:  # the Aleutians reach over the date line
        return south <= latitude <= north
    return south <= latitude <= north and west <= longitude <= east


@lru_cache(maxsize=1)
def united_states() -> Gazetteer:
    """The whole country, read once a process; takes about half a second."""
    zips: dict[str, ZipCode] = {}
    nowhere: set[str] = set()
    found: dict[tuple[str, str], list[tuple[ZipCode, str, bool]]] = {}
    for state in (*STATES, "AS", "FM", "MH", "MP", "PW", "AA", "AE", "AP"):  # one state at a time: less memory
        for row in _rows(state):
            code = _zip_code(row)
            if code is None:
                nowhere.add(row["zip_code"])
                continue
            zips[row["zip_code"]] = code
            ordinary = row["zip_code_type"] == "STANDARD" and bool(row["active"])
            found.setdefault((fold(code.city), state), []).append((code, code.city, ordinary))
            for other in row["acceptable_cities"]:
                found.setdefault((fold(other), state), []).append((code, other, False))
    cities: dict[str, list[City]] = {}
    for (name, _), rows in found.items():
        cities.setdefault(name, []).append(_city(rows))
    ordered = {name: tuple(sorted(some, key=lambda c: (-c.size, c.state))) for name, some in cities.items()}
    return Gazetteer(zips=zips, without_place=frozenset(nowhere), cities=ordered)


def _rows(state: str) -> list[dict[str, Any]]:
    import zipcodes  # its 40 MB stay in memory: only where the packed form is not at hand

    found: list[dict[str, Any]] = zipcodes.filter_by(state=state)  # type: ignore[no-untyped-call]  # untyped wrapper
    return found


def _zip_code(row: dict[str, Any]) -> ZipCode | None:
    try:
        latitude, longitude = float(row["lat"] or 0), float(row["long"] or 0)
    except ValueError:
        return None
    state = row["state"]
    if (latitude, longitude) == (0.0, 0.0) or state not in STATES or not in_state(latitude, longitude, state):
        return None
    return ZipCode(latitude, longitude, intern(row["city"]), intern(state), intern(row["timezone"] or ""))


def _city(rows: list[tuple[ZipCode, str, bool]]) -> City:
    """One city of all its ZIP codes, in the middle of the ordinary ones."""
    ordinary = [code for code, _, is_ordinary in rows if is_ordinary] or [code for code, _, _ in rows]
    latitudes = sorted(code.latitude for code in ordinary)
    longitudes = sorted(code.longitude for code in ordinary)
    first = ordinary[0]
    return City(
        name=rows[0][1],
        state=first.state,
        latitude=latitudes[len(latitudes) // 2],
        longitude=longitudes[len(longitudes) // 2],
        zone=first.zone,
        size=sum(1 for _, _, is_ordinary in rows if is_ordinary),
    )
