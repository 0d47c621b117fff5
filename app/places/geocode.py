"""Where a place is that somebody named: ZIP, city, neighbourhood, crossing, pin. Nothing about it is kept."""

from __future__ import annotations

import math
import re
from typing import Literal

import msgspec
from rapidfuzz import fuzz, process

from app.places.digits import spoken_digits
from app.places.gazetteer import CAPITALS_LATER, STATES, City, Gazetteer, fold, in_state
from app.places.local_gazetteer import Area, LocalIndex, Places, street_key
from app.places.nearest import EARTH_KM

LONGEST = 120
"""A place is read up to this many characters."""
CHOICES = 4
"""More cities of one name than this are not offered: a ZIP code is asked for as well."""
PIN_DECIMALS = 3
"""A pin is used to about a hundred metres: enough for a distance, too little for a door."""
_CLEARLY_BIGGER = 5
"""A city with this many times the ZIP codes of its namesake is the one that is meant."""
_ALIKE = 86.0
_SHORTEST_TYPO = 5
_WELL_KNOWN = 3
"""A city at the end of a longer place has at least this many ZIP codes, or lies in the programme's area."""


class Coordinates(msgspec.Struct, frozen=True):
    """A point in WGS 84 degrees, such as a pin."""

    latitude: float
    longitude: float


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """One point that the place means."""

    latitude: float
    longitude: float
    label: str
    """How an answer names it; names from our lists only, never the caller's words."""
    country: str = "US"
    zone: str = ""
    state: str = ""
    sure: bool = True
    """False when a spelling was guessed or only the city of a longer place was known."""

    @property
    def again(self) -> str:
        """What leads to this same point when it is asked for again: no words of the caller."""
        return self.label or f"{self.latitude:.{PIN_DECIMALS}f},{self.longitude:.{PIN_DECIMALS}f}"


class Ambiguous(msgspec.Struct, frozen=True):
    """Several places of that name: the caller has to say which."""

    options: tuple[Located, ...]
    more: bool = False


class NotFound(msgspec.Struct, frozen=True):
    """No place that we know."""

    reason: Literal["empty", "zip", "postal_code", "unknown", "outside"]


class NearMe(msgspec.Struct, frozen=True):
    """`Near me`: a text or a call does not tell where a phone is."""


Answer = Located | Ambiguous | NotFound | NearMe

_NEAR_ME = frozenset(
    [
        "near me",
        "here",
        "nearby",
        "close by",
        "around here",
        "around me",
        "my location",
        "my area",
        "where i am",
        "where im at",
        "close to me",
        "closest",
        "nearest",
        "near here",
        "me",
        "right here",
        "in my area",
        "by me",
        "current location",
        "cerca de mi",
        "aqui",
        "cerca",
        "por aqui",
        "donde estoy",
        "mi ubicacion",
        "cerca de aqui",
        "mi zona",
        "aca",
        "por aca",
        "en mi zona",
    ]
)
_LEADING = re.compile(
    r"^(?:(?:i m|im|i am|estoy|estamos|were|we re|we are|soy de|vivo|live|i live|from)\s+)?"
    r"(?:(?:near|in|at|around|by|close to|next to|corner of|the corner of|zip code|zipcode|zip|postal code|"
    r"on|over by|downtown|cerca de|cerca del|en|por|junto a|esquina de|la esquina de|codigo postal|codigo|"
    r"de|del)\s+)+"
)
_TRAILING = re.compile(r"(?:\s+(?:please|pls|por favor|usa|us|area|zip|zip code|now|right now|ahora|today|hoy))+$")
_COORDINATES = re.compile(r"^\(?\s*(-?\d{1,2}\.\d{1,10})\s*[,; ]\s*(-?\d{1,3}\.\d{1,10})\s*\)?$")
_ZIP = re.compile(r"(?<![\w-])(\d{5})(?:-\d{4})?(?![\w-])")
_HOUSE = re.compile(
    r"\b\d{5}(?=\s+(?:[a-z.]+\s+){1,3}(?:st|street|ave?|avenue|rd|road|blvd|dr|drive|ln|lane|way|hwy|calle)\b)",
    re.IGNORECASE,
)
_POSTAL = re.compile(r"\b([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(?:[ -]?\d[ABCEGHJ-NPRSTV-Z]\d)?\b")
_AND = frozenset("and at an n y e con with cross x".split())
_JOINED = re.compile(r"\s+(?:and|at|an|n|y|e|con|with|cross|x)\s+|\s*[&/@+]\s*")


