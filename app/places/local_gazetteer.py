"""Staff's places and streets by every name that people use for them."""

from __future__ import annotations

import math
import re
from itertools import pairwise

from app.places.crossings import (
    ON_DEGREES,
    Box,
    box_of,
    close_crossing,
    exact_crossing,
    nearest_on,
    point_of_number,
    touch,
)
from app.places.gazetteer import fold
from app.places.local_places import Landmark, Places, Spot, Street
from app.places.street_names import (
    HOUSE,
    NUMBERED,
    NUMBERED_LAST,
    SAID,
    SIDES,
    SUFFIXES,
    ending,
    street_key,
    street_keys,
)

_FEWEST_LETTERS = 3
"""Letters by which a street may be told from all others."""
_ARTICLES = frozenset({"the", "el", "la", "los", "las"})
"""Said or left out before a name people gave a place."""


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
            for name in street_keys(street):
                self.streets.setdefault(name, []).append(street)

        self.addresses: dict[str, list[Street]] = {}
        for street in places.addresses:
            for name in street_keys(street):
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
        return {word for name in names for word in name.split()} | {*SUFFIXES, *SIDES, *SAID, *spoken}

    def landmark(self, text: str) -> tuple[str, float, float] | None:
        """Name and point of the library, station or such that stands on the street said behind it."""
        found = self._of_kind.search(text) if self._of_kind is not None and self._landmarks else None
        if found is None:
            return None
        some = self._landmarks.get(self._kinds[found[1]], ())
        words = found[2].split()
        for size in range(min(4, len(words)), 0, -1):
            key = self.street(" ".join(words[:size]))
            near = sorted((away, one.name, one) for one in some if (away := self._away(one, key)) <= ON_DEGREES)
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
        return min((nearest_on(here, *ends)[0] for line in lines for ends in pairwise(line)), default=math.inf)

    def street(self, name: str) -> str:
        """The key of a listed street that is called this, its side of town left out where that is needed; or empty."""
        key = street_key(name)
        if key in self.streets or key in self.addresses:
            return key
        side, _, rest = key.partition(" ")
        return rest if side in ("n", "s", "e", "w") and rest in self.streets else ""

    def begun(self, key: str) -> str:
        """The one listed street whose name begins so: "lex" is Lexington where no other does; empty where it may be several."""
        if len(key) < _FEWEST_LETTERS or not key.isalpha():
            return ""
        found = [name for name in self.streets if name.startswith(key)]
        return found[0] if len(found) == 1 else ""

    def crossing(self, first: str, second: str) -> tuple[str, float, float] | None:
        """Name and point where two streets of the list cross, or None."""
        some, others = self._boxed(street_key(first)), self._boxed(street_key(second))
        near = [(one, other) for box, one in some for beside, other in others if touch(box, beside)]
        pairs = sorted(near, key=lambda pair: _order(pair, first, second))
        for meet in (exact_crossing, close_crossing):
            for one, other in pairs:
                point = meet(one, other)
                if point is not None:
                    return f"{one.name} & {other.name}", *point
        return None

    def _boxed(self, key: str) -> list[tuple[Box, Street]]:
        """The streets of this key, each with the box around its line; worked out once."""
        found = self._boxes.get(key)
        if found is None:
            found = self._boxes[key] = [(box_of(street), street) for street in self.streets.get(key, ())]
        return found

    def numbered_crossing(self, text: str) -> tuple[str, float, float] | None:
        """Where a street that is only a number crosses a listed one whose house numbers follow those streets."""
        for ordinal, name in NUMBERED.findall(text) + [(o, n) for n, o in NUMBERED_LAST.findall(text)]:
            number = int(ordinal.rstrip("stndrh"))
            for street in self.streets.get(street_key(name), ()):
                point = point_of_number(street, number * 100) if street.numbered_crossings else None
                if point is not None:
                    return f"{number}{ending(number)} & {street.name}", *point
        return None

    def house(self, text: str) -> tuple[str, float, float, bool] | None:
        """Name and point of a house number on a listed street; the last value is False where its numbers are not known."""
        for number, name in HOUSE.findall(text):
            key, said = self.street(name), fold(name)
            some = (*self.streets.get(key, ()), *self.addresses.get(key, ()))
            for street in sorted(some, key=lambda one: fold(one.name) != said):
                point = point_of_number(street, int(number))
                if point is not None:
                    return f"{number} {street.name}", *point, True
        return None


def _order(pair: tuple[Street, Street], first: str, second: str) -> bool:
    """Streets called just so before those of another ending: Market St before Market Ave."""
    return fold(pair[0].name) != fold(first) or fold(pair[1].name) != fold(second)
