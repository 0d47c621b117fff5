"""Crossings, house numbers and landmarks of the streets that staff listed or imported, as places."""

from __future__ import annotations

from collections.abc import Callable

from app.places.answers import Located
from app.places.geocode_text import JOINED, spans
from app.places.local_gazetteer import LocalIndex
from app.places.local_places import Area
from app.places.spellings import Spellings
from app.places.street_names import street_key


class LocalStreets:
    """Reads what people say of the programme's own streets; `weight` tells how likely a name is meant."""

    def __init__(self, local: LocalIndex, area: Area, weight: Callable[[str], float]) -> None:
        self._local, self._area, self._weight = local, area, weight
        self._names = Spellings(
            name for name, some in local.streets.items() if not all(street.surveyed for street in some)
        )

    def at(self, written: str, folded: str) -> Located | None:
        """The crossing, else the house, else the landmark that these words name."""
        return self.crossing(written.casefold()) or self.house(folded) or self.landmark(folded)

    def crossing(self, text: str) -> Located | None:
        """The crossing of two streets that are both in staff's list."""
        parts = JOINED.split(text)
        if len(parts) < 2:
            return self._met(self._local.numbered_crossing(text))
        # A name that is spelled wrong is guessed only beside one that is known: "my feet and hands" are no streets.
        for at in range(len(parts) - 1):
            first, second = self._street(parts[at], last=True), self._street(parts[at + 1], last=False)
            if first and not second:
                second = self._street_alike(parts[at + 1], last=False)
            elif second and not first:
                first = self._street_alike(parts[at], last=True)
            found = self._local.crossing(first, second) if first and second else None
            if found is not None:
                return self._met(found)
        return self._met(self._local.numbered_crossing(text))

    def _met(self, found: tuple[str, float, float] | None) -> Located | None:
        """A crossing of ours as a place."""
        if found is None:
            return None
        label, latitude, longitude = found
        return Located(
            latitude=latitude, longitude=longitude, label=label, country=self._area.country, zone=self._area.zone,
            state=self._area.state,
        )  # fmt: skip

    def _street(self, text: str, *, last: bool) -> str:
        """The listed street among these words, the nearest to the joining word; empty when there is none."""
        return next((known for span in spans(text, last=last) if (known := self._local.street(span))), "")

    def _street_alike(self, text: str, *, last: bool) -> str:
        """The listed street that these words are a misspelling of; empty when there is none."""
        keys = [street_key(span) for span in spans(text, last=last)]
        guesses = (self._names.alike(key, self._weight) or self._local.begun(key) for key in keys)
        return next((guess for guess in guesses if guess), "")

    def house(self, folded: str) -> Located | None:
        """A house number on a street whose numbers staff listed, or the middle of a listed street."""
        found = self._local.house(folded)
        if found is None:
            return None
        label, latitude, longitude, exact = found
        return Located(
            latitude=latitude, longitude=longitude, label=label, country=self._area.country, zone=self._area.zone,
            state=self._area.state, sure=exact,
        )  # fmt: skip

    def landmark(self, folded: str) -> Located | None:
        """The library, station or such that is named by its kind and street."""
        found = self._local.landmark(folded)
        if found is None:
            return None
        label, latitude, longitude = found
        return Located(
            latitude=latitude, longitude=longitude, label=label, country=self._area.country, zone=self._area.zone,
            state=self._area.state, by_point=True,
        )  # fmt: skip
