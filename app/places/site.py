"""One place that has something: what is known about it, and the closed lists its fields draw on."""

from __future__ import annotations

from datetime import date

import msgspec

SERVICES = (
    "naloxone",
    "syringes",
    "test_strips",
    "smoking_supplies",
    "wound_care",
    "testing",
    "treatment",
    "drug_checking",
    "detox",
    "crisis",
    "hiv_hep_treatment",
    "consumption_sites",
    "safer_sex",
    "disposal",
    "food",
    "shelter",
    "drop_in",
    "hygiene",
    "medical",
    "mental_health",
)
"""Services that can be found; what callers are told each is stands in places_said.yaml. A closed list: an import maps onto it."""

BROADER = {"detox": "treatment", "crisis": "mental_health", "hiv_hep_treatment": "testing"}
"""What is looked for instead where a list has no place at all for a service."""

KINDS = ("building", "vending_machine", "mobile", "mail_order")
"""Kinds of site."""

STATUSES = ("unverified", "live", "paused", "gone")
"""Only `live` sites are ever offered to a caller."""

STALE_AFTER_DAYS = 90
"""An answer says so when nobody has checked the site for longer than this."""
DOUBTED_AFTER_DAYS = 365
"""A site that nobody has checked for longer than this is never offered as certain."""


class Site(msgspec.Struct, frozen=True, kw_only=True, gc=False, array_like=True):
    """One place and what is known about it; no caller's data is ever in one.

    `gc=False` is safe because a site holds only plain values, and keeps 100,000 of them out of the
    garbage collector's way.
    """

    id: str
    """Ours, stable over imports: letters, digits, `-` and `_`."""
    name: str
    services: tuple[str, ...] = ()
    kind: str = "building"
    address: str = ""
    """House number and street, as on the door."""
    city: str = ""
    state: str = ""
    """Two letters: US state or territory, or Canadian province."""
    postal_code: str = ""
    country: str = "US"
    latitude: float | None = None
    """WGS 84 degrees; None only for mail order."""
    longitude: float | None = None
    phone: str = ""
    hours: str = ""
    """An OpenStreetMap `opening_hours` string, or empty: not known."""
    hours_raw: str = ""
    """The hours as the source wrote them, kept when they could not be read with certainty."""
    zone: str = ""
    """IANA time zone, such as America/New_York."""
    cost: str = ""
    """Empty when not known; `free` is said in the caller's language."""
    needs_id: bool | None = None
    minimum_age: int | None = None
    languages: tuple[str, ...] = ()
    accessible: bool | None = None
    """Step-free; None when not known."""
    notes: tuple[tuple[str, str], ...] = ()
    """Pairs of language and a sentence of the staff's own, such as how to find the door."""
    serves: tuple[str, ...] = ()
    """Mail order: the states it sends to; empty is the whole country."""
    source: str = ""
    source_id: str = ""
    verified_on: date | None = None
    verified_by: str = ""
    status: str = "unverified"
    demo: bool = False
    """Fictional, shipped with the project; every answer that names it says so."""
    approximate: bool = False
    """The point is the middle of its ZIP code or town, not its door; every answer that names a distance says so."""


def note(site: Site, *, language: str) -> str:
    """The staff's sentence about this site in this language, or empty."""
    return dict(site.notes).get(language, "")


def age_days(site: Site, today: date) -> int | None:
    """Whole days since somebody checked this site; None when nobody ever did."""
    return None if site.verified_on is None else (today - site.verified_on).days


def is_stale(site: Site, today: date) -> bool:
    """True when an answer has to say that this was not checked lately."""
    age = age_days(site, today)
    return not site.demo if age is None else age > STALE_AFTER_DAYS


def is_doubted(site: Site, today: date) -> bool:
    """True when this may be told of, but not as certain."""
    age = age_days(site, today)
    return not site.demo if age is None else age > DOUBTED_AFTER_DAYS
