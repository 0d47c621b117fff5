"""One row of a stranger's list as a site of ours."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.places.gazetteer import Gazetteer, fold
from app.places.hours_certain import is_plainly_osm, with_two_figures
from app.places.hours_lint import lint
from app.places.hours_parser import read_hours
from app.places.imports.phones import first_number
from app.places.imports.placing import placed, point_of, street_of, whereabouts
from app.places.imports.regions import languages_of
from app.places.imports.service_words import services_in
from app.places.site import KINDS, SERVICES, Site
from app.places.weekly import tidy

_OUR_ID = re.compile(r"s[0-9a-f]{12}|demo-[a-z0-9-]{1,34}")
_YES = frozenset({"yes", "y", "true", "t", "1", "si", "sí", "required"})
_UNREACHED = re.compile(
    r"\b(?:not|no)\W+(?:\w+\W+)?(?:accessible|wheelchairs?|ramps?)\b|\binaccessible\b|\bsteps? (?:at|to|up)\b"
)
_REACHED = re.compile(
    r"\bwheelchairs?\b|\b(?:entrance|fully|building|site|ada|handicap(?:ped)?)\W+accessible\b|^accessible\b|\bramps?\b|step[- ]free"
)
_NO = frozenset({"no", "n", "false", "f", "0", "none", "not required"})


class Defaults(msgspec.Struct, frozen=True, kw_only=True):
    """What a list leaves unsaid about all its places."""

    source: str
    services: tuple[str, ...] = ()
    state: str = ""
    country: str = ""
    zone: str = ""
    demo: bool = False


def site_of(values: dict[str, str], *, defaults: Defaults, gazetteer: Gazetteer) -> Site | str:
    """The site this row describes, not yet checked by anyone; a sentence with its code when a value is not one."""
    text = {name: _line(value) for name, value in values.items() if name != "address"}
    hours_lines = "\n".join(_line(line) for line in values.get("hours", "").splitlines() if line.strip())
    where = whereabouts(
        street_of(values, text), text, state=defaults.state, country=defaults.country, gazetteer=gazetteer
    )
    point = point_of(text)
    if isinstance(point, str):
        return point
    hours, raw, remark = _hours(
        hours_lines,
        text.get("hours_raw", ""),
        ours=bool(text.get("hours_certain") or text.get("porchlight_id")),
    )
    kind = text.get("kind", "").lower().replace(" ", "_")
    named = services_in(f"{text.get('services', '')} ; {text.get('service_words', '')}")
    notes = tuple((language, note) for language, note in _notes(text, remark) if note)
    site = Site(
        id="",
        name=text.get("name", "").removesuffix("*")[:200].strip(),
        services=tuple(name for name in SERVICES if name in {*named, *defaults.services}),
        kind=kind if kind in KINDS else "building",
        address=where["address"],
        city=where["city"],
        state=where["state"],
        postal_code=where["postal_code"],
        country=where["country"],
        latitude=point[0] if point else None,
        longitude=point[1] if point else None,
        phone=_phone(text.get("phone", "")),
        hours=hours,
        hours_raw=raw,
        cost=text.get("cost", "")[:200],
        needs_id=_flag(text.get("needs_id", "")),
        minimum_age=_age(text.get("minimum_age", "")),
        languages=languages_of(text.get("languages", "")),
        accessible=_flag(text.get("accessible", "")),
        notes=tuple((language, note[:400]) for language, note in notes),
        serves=tuple(part.strip().upper()[:2] for part in text.get("serves", "").split(",") if part.strip()),
        source=defaults.source,
        demo=defaults.demo or bool(_flag(text.get("demo", ""))),
        zone=text.get("zone") or defaults.zone,
        approximate=bool(_flag(text.get("approximate", ""))),
    )
    site = placed(site, gazetteer)
    source_id = text.get("source_id", "")[:200] or identity(site)
    ours = text.get("porchlight_id", "")
    new_id = ours if _OUR_ID.fullmatch(ours) else site_id(defaults.source, source_id)
    return msgspec.structs.replace(site, source_id=source_id, id=new_id)


def _notes(text: dict[str, str], remark: str) -> list[tuple[str, str]]:
    """Notes by language: `notes` is in the default one, `notes_es` in Spanish."""
    others = [(name.removeprefix("notes_"), value) for name, value in text.items() if name.startswith("notes_")]
    return [(DEFAULT_LANGUAGE, text.get("notes") or remark), *others]


def site_id(source: str, source_id: str) -> str:
    """Our name for a site of a source: the same each time it is imported."""
    return "s" + hashlib.blake2b(f"{source}\0{source_id}".encode(), digest_size=6).hexdigest()


def identity(site: Site) -> str:
    """What tells a site from others when its source gives no id: its name and where it is."""
    where = fold(site.address)
    if not where and site.latitude is not None and site.longitude is not None:
        where = f"{site.latitude:.4f},{site.longitude:.4f}"  # two stores of a chain are not one place
    return f"{fold(site.name)}|{where}|{fold(site.city)}"[:200]


def _line(value: str) -> str:
    """The value as one line without control letters."""
    if value.isprintable():
        return " ".join(value.split())
    value = "".join(mark if unicodedata.category(mark)[0] != "C" else " " for mark in value)
    return " ".join(value.split())


@lru_cache(maxsize=16384)  # a list says the same hours of many of its places
def _hours(text: str, raw: str, *, ours: bool) -> tuple[str, str, str]:
    """Hours that are certain, else the text as it was; and what it says besides."""
    if not text:
        return "", raw[:1000], ""
    text = text if ours else with_two_figures(text)
    if (ours or is_plainly_osm(text)) and not any("cannot be read" in p or "characters" in p for p in lint(text)):
        return tidy(text), "", ""
    found = read_hours(text)
    if found.hours:
        return found.hours, "", found.remark.capitalize()
    return "", text.replace("\n", "; ")[:1000], ""


def _phone(text: str) -> str:
    """The first phone number in a cell; what is none of North America as it was written."""
    return first_number(text) or re.split(r"\s*(?:;|/|\bor\b|\|)\s*", text)[0][:40]


def _flag(text: str) -> bool | None:
    word = text.lower()
    if _UNREACHED.search(word):
        return None if _REACHED.search(_UNREACHED.sub(" ", word)) else False
    if _REACHED.search(word):
        return True
    return True if word in _YES else False if word in _NO else None


def _age(text: str) -> int | None:
    found = re.search(r"\d{1,2}", text)
    return int(found[0]) if found else None


def known_services(text: str) -> tuple[str, ...]:
    """The services of a list that staff typed, those we know."""
    return tuple(name for part in text.split(",") if (name := part.strip()) in SERVICES)
