"""Finds the nearest places that have something and says so: what the engine asks, and the answers it gets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.language.gsm7 import TWO_SEGMENTS, cheap, clip
from app.places import one_site
from app.places.answers import Ambiguous, Coordinates, Located, NearMe, NotFound
from app.places.found import Found, Nothing, Option, WhichPlace
from app.places.gazetteer import Gazetteer, united_states
from app.places.geocode import Geocoder
from app.places.local_places import Area, Places
from app.places.near import NEAREST_HERE, Near
from app.places.nearest import Index
from app.places.nothing_near import NothingNear, nearest_words
from app.places.place_words import PlaceWords, place_words, shipped_words, words_in
from app.places.reply import Offered, PlaceSearch, listing, place_name, question, spoken_listing
from app.places.reported import Reported, behind
from app.places.sayable import clip_lines, sayable
from app.places.site import Site
from app.places.site_details import details
from app.places.ways import Ways
from app.places.wished import sift

PAGE = 3
"""How many sites one answer names."""
_MOST_REPORTED = 32
"""So many sites that are said to be wrong can stand behind the others of one place."""

Place = str | Coordinates | tuple[float, float]


class Finder:
    """All that is needed to find a place, in memory; never changed, swapped whole when the list changes."""

    def __init__(
        self,
        index: Index,
        by_mail: Sequence[Site],
        geocoder: Geocoder,
        places: Places,
        reported: Mapping[str, Reported] | None = None,
    ) -> None:
        self.index = index
        self.geocoder = geocoder
        self.reported: Mapping[str, Reported] = reported or {}
        """Site -> what several people said of it since it was checked."""
        self._by_mail = tuple(by_mail)
        self._nothing = NothingNear(index, by_mail)
        self._ways = Ways(geocoder.local)
        self._places = places
        self._examples = dict(places.examples)
        self._words = place_words(places.said) if places.said else shipped_words()

    def with_reported(self, reported: Mapping[str, Reported]) -> Finder:
        """The same list, with what callers say of it now."""
        same = object.__new__(Finder)
        same.__dict__.update(self.__dict__, reported=reported)
        return same

    def __len__(self) -> int:
        return len(self.index) + len(self._by_mail)

    def words(self, language: str) -> PlaceWords:
        """What answers say in this language, or in the default one."""
        return words_in(self._words, language)

    def zone_of(self, place: str) -> str:
        """The time zone of a ZIP or a place that is meant beyond doubt; empty where it is not."""
        found = self.geocoder.locate(place)
        return found.zone if isinstance(found, Located) else ""

    def find(
        self,
        service: str,
        place: Place,
        *,
        language: str,
        now: datetime,
        page: int = 0,
        choose: int | None = None,
        wishes: Sequence[str] = (),
        hidden: tuple[str, ...] = (),
        note: str = "",
    ) -> Found | WhichPlace | Nothing:
        """What to answer to somebody who looks for `service` near `place`; never raises.

        `choose` is the number, from 1, that answers an earlier `WhichPlace` about this same place.
        """
        if isinstance(place, tuple):
            place = Coordinates(*place)
        where, words = self.geocoder.locate(place), self.words(language)
        if isinstance(where, Ambiguous):
            if choose is None or not 1 <= choose <= len(where.options):
                return self._which(where, words)
            where = where.options[choose - 1]
        if not isinstance(where, Located):
            return self._ask(where, words, language)
        asked = PlaceSearch(
            service=service, where=where, words=words, now=now, hidden=hidden, ways=self._ways, note=note
        )
        if wishes or "+" in service:
            return self._wished(asked, wishes, max(page, 0))
        return self._near(asked, max(page, 0))

    def about(
        self,
        site: str,
        service: str,
        place: str,
        wishes: Sequence[str],
        *,
        language: str,
        now: datetime,
        hidden: tuple[str, ...] = (),
    ) -> Offered | None:
        """What was asked of this one site of the list, and its details; None where it is not near this place any more."""
        where, words = self.geocoder.locate(place), self.words(language)
        if not isinstance(where, Located):
            return None
        first = service.split("+", maxsplit=1)[0]
        near = self.index.around(where.latitude, where.longitude, service=first, now=now)
        found = next((one for one in near if one.site.id == site), None)
        asked = PlaceSearch(service=service, where=where, words=words, now=now, hidden=hidden, ways=self._ways)
        return None if found is None else one_site.answered(asked, found, wishes)

    def _wished(self, asked: PlaceSearch, wishes: Sequence[str], page: int) -> Found | Nothing:
        """The nearest that have what is wished, or the nearest and in words what they do not have."""
        where, (first, *others) = asked.where, asked.service.split("+")
        near = self.index.around(where.latitude, where.longitude, service=first, now=asked.now)
        if not near:
            return self._nothing.said(msgspec.structs.replace(asked, service=first))
        sifted = sift(near, wishes, others, now=asked.now, words=asked.words)
        both = all(service in one.site.services for one in sifted.near[:1] for service in others)
        asked = msgspec.structs.replace(
            asked, service=asked.service if both else first, wished=sifted.heading,
            remark=" ".join([sifted.remark, *([] if both else self._apart(asked, others))]).strip(),
        )  # fmt: skip
        ordered = behind(sifted.near, self.reported) if self.reported else sifted.near
        shown = ordered[page * PAGE : (page + 1) * PAGE]
        if not shown:
            return self._no_more(asked)
        return self._found(asked, shown, more=len(sifted.near) > (page + 1) * PAGE, page=page)

    def _apart(self, asked: PlaceSearch, services: Sequence[str]) -> list[str]:
        """The nearest of each further service, where no one place has all."""
        said = []
        for service in services:
            where = asked.where
            closest = self.index.closest(where.latitude, where.longitude, service=service, now=asked.now)
            if closest is not None:
                name = asked.words.service(service)
                said.append(f"{name}: {nearest_words(closest, asked, spoken=False)}")
        return said

    def _near(self, asked: PlaceSearch, page: int) -> Found | Nothing:
        where = asked.where
        near: Sequence[Near]
        if self.reported:
            ahead = (page + 1) * PAGE + 1
            count = ahead + min(len(self.reported), _MOST_REPORTED)
            nearest = self.index.nearest(
                where.latitude, where.longitude, service=asked.service, now=asked.now, count=count
            )
            near = behind(nearest, self.reported)[page * PAGE : ahead]
        else:
            near = self.index.nearest(
                where.latitude, where.longitude, service=asked.service, now=asked.now, first=page * PAGE, count=PAGE + 1
            )
        more, near = len(near) > PAGE, near[:PAGE]
        if not near:
            return self._no_more(asked) if page else self._nothing.said(asked)
        return self._found(self._nearest_said(asked, near), near, more=more, page=page)

    def _nearest_said(self, asked: PlaceSearch, shown: Sequence[Near]) -> PlaceSearch:
        """The nearest of all is named where the list says that these are and another one, not open, is nearer."""
        if asked.note != NEAREST_HERE:
            return asked
        where = asked.where
        closest = self.index.closest(where.latitude, where.longitude, service=asked.service, now=asked.now)
        if closest is None or any(one.site.id == closest.site.id for one in shown):
            return asked
        return msgspec.structs.replace(asked, note="", remark=nearest_words(closest, asked, spoken=False))

    @staticmethod
    def _found(asked: PlaceSearch, near: Sequence[Near], *, more: bool, page: int) -> Found:
        return Found(
            text=listing(asked, near, more=more),
            spoken=spoken_listing(asked, near, more=more),
            sites=tuple(details(asked, found) for found in near),
            more=more,
            page=page,
            again=asked.where.again,
            language=asked.words.language,
        )

    def _no_more(self, asked: PlaceSearch) -> Nothing:
        said = asked.words.answers["page_end"].format(place=place_name(asked.where, asked.words))
        return Nothing(reason="no_more", text=cheap(said)[:TWO_SEGMENTS], spoken=said, again=asked.where.again)

    def _which(self, found: Ambiguous, words: PlaceWords) -> WhichPlace:
        name = found.options[0].label.partition(",")[0]
        text, spoken = question(name, found, words)
        options = tuple(Option(option.label, option.latitude, option.longitude) for option in found.options)
        return WhichPlace(reason="which", text=text, spoken=spoken, options=options)

    def _ask(self, found: NotFound | NearMe, words: PlaceWords, language: str) -> WhichPlace:
        """The question where somebody is, and why it is asked."""
        table = words.answers
        reason = "near_me" if isinstance(found, NearMe) else found.reason
        key = reason if reason in table else "unknown"
        about = found.about if isinstance(found, NotFound) else ""
        streets = self._examples.get(language) or self._examples.get(DEFAULT_LANGUAGE, "")
        example = table["example"].format(clip(streets, 40)) if streets else ""
        return WhichPlace(
            reason=reason,
            text=clip_lines([table[key].replace("{example}", example).replace("{about}", about)]),
            spoken=table[f"{key}_said"].replace("{example}", example).replace("{about}", sayable(about)),
        )


def build(
    sites: Iterable[Site], places: Places | None = None, area: Area | None = None, *, gazetteer: Gazetteer | None = None
) -> Finder:
    """A finder over these sites; the first one of a process reads the ZIP codes, about a second."""
    added = places or Places()
    by_mail: list[Site] = []
    index = Index(_with_a_door(sites, by_mail))
    return Finder(index, by_mail, Geocoder(gazetteer or united_states(), added, area or Area()), added)


def _with_a_door(sites: Iterable[Site], by_mail: list[Site]) -> Iterator[Site]:
    """The sites that people go to; those that send by mail are put into `by_mail`."""
    for site in sites:
        if site.kind != "mail_order":
            yield site
        elif site.status == "live":
            by_mail.append(site)
