"""Where a place is that somebody named: ZIP, city, neighbourhood, crossing, pin. Nothing about it is kept."""

from __future__ import annotations

import msgspec

from app.places.answers import Ambiguous, Answer, Coordinates, Located, NearMe, NotFound
from app.places.asked_words import AskedWords, shipped_asked
from app.places.code_reader import CodeReader
from app.places.distance import kilometres
from app.places.filler import JOINS
from app.places.gazetteer import Gazetteer, fold, in_state
from app.places.geocode_text import (
    LEADING,
    NEAR_ME,
    TRAILING,
    bare,
    is_plain,
    names_street,
    strange_before,
    strange_behind,
)
from app.places.local_gazetteer import LocalIndex
from app.places.local_places import Area, Places
from app.places.local_streets import LocalStreets
from app.places.misspelt import Misspelt
from app.places.names import TOWN, NamedPlace, NameTable, country_names, sizes_by_first_word
from app.places.place_codes import without_signs
from app.places.resolve import Chooser, refined, staff_named
from app.places.scan import Mention, Scanner, only_state, state_alone, tokens
from app.places.states import STATE_WORDS, state_at

LONGEST = 200
"""A place is read up to this many characters."""
_A_TOWN = 5_000
"""People of a town that counts beside a street of ours."""
_PEOPLE_PER_ZIP = 9_000
_ONE_ZIP = 400
"""People of a place that only the postal service knows: one of more than 500 is in the table."""


