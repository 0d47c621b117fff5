"""A place whose name is spelled wrong: the one that is spelled almost so, and likely meant."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from app.places.answers import Answer
from app.places.distance import kilometres
from app.places.filler import FILLER
from app.places.gazetteer import Gazetteer
from app.places.geocode_text import is_joined
from app.places.local_gazetteer import LocalIndex
from app.places.local_places import Area
from app.places.names import NamedPlace, country_names
from app.places.resolve import Chooser
from app.places.spellings import Spellings
from app.places.states import state_at

_CORRECTED_TO = 5_000
"""A misspelled name without a state is read as a place of at least so many people."""
_A_CITY = 50_000
"""A place of fewer people that is far away is not guessed without its state: "by fenway" is no Fernway."""
_MOST_WORDS = 3
"""Words of a misspelled name right before its state."""
_LONGEST_SPELLED = 40
"""No place of a name longer than that is guessed."""


class Misspelt:
    """Guesses names; `own` gives the places of a name that staff listed or the post knows."""

    def __init__(
        self, gazetteer: Gazetteer, local: LocalIndex, area: Area, own: Callable[[str], tuple[NamedPlace, ...]]
    ) -> None:
        self._gazetteer, self._local, self._area, self._own = gazetteer, local, area, own
        self._chooser = Chooser(area)
        self._spot_names = Spellings(local.spots)

    def warm(self) -> None:
        """The names of anywhere, and of the programme's own state, are ready: half a second that no caller waits."""
        for state in ("", self._area.state):
            self._names_in(state)

    def _names_in(self, state: str) -> Spellings:
        """The names that a misspelling in this state, or anywhere, may stand for."""
        return _listed_names(self._gazetteer, state)

    def place(self, words: list[str], state: str) -> str | Answer | None:
        """The place whose name is spelled almost like the words that nothing else accounts for; one of staff's as its name."""
        left = [
            word for at, word in enumerate(words)
            if word.isalpha() and word not in FILLER and not is_joined(words, at) and not is_joined(words, at - 2)
        ]  # fmt: skip
        stated = next((at for at in range(1, len(left)) if state and state_at(left, at)[0] == state), len(left))
        left = left[:stated]
        texts = [" ".join(left[start:]) for start in range(min(len(left), _MOST_WORDS))]
        if state:
            texts = [*_before(words, state), *texts]
        for start, text in enumerate(texts):
            if len(text) > _LONGEST_SPELLED:
                continue
            spot = "" if state and state != self._area.state else self._spot_names.alike(text, self.weight)
            if spot:
                return spot
            guess = self._names_in(state).alike(text, self.weight)
            if guess:
                places = [
                    place for place in self._places(guess)
                    if (place.state == state if state else self._may_be_guessed(place, first_left_out=start > 0))
                ]  # fmt: skip
                return self._chooser.meant(places[:1] if state else places, sure=False)
        return None

    def before_state(self, words: list[str], name: str, state: str) -> Answer | None:
        """The place spelled almost like the words right before this state, which is a city's name as well: "buffallo new york"."""
        for text in _before(words, state):
            guess = self._names_in(state).alike(text, self.weight)
            places = [place for place in self._places(guess) if place.state == state] if guess and guess != name else []
            if places and not FILLER.issuperset(text.split()):
                return self._chooser.meant(places[:1], sure=False)
        return None

    def _may_be_guessed(self, place: NamedPlace, *, first_left_out: bool) -> bool:
        """True for a city, and for a smaller place nearby where no word before it is left over ("empire state")."""
        return place.people >= _A_CITY or (not first_left_out and self._is_near(place))

    def _is_near(self, place: NamedPlace) -> bool:
        area = self._area
        return kilometres(place.latitude, place.longitude, area.latitude, area.longitude) <= area.radius_km

    def _places(self, name: str) -> tuple[NamedPlace, ...]:
        return (*self._own(name), *country_names().get(name))

    def weight(self, name: str) -> float:
        """How likely a name is meant: staff's and places nearby first, then by size."""
        if name in self._local.spots or name in self._local.streets:
            return float(1 << 33)
        return max((place.people + self._is_near(place) * 1e8 for place in self._places(name)), default=0.0)


def _before(words: list[str], state: str) -> list[str]:
    """The few words right before this state, from the most to the last one, and the last two as one word: "dead horse alaska"."""
    at = next((at for at in range(1, len(words)) if state_at(words, at)[0] == state), 0)
    near: list[str] = []
    for word in reversed(words[max(0, at - _MOST_WORDS) : at]):
        if not word.isalpha():
            break
        near.insert(0, word)
    texts = [" ".join(near[start:]) for start in range(len(near))]
    texts = [text for text in texts if text.split()[0] not in FILLER or len(text.split()) > 1]
    return [*texts, "".join(near[-2:])] if len(near) > 1 else texts


@lru_cache(maxsize=8)
def _listed_names(gazetteer: Gazetteer, state: str) -> Spellings:
    names = set(country_names().all_names(state=state, people=0 if state else _CORRECTED_TO))
    cities = gazetteer.cities.items()
    names |= {name for name, some in cities if any(c.state == state or (not state and c.size > 1) for c in some)}
    return Spellings(names)
