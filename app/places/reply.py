"""An answer with places in it, short enough for two text segments whatever the sites say, and as it is spoken."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app.language.gsm7 import TWO_SEGMENTS, cheap, clip
from app.places.answers import Ambiguous, Located
from app.places.distance import far
from app.places.hours_words import open_words
from app.places.near import Near
from app.places.place_words import PlaceWords
from app.places.sayable import capital, clip_lines, sayable, spoken_address
from app.places.site import is_stale

if TYPE_CHECKING:
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
    note: str = ""
    """The name of a sentence of `answers` that is said above the list; what is spoken has a name of its own."""
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
    street: str = ""
    """Its address, by which people may call it."""


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
    remark = [one for one in (asked.remark, table.get(asked.note, "")) if one]
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
    key = "near_part" if asked.where.street_left_out else "near" if asked.where.sure else "near_unsure"
    return table[key].format(service=service, place=clip(asked.where.label, 40))


def _row(asked: PlaceSearch, found: Near, name: int, address: int) -> str:
    distance = distance_words(asked, found)
    parts = [clip(found.site.name, name), distance]
    row = f"{' '.join(parts)}, {hours_now(asked, found)}"
    where = clip(found.site.address, address) if address else ""
    return f"{row}. {where}" if where else row


def distance_words(asked: PlaceSearch, found: Near, *, spoken: bool = False) -> str:
    """How far it is, said to be about so far when only its ZIP code or town is known."""
    distance = far(found.km, country=asked.where.country, words=asked.words, spoken=spoken)
    if not found.site.approximate:
        return distance
    return asked.words.answers["about_said" if spoken else "about"].format(distance=distance)


def hours_now(asked: PlaceSearch, found: Near, *, spoken: bool = False) -> str:
    """What is said of its hours: nothing certain about a site that nobody checked for a year."""
    if found.doubted:
        return asked.words.answers["doubted"]
    return open_words(found.site, found.openness, now=asked.now, words=asked.words, spoken=spoken)


def spoken_listing(asked: PlaceSearch, near: Sequence[Near], *, more: bool) -> str:
    """The sites of one page as they are read out."""
    table = asked.words.answers
    said = [table["demo_said"]] if any(found.site.demo for found in near) else []
    said.append(_heading(asked).rstrip(":") + ".")
    said += [one for one in (asked.remark, table.get(f"{asked.note}_said", "")) if one]
    for number, found in enumerate(near, 1):
        distance = distance_words(asked, found, spoken=True)
        away = table["away_said"].format(distance=distance)
        address = spoken_address(found.site.address)
        parts = [sayable(found.site.name), away, hours_now(asked, found, spoken=True)]
        said.append(f"{number}. {', '.join(parts)}.{f' {address}.' if address else ''}")
    said.append(table["more_said" if more else "last_said"])
    if any(is_stale(found.site, asked.now.date()) for found in near):
        said.append(table["stale_said"])
    return " ".join(said)


def question(name: str, found: Ambiguous, words: PlaceWords) -> tuple[str, str]:
    """The numbered question which place is meant, as text and spoken."""
    table = words.answers
    shown = [f"{n} {clip(option.label, 40)}" for n, option in enumerate(found.options, 1)]
    ending = [table["which_more"]] if found.more else []
    text = clip_lines([table["which"].format(name=clip(name, 40)), *shown, *ending])
    said = " ".join(table["option_said"].format(key=n, label=option.label) for n, option in enumerate(found.options, 1))
    spoken = table["which_said"].format(name=sayable(name), options=said)
    return text, f"{spoken} {table['which_more_said']}" if found.more else spoken
