"""Points written in signs and codes: coordinates, map links, plus codes, ZIP and postal codes. Nothing about them is kept."""

from __future__ import annotations

from collections.abc import Callable

from app.places.answers import PIN_DECIMALS, Answer, Located, NotFound
from app.places.digits import spoken_digits
from app.places.gazetteer import Gazetteer
from app.places.geocode_text import COORDINATES, HOUSE, LETTERS_FOR_DIGITS, POSTAL, ZIP, as_digits
from app.places.local_gazetteer import LocalIndex
from app.places.local_places import Area
from app.places.names import AREA_CODE, country_names
from app.places.place_codes import coordinates, is_map_link, plus_code, three_words


class CodeReader:
    """Reads points in signs and codes; `town` says which town some words name, for a plus code that is short."""

    def __init__(
        self, gazetteer: Gazetteer, local: LocalIndex, area: Area, town: Callable[[str], Answer | None]
    ) -> None:
        self._gazetteer, self._local, self._area, self._town = gazetteer, local, area, town

    def signs(self, written: str) -> Answer | None:
        """The point of a pair of numbers, a map link or a plus code in these words."""
        typed = COORDINATES.match(written)
        pair = (float(typed[1]), float(typed[2])) if typed else coordinates(written)
        if pair is not None:
            return self.pin(*pair)
        if "+" in written:
            about = self._town(written.partition("+")[2].partition(" ")[2])
            middle = (about.latitude, about.longitude) if isinstance(about, Located) else None
            code = plus_code(written, near=middle or (self._area.latitude, self._area.longitude))
            if code is not None:
                return self.pin(*code)
        if three_words(written):
            return NotFound("three_words")
        return NotFound("link") if is_map_link(written) else None

    def pin(self, latitude: float, longitude: float) -> Answer:
        """A point, to about a hundred metres."""
        if not (abs(latitude) <= 90 and abs(longitude) <= 180) or (latitude, longitude) == (0.0, 0.0):
            return NotFound("outside")
        return Located(
            latitude=round(latitude, PIN_DECIMALS),
            longitude=round(longitude, PIN_DECIMALS),
            label="",
            country=self._area.country,
            zone=self._area.zone,
        )

    def code(self, written: str, folded: str) -> Answer | None:
        """The point of a ZIP or postal code in these words, typed or spoken."""
        typed = ZIP.findall(HOUSE.sub(" ", LETTERS_FOR_DIGITS.sub(as_digits, written)))
        digits = typed[-1] if typed else spoken_digits(folded.split())
        if digits:
            return self.zip(digits)
        postal = POSTAL.search(written.upper())
        return self._postal_area(postal[1]) if postal else None

    def zip(self, digits: str) -> Answer:
        """The middle of a five-digit ZIP code."""
        code = self._gazetteer.zips.get(digits)
        if code is None:
            return NotFound("outside" if digits in self._gazetteer.without_place else "zip")
        return Located(latitude=code.latitude, longitude=code.longitude, label=digits, zone=code.zone, state=code.state)

    def _postal_area(self, area: str) -> Answer:
        point = self._local.postal_areas.get(area)
        if point is not None:
            return Located(latitude=point[0], longitude=point[1], label=area, country="CA", state=point[2])
        for known in country_names().get(area.lower()):
            if known.kind == AREA_CODE:
                return Located(
                    latitude=known.latitude,
                    longitude=known.longitude,
                    label=area,
                    country="CA",
                    state=known.state,
                    zone=known.zone,
                )
        return NotFound("postal_code")