class Geocoder:
    """Reads places as people write and say them; the same words always give the same answer."""

    def __init__(self, gazetteer: Gazetteer, places: Places, area: Area) -> None:
        self._gazetteer = gazetteer
        self.local = LocalIndex(places)
        self._area = area
        self.asked = AskedWords(places.asked) if places.asked else shipped_asked()
        self._chooser = Chooser(area)
        self._misspelt = Misspelt(gazetteer, self.local, area, self._own)
        self._streets = LocalStreets(self.local, area, self._misspelt.weight)
        self._codes = CodeReader(gazetteer, self.local, area, self._town)
        self._scanner: Scanner | None = None
        self._own_words: frozenset[str] | set[str] = frozenset()

    @property
    def _table(self) -> NameTable:
        return country_names()

    def warm(self) -> None:
        """The country's names are read and ready: half a second that the first caller does not wait."""
        self._scan(["somewhere"])
        self._misspelt.warm()

    def _scan(self, words: list[str]) -> list[Mention]:
        """The names in these words; the first time, what can begin a name is worked out."""
        if self._scanner is None:
            sizes = sizes_by_first_word((*self._gazetteer.cities, *self.local.spots, *self.local.nicknames))
            self._own_words = self.local.words() | {word for name in self._gazetteer.cities for word in name.split()}
            self._scanner = Scanner(self._table, self._own, sizes)
        return self._scanner.mentions(words)

    def names_in(self, text: str) -> list[list[str]]:
        """The words of every name of a place in these words, a state behind it among them."""
        words = tokens(bare(text))
        spans = [words[mention.start : mention.end] for mention in self._scan(words)]
        return [[word for word in span if word.isalnum()] for span in spans]

    def may_explain(self, text: str) -> bool:
        """False when a word in this text is in no name at all, and none that any request has: it says more than a place."""
        self._scan([])
        text = without_signs(text)
        digits = any(mark.isdigit() for mark in text)
        return all(
            is_plain(word, digits=True) or (digits and not word.isalpha()) or self._is_in_a_name(word)
            for word in tokens(bare(text))
        )

    def _is_in_a_name(self, word: str) -> bool:
        return (
            word in self._own_words or word in STATE_WORDS or state_at([word], 0)[0] != "" or self._table.has_word(word)
        )

    def explains(self, text: str, answer: Answer) -> bool:
        """Whether every word of this text belongs to the place that it means, or is one that any request has."""
        words = tokens(bare(without_signs(text)))
        meant = {*fold(getattr(answer, "label", "")).split(), *fold(getattr(answer, "about", "")).split()}
        for mention in self._scan(words):
            meant.update(words[mention.start : mention.end])
        code = self._codes.code(text, fold(text)) is not None
        return all(is_plain(word, digits=code) or word in meant for word in words)

    def _own(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of this name that staff listed, or that only the postal service knows."""
        if name not in self.local.nicknames and name not in self.local.spots and name not in self._gazetteer.cities:
            return ()
        said = fold(self.local.nicknames.get(name, name))
        spot = self.local.spots.get(said)
        if spot is not None:
            zone, state = spot.zone or self._area.zone, spot.state or self._area.state
            point = (spot.latitude, spot.longitude)
            return (staff_named(spot.name, point, state=state, country=spot.country, zone=zone),)
        if said and said != name:
            words = said.split()
            state, size = state_at(words, len(words) - 1)
            return tuple(place for place in self._table.get(" ".join(words[:-size] if state else words))
                         if not state or place.state == state)[:1]  # fmt: skip
        known = {(place.state) for place in self._table.get(name)}
        return tuple(
            NamedPlace(
                city.name,
                TOWN,
                city.latitude,
                city.longitude,
                city.state,
                "US",
                city.zone,
                city.size * _PEOPLE_PER_ZIP if city.size > 1 else _ONE_ZIP,
            )
            for city in self._gazetteer.cities.get(name, ())
            if city.state not in known and in_state(city.latitude, city.longitude, city.state)
        )

    def locate(self, place: str | Coordinates, *, guess: bool = True) -> Answer:
        """What this place means; never raises. Without `guess` a name that is spelled wrong is not known."""
        if isinstance(place, Coordinates):
            return self._codes.pin(place.latitude, place.longitude)
        written = place[:LONGEST].strip()
        signs = self._codes.signs(written)
        if signs is not None:
            return signs
        folded = fold(written)
        if not folded:
            return NotFound("empty")
        if folded in NEAR_ME:
            return NearMe()
        return self._codes.code(written, folded) or self._named(written, folded, guess=guess) or NotFound("unknown")

    def _named(self, written: str, folded: str, *, guess: bool) -> Answer | None:
        """The point of a named place: staff's own names first, then the country's, then names spelled alike."""
        for text in self._forms(folded):
            spot = self._spot(fold(self.local.nicknames.get(text, text)))
            if spot is not None:
                return spot
        crossing = self._streets.at(written, folded)
        words = tokens(bare(written))
        mentions = self._scan(words)
        if crossing is not None and not self._elsewhere(crossing, mentions):
            return crossing
        named = [mention for mention in mentions if not self._is_half_crossing(words, mention)]
        if mentions and not named:
            return NotFound("unknown")  # one street of ours and one that nobody listed: a town of its name is not meant
        street = names_street(words, named)
        spelled_wrong = self._city_of_a_state(words, named)
        found = (spelled_wrong if guess else NotFound("unknown")) if spelled_wrong else None
        found = found or self._chooser.chosen(named, exact=not street and not strange_before(words, named))
        if street and isinstance(found, Located):
            return msgspec.structs.replace(found, street_left_out=True)
        if isinstance(found, Ambiguous) and strange_behind(words, named):
            return NotFound("unknown")  # "liberty bell" is none of the towns called Liberty
        if found is not None:
            return found
        plain = [word for word in words if word.isalnum()]
        state = state_alone(plain)
        if state and only_state(plain, state):
            return refined(state)
        spelled = self._misspelt.place(words, state) if guess else None
        if isinstance(spelled, str):
            spelled = self._spot(spelled, sure=False)
        return spelled or (refined(state) if state else None)

    def _city_of_a_state(self, words: list[str], named: list[Mention]) -> Answer | None:
        """A misspelled city of a state whose name is also that of a city, where nothing else is named: "buffallo new york"."""
        if len(named) != 1 or named[0].state or not named[0].start:
            return None
        state, size = state_at(words, named[0].start)
        if not state or size != named[0].end - named[0].start:
            return None
        return self._misspelt.before_state(words, named[0].name, state)

    @staticmethod
    def _forms(folded: str) -> list[str]:
        """The words as they are, and without what stands around a place's name."""
        bare = TRAILING.sub("", LEADING.sub("", folded)) or folded
        return [folded] if bare == folded else [folded, bare]

    def _spot(self, text: str, *, sure: bool = True) -> Located | None:
        spot = self.local.spots.get(text)
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

    def _town(self, text: str) -> Answer | None:
        """The town that these words name."""
        return self._chooser.chosen(self._scan(tokens(fold(text))), exact=True)

    def _elsewhere(self, found: Located, mentions: list[Mention]) -> bool:
        """Whether a town far away is named beside a street that is also one of ours: "5th and Market San Francisco"."""
        streets = {*fold(found.label).split()}
        reach = self._area.radius_km
        for mention in mentions:
            places = [place for place in mention.places if not mention.state or place.state == mention.state]
            if streets.issuperset(mention.name.split()) or not places or places[0].people < _A_TOWN:
                continue
            if all(
                kilometres(place.latitude, place.longitude, found.latitude, found.longitude) > reach for place in places
            ):
                return True
        return False

    def _is_half_crossing(self, words: list[str], mention: Mention) -> bool:
        """True for one of two joined names where either is a street of ours: "frankford and girard"."""
        if mention.state:
            return False
        beside = [words[mention.start - 2]] if mention.start > 1 and words[mention.start - 1] in JOINS else []
        if mention.end + 1 < len(words) and words[mention.end] in JOINS:
            beside.append(words[mention.end + 1])
        return bool(beside) and any(
            self.local.street(name) for name in (mention.name, *beside) if name.isalnum() or " " in name
        )