class Geocoder:
    """Reads places as people write and say them; the same words always give the same answer."""

    def __init__(self, gazetteer: Gazetteer, places: Places, area: Area) -> None:
        self._gazetteer = gazetteer
        self._local = LocalIndex(places)
        self._area = area
        self._spot_names = list(self._local.spots)
        self._street_names = list(self._local.streets)
        self._city_names = [name for name, cities in gazetteer.cities.items() if cities[0].size]
        self._names_by_state: dict[str, list[str]] = {}
        for name, cities in gazetteer.cities.items():
            for city in cities:
                self._names_by_state.setdefault(city.state, []).append(name)

    def locate(self, place: str | Coordinates) -> Answer:
        """What this place means; never raises."""
        if isinstance(place, Coordinates):
            return self._pin(place.latitude, place.longitude)
        written = place[:LONGEST].strip()
        typed = _COORDINATES.match(written)
        if typed:
            return self._pin(float(typed[1]), float(typed[2]))
        folded = fold(written)
        if not folded:
            return NotFound("empty")
        if folded in _NEAR_ME:
            return NearMe()
        return self._code(written, folded) or self._named(written, folded) or NotFound("unknown")

    def _pin(self, latitude: float, longitude: float) -> Answer:
        if not (abs(latitude) <= 90 and abs(longitude) <= 180) or (latitude, longitude) == (0.0, 0.0):
            return NotFound("outside")
        return Located(
            latitude=round(latitude, PIN_DECIMALS),
            longitude=round(longitude, PIN_DECIMALS),
            label="",
            country=self._area.country,
            zone=self._area.zone,
        )

    def _code(self, written: str, folded: str) -> Answer | None:
        """The point of a ZIP or postal code in these words, typed or spoken."""
        typed = _ZIP.findall(_HOUSE.sub(" ", written))
        digits = typed[-1] if typed else spoken_digits(folded.split())
        if digits:
            return self.zip(digits)
        postal = _POSTAL.search(written.upper())
        return self._postal_area(postal[1]) if postal else None

    def zip(self, digits: str) -> Answer:
        """The middle of a five-digit ZIP code."""
        code = self._gazetteer.zips.get(digits)
        if code is None:
            return NotFound("outside" if digits in self._gazetteer.without_place else "zip")
        return Located(latitude=code.latitude, longitude=code.longitude, label=digits, zone=code.zone, state=code.state)

    def _postal_area(self, area: str) -> Answer:
        point = self._local.postal_areas.get(area)
        if point is None:
            return NotFound("postal_code")
        return Located(latitude=point[0], longitude=point[1], label=area, country="CA", state=point[2])

    def _named(self, written: str, folded: str) -> Answer | None:
        """The point of a named place: staff's own names first, then cities, then names spelled alike."""
        for text in self._forms(folded):
            spot = self._spot(fold(self._local.nicknames.get(text, text)))
            if spot is not None:
                return spot
        crossing = self._crossing(written.casefold())
        if crossing is not None:
            return crossing
        for text in self._forms(folded):
            found = self._city(fold(self._local.nicknames.get(text, text)))
            if found is not None:
                return found
        text = self._forms(folded)[-1]
        spelled_out = fold(re.sub(r"[&/@+]", " and ", written))
        return self._misspelt(text) or self._city_at_the_end(spelled_out)

    @staticmethod
    def _forms(folded: str) -> list[str]:
        """The words as they are, and without what stands around a place's name."""
        bare = _TRAILING.sub("", _LEADING.sub("", folded)) or folded
        return [folded] if bare == folded else [folded, bare]

    def _spot(self, text: str, *, sure: bool = True) -> Located | None:
        spot = self._local.spots.get(text)
        if spot is None:
            return None
        return Located(
            latitude=spot.latitude,
            longitude=spot.longitude,
            label=spot.name,
            country=spot.country,
            zone=spot.zone or self._area.zone,
            state=spot.state or self._area.state,
            sure=sure,
        )

    def _crossing(self, text: str) -> Located | None:
        """The crossing of two streets that are both in staff's list."""
        parts = _JOINED.split(text)
        for at in range(len(parts) - 1):
            first, second = self._street(parts[at], last=True), self._street(parts[at + 1], last=False)
            found = self._local.crossing(first, second) if first and second else None
            if found is not None:
                label, latitude, longitude = found
                return Located(
                    latitude=latitude,
                    longitude=longitude,
                    label=label,
                    country=self._area.country,
                    zone=self._area.zone,
                    state=self._area.state,
                )
        return None

    def _street(self, text: str, *, last: bool) -> str:
        """The listed street among these words, the nearest to the joining word; empty when there is none."""
        words = fold(text).split()
        spans = [words[-n:] if last else words[:n] for n in range(min(5, len(words)), 0, -1)]
        for span in spans:
            known = self._local.street(" ".join(span))
            if known:
                return known
        for span in spans:
            guess = self._alike(street_key(" ".join(span)), self._street_names)
            if guess:
                return guess
        return ""

    def _city(self, text: str) -> Answer | None:
        """The city of this name, with a state behind it or alone."""
        name, state = split_state(text)
        if state:
            return self._in_state(name, state)
        cities = self._gazetteer.cities.get(_saint(text))
        return self._meant(cities) if cities else None

    def _in_state(self, name: str, state: str) -> Answer | None:
        cities = self._gazetteer.cities.get(_saint(name), ())
        exact = next((city for city in cities if city.state == state), None)
        if exact is None:
            guess = self._alike(_saint(name), self._names_by_state.get(state, []))
            found = (city for city in self._gazetteer.cities.get(guess, ()) if city.state == state)
            exact = next(found, None)
            if exact is None:
                return None
            return _at(exact, sure=False)
        return _at(exact)

    def _meant(self, cities: tuple[City, ...], *, sure: bool = True) -> Answer:
        """The one of these cities that a caller of this line means, or the question which."""
        biggest = cities[0]
        ours = [city for city in cities if self._is_ours(city)]
        if ours:
            here = max(ours, key=lambda city: (city.state == self._area.state, city.size, -self._away(city)))
            if biggest.size < _CLEARLY_BIGGER * max(here.size, 1):
                return _at(here, sure=sure)
        second = cities[1].size if len(cities) > 1 else 0
        if len(cities) == 1 or (not ours and biggest.size >= max(_CLEARLY_BIGGER * second, 4)):
            return _at(biggest, sure=sure)
        options = sorted(cities, key=lambda city: (not self._is_ours(city), -city.size, city.state))
        points = [point for point in map(_at, options) if isinstance(point, Located)]
        return Ambiguous(tuple(points[:CHOICES]), more=len(points) > CHOICES)

    def _is_ours(self, city: City) -> bool:
        """True for a city close to the programme's middle, and for a larger one in its state."""
        if city.state == self._area.state and city.size > 1:
            return True
        return self._away(city) <= self._area.radius_km

    def _away(self, city: City) -> float:
        return kilometres(city.latitude, city.longitude, self._area.latitude, self._area.longitude)

    def _misspelt(self, text: str) -> Answer | None:
        """The place whose name is spelled almost like this, when there is one."""
        guess = self._alike(text, self._spot_names)
        if guess:
            return self._spot(guess, sure=False)
        name, _ = split_state(text)
        guess = self._alike(_saint(name), self._city_names)
        return self._meant(self._gazetteer.cities[guess], sure=False) if guess else None

    def _alike(self, text: str, names: list[str]) -> str:
        """The listed name that this is a misspelling of, or empty: when none is close, or two are as close."""
        if len(text) < _SHORTEST_TYPO:
            return ""
        found = process.extract(text, names, scorer=fuzz.ratio, limit=6, score_cutoff=_ALIKE)
        found = [hit for hit in found if hit[0][:1] == text[:1] or hit[1] >= 92.0]
        if not found:
            return ""
        best = [name for name, score, _ in found if score >= found[0][1] - 0.01]
        return min(best, key=lambda name: (-self._weight(name), name))

    def _weight(self, name: str) -> float:
        """How likely a name is meant: places nearby first, then by size."""
        if name in self._local.spots or name in self._local.streets:
            return math.inf
        cities = self._gazetteer.cities.get(name, ())
        if any(self._away(city) <= self._area.radius_km for city in cities):
            return 1e6
        return float(max((city.size for city in cities), default=0))

    def _city_at_the_end(self, text: str) -> Answer | None:
        """The city that a longer place ends with: nearer than nothing, and said to be only that."""
        words = text.split()
        for start in range(1, len(words)):
            tail = " ".join(words[start:])
            if len(tail) < 4 or words[start - 1] in _AND:
                continue
            tail = fold(self._local.nicknames.get(tail, tail))
            found = self._spot(tail, sure=False) or self._city(tail)
            weight = self._weight(split_state(tail)[0])
            if isinstance(found, Located) and weight >= _WELL_KNOWN:
                return msgspec.structs.replace(found, sure=False)
            if isinstance(found, Ambiguous) and weight >= 2 * _WELL_KNOWN:
                return found
        return None


