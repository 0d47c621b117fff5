"""One place that has something: what is known about it, and the closed lists its fields draw on."""

from __future__ import annotations

from datetime import date

import msgspec

SERVICES: dict[str, dict[str, str]] = {
    "naloxone": {"en": "naloxone (Narcan)", "es": "naloxona (Narcan)"},
    "syringes": {"en": "new syringes", "es": "jeringas nuevas"},
    "test_strips": {"en": "test strips", "es": "tiras reactivas"},
    "smoking_supplies": {"en": "smoking supplies", "es": "material para fumar"},
    "wound_care": {"en": "wound care", "es": "cuidado de heridas"},
    "testing": {"en": "HIV and hep C tests", "es": "pruebas de VIH y hepatitis C"},
    "treatment": {"en": "treatment", "es": "tratamiento"},
    "drug_checking": {"en": "drug checking", "es": "análisis de drogas"},
    "detox": {"en": "detox", "es": "desintoxicación"},
    "crisis": {"en": "walk-in crisis care", "es": "atención de crisis sin cita"},
    "hiv_hep_treatment": {"en": "HIV and hep C treatment", "es": "tratamiento de VIH y hepatitis C"},
    "consumption_sites": {"en": "overdose prevention center", "es": "centro de prevención de sobredosis"},
    "safer_sex": {"en": "condoms and safer sex", "es": "condones y sexo más seguro"},
    "disposal": {"en": "syringe drop-off", "es": "entrega de jeringas usadas"},
    "food": {"en": "food", "es": "comida"},
    "shelter": {"en": "shelter", "es": "refugio"},
    "drop_in": {"en": "a place to rest", "es": "un lugar para descansar"},
    "hygiene": {"en": "showers and laundry", "es": "duchas y lavandería"},
    "medical": {"en": "medical care", "es": "atención médica"},
    "mental_health": {"en": "mental health care", "es": "salud mental"},
}
"""Service name -> what a caller is told it is, per language. A closed list: an import maps onto it."""

BROADER = {"detox": "treatment", "crisis": "mental_health", "hiv_hep_treatment": "testing"}
"""What is looked for instead where a list has no place at all for a service."""

KINDS: dict[str, dict[str, str]] = {
    "building": {"en": "", "es": ""},
    "vending_machine": {"en": "vending machine", "es": "máquina"},
    "mobile": {"en": "van or table", "es": "camioneta o mesa"},
    "mail_order": {"en": "by mail", "es": "por correo"},
}
"""Kind of site -> how it is called in an answer, per language; a building needs no word."""

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


def service_name(service: str, *, language: str) -> str:
    """What a caller is told this service is; its own name when the list has none."""
    names = SERVICES.get(service, {})
    return names.get(language) or names.get("en") or service.replace("_", " ")


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
