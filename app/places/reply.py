"""An answer with places in it, short enough for two text segments whatever the sites say, and as it is spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.language.gsm7 import TWO_SEGMENTS, cheap, clip
from app.places.answers import Ambiguous, Located
from app.places.distance import far
from app.places.hours_words import day_words, is_always, open_words, weekly_words
from app.places.nearest import Near
from app.places.place_words import PlaceWords
from app.places.site import SERVICES, Site, is_doubted, is_stale, note
from app.places.ways import Ways


class PlaceSearch(msgspec.Struct, frozen=True):
    """What somebody asked for: the service, the point, and how to answer."""

    service: str
    where: Located
    words: PlaceWords
    now: datetime
    wished: str = ""
    """What every site of the answer has of what was wished, in words."""
    remark: str = ""
    """What was wished and cannot be had, or is not known."""
    hidden: tuple[str, ...] = ()
    """Services that no answer names: this line has them switched off."""
    ways: Ways | None = None
    """The streets of the programme's own area."""


class Offered(msgspec.Struct, frozen=True):
    """One site of an answer, with all that is known about it in words."""

    id: str
    name: str
    text: str
    spoken: str


def place_name(where: Located, words: PlaceWords) -> str:
    """How an answer names the place: a name of ours, or `you` for a pin."""
    return where.label or words.answers["near_you"]


def listing(asked: PlaceSearch, near: Sequence[Near], *, more: bool) -> str:
    """The sites of one page as a text of at most two segments."""
    table = asked.words.answers
    count = len(near)
    ending = (
        [] if not count else [table[("one_" if count == 1 else "") + ("more" if more else "last")].format(count=count)]
    )
    if any(is_stale(found.site, asked.now.date()) for found in near):
        ending.append(table["stale"])
    remark = [asked.remark] if asked.remark else []
    start = [table["demo"]] if any(found.site.demo for found in near) else []

    def fitted(name: int, address: int) -> str:
        rows = [f"{n} {_row(asked, found, name, address)}" for n, found in enumerate(near, 1)]
        return cheap("\n".join([" ".join([*start, _heading(asked)]), *remark, *rows, " ".join(ending)]))

    return _fit(fitted)


def _fit(fitted: Callable[[int, int], str]) -> str:
    """The longest form that stays within two segments."""
    for name, address in ((40, 40), (36, 30), (30, 26), (28, 22), (24, 18), (20, 14), (18, 0), (14, 0), (10, 0)):
        text = fitted(name, address)
        if len(text) <= TWO_SEGMENTS:
            return text
    return clip(text, TWO_SEGMENTS)


def _heading(asked: PlaceSearch) -> str:
    table = asked.words.answers
    names = [asked.words.service(service) for service in asked.service.split("+")]
    service = capital(" + ".join(names)) + (f" ({asked.wished})" if asked.wished else "")
    if not asked.where.label:
        return table["near_pin"].format(service=service)
    key = "near" if asked.where.sure else "near_unsure"
    return table[key].format(service=service, place=clip(asked.where.label, 40))


def _row(asked: PlaceSearch, found: Near, name: int, address: int) -> str:
    distance = _distance(asked, found)
    parts = [clip(found.site.name, name), distance]
    row = f"{' '.join(parts)}, {_open(asked, found)}"
    where = clip(found.site.address, address) if address else ""
    return f"{row}. {where}" if where else row


def _distance(asked: PlaceSearch, found: Near, *, spoken: bool = False) -> str:
    """How far it is, said to be about so far when only its ZIP code or town is known."""
    distance = far(found.km, country=asked.where.country, words=asked.words, spoken=spoken)
    if not found.site.approximate:
        return distance
    return asked.words.answers["about_said" if spoken else "about"].format(distance=distance)


def _open(asked: PlaceSearch, found: Near, *, spoken: bool = False) -> str:
    """What is said of its hours: nothing certain about a site that nobody checked for a year."""
    if found.doubted:
        return asked.words.answers["doubted"]
    return open_words(found.site, found.openness, now=asked.now, words=asked.words, spoken=spoken)


def spoken_listing(asked: PlaceSearch, near: Sequence[Near], *, more: bool) -> str:
    """The sites of one page as they are read out."""
    table = asked.words.answers
    said = [table["demo_said"]] if any(found.site.demo for found in near) else []
    said.append(_heading(asked).rstrip(":") + ".")
    said += [asked.remark] if asked.remark else []
    for number, found in enumerate(near, 1):
        distance = _distance(asked, found, spoken=True)
        away = table["away_said"].format(distance=distance)
        address = spoken_address(found.site.address)
        parts = [sayable(found.site.name), away, _open(asked, found, spoken=True)]
        said.append(f"{number}. {', '.join(parts)}.{f' {address}.' if address else ''}")
    said.append(table["more_said" if more else "last_said"])
    if any(is_stale(found.site, asked.now.date()) for found in near):
        said.append(table["stale_said"])
    return " ".join(said)


def details(asked: PlaceSearch, found: Near) -> Offered:
    """All that is known about one site, as a text of at most two segments and spoken."""
    text_parts = _facts(asked, found, spoken=False)
    spoken_parts = _facts(asked, found, spoken=True)
    return Offered(
        id=found.site.id,
        name=found.site.name,
        text=_joined(text_parts),
        spoken=" ".join(part for part in spoken_parts if part),
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
    distance = _distance(asked, found, spoken=spoken)
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
        "" if by_mail else f"{capital(_open(asked, found, spoken=spoken))}.",
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


def question(name: str, found: Ambiguous, words: PlaceWords) -> tuple[str, str]:
    """The numbered question which place is meant, as text and spoken."""
    table = words.answers
    shown = [f"{n} {clip(option.label, 40)}" for n, option in enumerate(found.options, 1)]
    ending = [table["which_more"]] if found.more else []
    text = clip_lines([table["which"].format(name=clip(name, 40)), *shown, *ending])
    said = " ".join(table["option_said"].format(key=n, label=option.label) for n, option in enumerate(found.options, 1))
    spoken = table["which_said"].format(name=sayable(name), options=said)
    return text, f"{spoken} {table['which_more_said']}" if found.more else spoken


def clip_lines(lines: Sequence[str]) -> str:
    """The lines in cheap letters, never more than two segments."""
    return cheap("\n".join(lines))[:TWO_SEGMENTS]


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def sayable(text: str) -> str:
    """A name without what a voice would stumble over."""
    return " ".join("".join(mark if mark.isalnum() or mark in " '-.&" else " " for mark in text[:80]).split())


def spoken_address(address: str) -> str:
    """An address as it is read out: street endings in full."""
    swapped = [_ENDINGS.get(word.strip(".,").lower(), word) for word in sayable(address).split()]
    return " ".join(swapped)


_ENDINGS = {
    "st": "Street", "ave": "Avenue", "av": "Avenue", "blvd": "Boulevard", "rd": "Road", "dr": "Drive", "ln": "Lane",
    "pl": "Place", "ct": "Court", "pkwy": "Parkway", "hwy": "Highway", "n": "North", "s": "South", "e": "East",
    "w": "West", "apt": "apartment", "ste": "suite", "fl": "floor",
}  # fmt: skip


def phone_words(phone: str, *, spoken: bool) -> str:
    """A phone number as written, or digit by digit."""
    if not spoken:
        return clip(phone, 24)
    return " ".join(mark for mark in phone if mark.isdigit())
