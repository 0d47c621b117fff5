"""All that is known about one site, in words, the most needed first."""

from __future__ import annotations

from app.language.default import DEFAULT_LANGUAGE
from app.language.gsm7 import TWO_SEGMENTS, clip
from app.places.hours_words import day_words, is_always, weekly_words
from app.places.near import Near
from app.places.place_words import PlaceWords
from app.places.reply import Offered, PlaceSearch, distance_words, hours_now
from app.places.sayable import capital, phone_words, sayable, spoken_address
from app.places.site import SERVICES, Site, is_doubted, is_stale, note


def details(asked: PlaceSearch, found: Near) -> Offered:
    """All that is known about one site, as a text of at most two segments and spoken."""
    text_parts = _facts(asked, found, spoken=False)
    spoken_parts = _facts(asked, found, spoken=True)
    return Offered(
        id=found.site.id,
        name=found.site.name,
        text=_joined(text_parts),
        spoken=" ".join(part for part in spoken_parts if part),
        street=found.site.address,
    )


def way_words(asked: PlaceSearch, site: Site) -> str:
    """Where the site is on its street, in words; empty where the area's map does not say it for certain."""
    way = asked.ways.of(site) if asked.ways is not None else None
    if way is None:
        return ""
    table = asked.words.answers
    key = (
        "at_between"
        if way.second
        else "at_corner"
        if not way.blocks
        else "at_block"
        if way.blocks == 1
        else "at_blocks"
    )
    return table[key].format(
        street=way.street, first=way.first, second=way.second, main=way.main, count=way.blocks,
        side=table.get(way.side, ""),
    )  # fmt: skip


def _joined(parts: list[str]) -> str:
    """The parts in order, the less needed ones left out where two segments do not hold them."""
    last = clip(parts[-1], 60)
    kept, room = [], TWO_SEGMENTS - len(last) - 1
    for part in parts[:-1]:
        short = clip(part, 110)
        if short and len(short) + 1 <= room:
            kept.append(short)
            room -= len(short) + 1
    return " ".join([*kept, last]).strip()


def _facts(asked: PlaceSearch, found: Near, *, spoken: bool) -> list[str]:
    """What there is to say, the most needed first; the last words are how fresh it is."""
    table, site = asked.words.answers, found.site
    distance = distance_words(asked, found, spoken=spoken)
    name = sayable(site.name) if spoken else clip(site.name, 60)
    address = spoken_address(site.address) if spoken else clip(site.address, 60)
    street = ", ".join(part for part in (address, clip(site.city, 30)) if part)
    here = f"{street}, {distance}." if street else f"{capital(distance)}."
    by_mail = site.kind == "mail_order"
    return [
        (table["demo_said" if spoken else "demo"]) if site.demo else "",
        f"{name}.",
        f"{table['by_mail']}." if by_mail else here,
        way_words(asked, site),
        "" if by_mail else f"{capital(hours_now(asked, found, spoken=spoken))}.",
        table["call"].format(phone=phone_words(site.phone, spoken=spoken)) if site.phone else "",
        _hours(asked, site, spoken=spoken),
        clip(note(site, language=asked.words.language), 100),
        *_terms(site, asked.words),
        _others(site, asked),
        _freshness(site, asked, spoken=spoken),
    ]


def _hours(asked: PlaceSearch, site: Site, *, spoken: bool) -> str:
    table = asked.words.answers
    if is_always(site.hours):
        return ""
    week = weekly_words(site.hours, words=asked.words, spoken=spoken)
    if week:
        return table["hours"].format(hours=week)
    raw = clip(site.hours_raw, 80).rstrip(".")
    return table["they_write" if site.phone else "they_write_no_phone"].format(hours=raw) if raw else ""


def _terms(site: Site, words: PlaceWords) -> list[str]:
    """Cost, ID, age, steps and languages, each only when it is known."""
    table, names = words.answers, words.languages
    # That the line's first language is spoken nobody needs to hear; that one's own is, whoever speaks another does.
    spoken_here = [names.get(code, code) for code in site.languages if code != DEFAULT_LANGUAGE]
    cost = clip(site.cost, 40).rstrip(".")
    return [
        (table["free"] if cost.lower() in ("free", "gratis", "0", "$0") else table["cost"].format(cost=cost))
        if cost
        else "",
        "" if site.needs_id is None else table["id" if site.needs_id else "no_id"],
        "" if site.minimum_age is None else table["age"].format(age=site.minimum_age),
        table["accessible"] if site.accessible else "",
        table["languages"].format(languages=", ".join(spoken_here)) if spoken_here else "",
    ]


def _others(site: Site, asked: PlaceSearch) -> str:
    """The other services of this site."""
    unsaid = {asked.service, *asked.hidden}
    names = [asked.words.service(name) for name in site.services if name not in unsaid and name in SERVICES]
    return asked.words.answers["has"].format(services=", ".join(names)) if names else ""


def _freshness(site: Site, asked: PlaceSearch, *, spoken: bool) -> str:
    table = asked.words.answers
    if site.verified_on is None:
        return "" if site.demo else table["never_checked"]
    today = asked.now.date()
    year = site.verified_on.year != today.year
    day = day_words(site.verified_on, words=asked.words, spoken=spoken, year=year)
    stale = is_stale(site, today) or is_doubted(site, today)
    return table["not_checked" if stale else "checked"].format(date=day)
