"""Which place is meant, where a name belongs to several and a message names more than one."""

from __future__ import annotations

from collections.abc import Sequence

from app.places.answers import Ambiguous, Answer, Located, NotFound
from app.places.distance import kilometres
from app.places.gazetteer import fold
from app.places.local_places import Area
from app.places.names import ABROAD, COUNTY, REGION, TOWN, NamedPlace
from app.places.scan import Mention
from app.places.states import state_label

CHOICES = 4
"""More places of one name than this are not offered: a ZIP code is asked for as well."""
CLEARLY_BIGGER = 5
"""A place with this many times the people of its namesakes is the one that is meant."""
_TOGETHER_KM = 60.0
"""Two names of one message within this way are a part and its city, or a town and its county."""
_SAME_KM = 15.0
_FAR_BIGGER = 300
"""Times the people of a place: its namesake that is so much smaller is not what a second name stands beside."""
_KNOWN_HERE = 5_000
"""An own-state town of so many people may be meant by its bare name."""
_MEANT_AT_HOME = 5_000
"""A place of so many people in the country is meant before a bigger one abroad."""
_NAMED_LIKE_A_COUNTRY = 20_000
_SHARED = 3
"""A name of so many places tells little beside the name of a city."""
_A_CITY = 50_000
_STAFF = 1 << 31
"""People of a place that staff listed: it is meant before all others of its name."""


def staff_named(label: str, point: tuple[float, float], *, state: str, country: str, zone: str) -> NamedPlace:
    """A place of staff's own list as the table has them."""
    return NamedPlace(label, "l", *point, state, country, zone, _STAFF)


