"""What is said where nothing is near: the nearest however far, what comes by mail, drug stores. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from app.language.gsm7 import TWO_SEGMENTS, clip
from app.places.distance import far
from app.places.found import Nothing
from app.places.near import Near
from app.places.nearest import Index
from app.places.offer_order import RADII_KM
from app.places.reply import PlaceSearch, place_name
from app.places.sayable import phone_words, sayable
from app.places.site import Site
from app.places.site_details import details

_MOST_BY_MAIL = 2


class NothingNear:
    """Says what there is instead, of one list."""

    def __init__(self, index: Index, by_mail: Sequence[Site]) -> None:
        self._index, self._by_mail = index, tuple(by_mail)

    def said(self, asked: PlaceSearch) -> Nothing:
        """Nothing within reach: the nearest however far, by mail, drug stores."""
        where = asked.where
        closest = self._index.closest(where.latitude, where.longitude, service=asked.service, now=asked.now)
        by_mail = self._mailers(asked)
        offered = [
            *([closest] if closest else []),
            *(Near(site=site, km=0.0, doubted=False, at=asked.now) for site in by_mail),
        ]
        text = self._instead(asked, closest, by_mail, spoken=False)
        if offered:
            key = "one_last" if len(offered) == 1 else "last"
            text.append(asked.words.answers[key].format(count=len(offered)))
        return Nothing(
            reason="none_near",
            text=clip(" ".join(text), TWO_SEGMENTS),
            spoken=" ".join(self._instead(asked, closest, by_mail, spoken=True)),
            sites=tuple(details(asked, found) for found in offered),
            again=where.again,
        )

    def _instead(self, asked: PlaceSearch, closest: Near | None, by_mail: Sequence[Site], *, spoken: bool) -> list[str]:
        """What there is where nothing is near, sentence by sentence."""
        table = asked.words.answers
        place = place_name(asked.where, asked.words)
        demo = any(site.demo for site in (*([closest.site] if closest else []), *by_mail))
        said = [
            table["demo_said" if spoken else "demo"] if demo else "",
            table["none" if closest else "none_at_all"].format(
                service=asked.words.service(asked.service),
                radius=far(RADII_KM[-1], country=asked.where.country, words=asked.words, spoken=spoken),
                place=sayable(place) if spoken else clip(place, 40),
            ),
            nearest_words(closest, asked, spoken=spoken),
            *(self._mail(site, table, spoken=spoken) for site in by_mail),
            table["otc" if asked.service == "naloxone" else "anyone"],
        ]
        return [sentence for sentence in said if sentence]

    def _mailers(self, asked: PlaceSearch) -> list[Site]:
        """Those who send `service` to this state by mail."""
        state = asked.where.state
        return [
            site
            for site in self._by_mail
            if asked.service in site.services
            and site.country == asked.where.country
            and (not site.serves or not state or state in site.serves)
        ][:_MOST_BY_MAIL]

    @staticmethod
    def _mail(site: Site, table: dict[str, str], *, spoken: bool = False) -> str:
        name = sayable(site.name) if spoken else clip(site.name, 40)
        if not site.phone:
            return table["mail"].format(site=name)
        return table["mail_contact"].format(site=name, phone=phone_words(site.phone, spoken=spoken))


def nearest_words(found: Near | None, asked: PlaceSearch, *, spoken: bool) -> str:
    """The one that is nearest, however far, as a sentence; empty where there is none."""
    if found is None:
        return ""
    distance = far(found.km, country=asked.where.country, words=asked.words, spoken=spoken)
    name = sayable(found.site.name) if spoken else clip(found.site.name, 40)
    city = clip(", ".join(part for part in (found.site.city, found.site.state) if part), 30)
    return asked.words.answers["nearest"].format(site=f"{name}, {city}" if city else name, distance=distance)