def split_state(text: str) -> tuple[str, str]:
    """A folded place without the state at its end, and that state's letters; ("...", "") when it names none."""
    words = text.split()
    for count in (3, 2, 1):
        if len(words) <= count:
            continue
        tail = " ".join(words[-count:])
        letters = tail.upper() if tail.upper() in STATES else _STATE_NAMES.get(tail, "")
        if letters and not (tail in CAPITALS_LATER and len(words) < 2):
            return " ".join(words[:-count]), letters
    return text, ""


_STATE_NAMES = {name: letters for letters, (name, _) in STATES.items()} | {
    "penn": "PA", "penna": "PA", "mass": "MA", "wash": "WA", "cali": "CA", "calif": "CA", "fla": "FL", "tex": "TX",
    "ariz": "AZ", "colo": "CO", "conn": "CT", "mich": "MI", "minn": "MN", "tenn": "TN", "wisc": "WI", "ore": "OR",
    "nueva york": "NY", "nuevo mexico": "NM", "carolina del norte": "NC", "carolina del sur": "SC",
    "dakota del norte": "ND", "dakota del sur": "SD", "pensilvania": "PA", "luisiana": "LA",
}  # fmt: skip


def _saint(name: str) -> str:
    """A city's name as the postal service writes it: Saint, Fort and Mount in full."""
    words = name.split()
    if len(words) > 1:
        words[0] = {"st": "saint", "ft": "fort", "mt": "mount", "ste": "sainte"}.get(words[0], words[0])
    return " ".join(words)


def _at(city: City, *, sure: bool = True) -> Answer:
    """The city as a point, unless its coordinates lie outside its state."""
    if not in_state(city.latitude, city.longitude, city.state):
        return NotFound("outside")
    return Located(
        latitude=city.latitude,
        longitude=city.longitude,
        label=f"{city.name}, {city.state}",
        zone=city.zone,
        state=city.state,
        sure=sure,
    )


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance between two points in degrees."""
    phi, other = math.radians(latitude), math.radians(other_latitude)
    a = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))