class Chooser:
    """Picks one of the places that a message may mean, or asks."""

    def __init__(self, area: Area) -> None:
        self._area = area

    def chosen(self, mentions: Sequence[Mention], *, exact: bool) -> Answer | None:
        """The place that these names mean together; None when they name none. `exact` is False where a street was left out."""
        if not mentions:
            return None
        stated = next((mention.state for mention in reversed(mentions) if mention.state), "")
        country = next(
            (
                place
                for mention in mentions
                if not mention.state
                for place in mention.places
                if _is_country(place, mention)
            ),
            None,
        )
        if country is not None:
            return NotFound("abroad", about=country.label)
        pair = self._together(mentions, stated)
        if pair is not None:
            return self.located(pair[0], sure=exact, alone=pair[1])
        mention = self._told(mentions)
        city = self._city_beside(mentions, mention) if not (mention.state or stated) else None
        if city is not None:
            return self.located(city, sure=False, alone=True)
        only = len({other.name for other in mentions}) == 1 or bool(stated)
        return self._one(mention, mention.state or stated, exact=exact and only)

    @staticmethod
    def _city_beside(mentions: Sequence[Mention], told: Mention) -> NamedPlace | None:
        """The city named beside a part of it that no table has, where many places bear the part's name, or only small ones."""
        by_another_name = bool(told.places) and fold(told.places[0].label) != told.name  # "westside" of Las Vegas
        if (
            len(told.places) < _SHARED
            and any(place.people >= _KNOWN_HERE for place in told.places)
            and not by_another_name
        ):
            return None
        others = [mention.places[0] for mention in mentions if mention is not told and mention.places]
        biggest = next((place.people for place in told.places if place.kind == TOWN), 0)
        least = _A_CITY if by_another_name else max(_A_CITY, biggest)
        cities = [place for place in others if place.kind == TOWN and place.people >= least]
        return max(cities, key=lambda place: place.people, default=None)

    def _together(self, mentions: Sequence[Mention], stated: str) -> tuple[NamedPlace, bool] | None:
        """The smaller of two places that lie together: 'fishtown philly', 'queens near jamaica'."""
        best: tuple[int, NamedPlace, bool] | None = None
        for one in mentions:
            for other in mentions:
                if one is other or one.name == other.name:
                    continue
                named = self._in(one.places, one.state or stated)
                most = max((place.people for place in named if place.kind != "l"), default=0)
                for rank, small in enumerate(named):
                    if small.people * _FAR_BIGGER < most and not self._is_ours(small):
                        break  # beside "dallas" no hamlet of that name is meant
                    big = next(
                        (big for big in self._in(other.places, other.state or stated) if _holds(big, small)), None
                    )
                    if big is not None and (best is None or big.people > best[0]):
                        best = big.people, small, rank == 0
        return (best[1], best[2]) if best else None

    @staticmethod
    def _in(places: Sequence[NamedPlace], state: str) -> list[NamedPlace]:
        here = [place for place in places if not state or place.state == state]
        return [place for place in here if place.kind not in (ABROAD, REGION)]

    @staticmethod
    def _told(mentions: Sequence[Mention]) -> Mention:
        """The name that is most a place: one with its state, then the longest, then the last."""
        ordered = list(enumerate(mentions))
        return max(ordered, key=lambda item: (bool(item[1].state), item[1].name.count(" "), item[0]))[1]

    def _one(self, mention: Mention, state: str, *, exact: bool) -> Answer | None:
        places = [place for place in mention.places if not state or place.state == state]
        abroad = [place for place in places if place.kind == ABROAD]
        if state and not places:
            return None
        regions = [place for place in places if place.kind == REGION]
        if regions and not any(place.people > 100_000 for place in places if place.kind not in (REGION, ABROAD)):
            region = next((place for place in regions if place.state == self._area.state), regions[0])
            return NotFound("refine", about=region.label, state=region.state)
        here = [place for place in places if place.kind not in (ABROAD, REGION)]
        if abroad and not any(place.people >= _MEANT_AT_HOME or place.kind == "l" for place in here):
            return NotFound("abroad", about=abroad[0].label)
        if state and here:
            return self.located(here[0], sure=exact, alone=True)
        return self.meant(here, sure=exact)

    def meant(self, places: Sequence[NamedPlace], *, sure: bool) -> Answer | None:
        """The one of these that a caller of this line means, or the question which."""
        distinct = self._distinct(places)
        if not distinct:
            return None
        ordered = sorted(distinct, key=lambda place: -place.people)
        biggest = ordered[0]
        ours = [place for place in ordered if self._is_ours(place)]
        if ours:
            here = max(
                ours, key=lambda place: (place.people >= _KNOWN_HERE, place.state == self._area.state, place.people)
            )
            if biggest.people < CLEARLY_BIGGER * max(here.people, 1):
                return self.located(here, sure=sure, alone=here is biggest)
        second = ordered[1].people if len(ordered) > 1 else 0
        if len(ordered) == 1 or (not ours and biggest.people >= CLEARLY_BIGGER * max(second, 1)):
            return self.located(biggest, sure=sure, alone=True)
        home = self._area.state
        options = sorted(
            ordered, key=lambda place: (not self._is_ours(place), place.state != home, -place.people, place.state)
        )
        points = tuple(self.located(place, sure=True, alone=True) for place in options)
        return Ambiguous(points[:CHOICES], more=len(points) > CHOICES)

    def located(self, place: NamedPlace, *, sure: bool, alone: bool) -> Located:
        """The place as a point; `alone` when its label means this one wherever it is read again."""
        label = place.label if place.kind == "l" or not place.state else f"{place.label}, {place.state}"
        return Located(
            latitude=place.latitude, longitude=place.longitude, label=label, country=place.country or "US",
            zone=place.zone, state=place.state, sure=sure, by_point=not (alone or place.kind == "l" or bool(place.state)),
        )  # fmt: skip

    @staticmethod
    def _distinct(places: Sequence[NamedPlace]) -> list[NamedPlace]:
        """One of each state and neighbourhood: two tables may know the same place."""
        kept: list[NamedPlace] = []
        for place in places:
            same = [other for other in kept if other.state == place.state and place.kind != COUNTY]
            if not same or (place.kind == "l"):
                kept.append(place)
        return kept

    def _is_ours(self, place: NamedPlace) -> bool:
        """True for a place close to the programme's middle, and for a larger town in its state: a far county has namesakes."""
        town_of_ours = place.state == self._area.state and place.people >= _KNOWN_HERE and place.kind != COUNTY
        if place.kind == "l" or town_of_ours:
            return True
        away = kilometres(place.latitude, place.longitude, self._area.latitude, self._area.longitude)
        return away <= self._area.radius_km


def refined(state: str) -> NotFound:
    """The question for a town, where only a state was named."""
    return NotFound("refine", about=state_label(state), state=state)


def _is_country(place: NamedPlace, mention: Mention) -> bool:
    """True for a country that no town of ours of any size shares its name with."""
    return (
        place.kind == ABROAD
        and not place.people
        and not any(other.people >= _NAMED_LIKE_A_COUNTRY for other in mention.places if other.kind != ABROAD)
    )


def _holds(big: NamedPlace, small: NamedPlace) -> bool:
    if big.kind == "l":  # what staff listed is a part of something, whatever weight it has
        return False
    if big.people <= small.people and small.kind != "l":
        return False
    if big.people == small.people and big.kind == small.kind:
        return False
    return kilometres(big.latitude, big.longitude, small.latitude, small.longitude) <= _TOGETHER_KM
