"""Rows that are not places people can go to: each rule says why, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.places.distance import kilometres
from app.places.gazetteer import Gazetteer, in_state
from app.places.site import Site

_TOTALS = re.compile(
    r"\s*((grand |sub[- ]?)?totals?|count)(\s+(number|count|results?|records?|rows?|sites?|locations?|places?|entries|"
    r"agencies|pharmacies))?(\s+(of|in|for)\s.{0,60})?[\s:=\d,.]*|\s*\d+ results?\b.*|\s*results?:.*",
    re.IGNORECASE,
)
_MONTHS = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|\w+ary|march|april|june|july|august|\w+ber"
_TEST = re.compile(
    r"\btest (entry|record|row|data)\b|^\s*test(ing)?\s*\d*\s*$|"
    r"\b(dummy|lorem ipsum|asdf\w*|do not use|delete me|example (site|location|org\w*)|placeholder)\b",
    re.IGNORECASE,
)
_TEST_SITE = re.compile(
    rf"(?P<before>.*?)\btest (?:program|site|location|organi[sz]ation|agency|place)\b(?P<bare>(?:\W|\d|(?:{_MONTHS})\b)*$)?",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"\b(hiv|hep\w*|hcv|hbv|a1c|std|sti|syphilis|covid\W?\d*|flu|tb|free|rapid|drug|strip|blood|pregnancy|self|mobile|"
    r"walk\W?in|drive\W?\w+|community|public|county|health)\W*$",
    re.IGNORECASE,
)
_PO_BOX = re.compile(r"\bp\.?\s*o\.?\s*(box|bin)\b|\bpost office box\b|\bapartado postal\b", re.IGNORECASE)
_IN_WORDS = re.compile(r"\s*(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty) \w", re.IGNORECASE)
_NUMBERED_COUNTRIES = ("US", "CA")
"""Elsewhere a house often has a name and no number."""
_ONLY_NUMBER = re.compile(r"\s*\d+\w?\s*(,|$)")
_CROSSING = re.compile(r"\b(and|at|&|y|con|corner|esquina|between|near|behind)\b|&|/", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"\s*(123|1234|12345) (main|fake|any|anywhere|example|test|street|your)\b", re.IGNORECASE)
_FARTHEST_FROM_ZIP_KM = 100.0


def fault(site: Site, *, gazetteer: Gazetteer) -> str:
    """Why this site is set aside, as `CODE: sentence`; empty when there is no reason to."""
    return _name(site) or _phone(site) or (_place(site, gazetteer) if site.kind != "mail_order" else "")


_YES = frozenset({"yes", "y", "true", "t", "1"})
_INACTIVE = re.compile(
    r"\b(inactive|not active|closed|paused|suspended|on hold|defunct|archived|out of business|permanently.?closed)\b",
    re.IGNORECASE,
)

_GONE = re.compile(
    r"\b(?:permanently closed|closed (?:permanently|for good|down for good|(?:as of|since) (?:[a-z]{3,9}\.? )?(?:\d{1,2},? )?20\d\d)|no longer (?:open|operating|here))\b|"
    r"\bcerrad[oa] (?:permanentemente|definitivamente|para siempre)\b",
    re.IGNORECASE,
)


def is_over(said: str) -> bool:
    """Whether a status, or the name of a folder, says that what stands there is not open now."""
    return _INACTIVE.search(said.replace("_", " ")) is not None


def not_a_place(values: Mapping[str, str]) -> str:
    """Why this row, as its list marks it, is not told to anybody: its address is private, or it has closed."""
    if values.get("private", "").strip().lower() in _YES:
        return "PRIVATE: The list says that this address is private: nobody is told of it."
    for field in ("activity", "closed_now"):
        said = values.get(field, "").strip()
        if is_over(said) or (field == "closed_now" and said.lower() in _YES):
            return f"CLOSED: The list says that it is not active ('{said[:30]}')."
    for field in ("notes", "service_words", "hours"):
        if _GONE.search(values.get(field, "")):
            return f"CLOSED: Its {'hours say' if field == 'hours' else 'notes say'} that it has closed for good."
    return ""


def _name(site: Site) -> str:
    name = site.name
    if not name:
        return "NAME: It has no name."
    if name[0] in "=+-@":
        return "CSV_FORMULA: A name cannot start with = + - @."
    if _TOTALS.fullmatch(name):
        return "TOTALS: This is a sum under a list, not a place."
    if _TEST.search(name) or _TEST.search(site.address) or _is_test_site(name) or _is_test_site(site.address):
        return "TEST: This looks like an entry made to try something out."
    return ""


def _is_test_site(text: str) -> bool:
    """True for `Test Site 2` and `Admin Test Location`; `HIV Test Site` and `Test Site at Cherry Street` are places."""
    found = _TEST_SITE.match(text)
    if found is None:
        return False
    if found["before"].strip():
        return not _TESTED.search(found["before"])
    return found["bare"] is not None


def _phone(site: Site) -> str:
    digits = "".join(mark for mark in site.phone if mark.isdigit())
    digits = digits[1:] if len(digits) == 11 and digits.startswith("1") else digits
    if not digits:
        return ""
    if len(set(digits)) == 1 or digits.endswith("0000000") or digits in ("1234567890", "0123456789"):
        return "FAKE_PHONE: The phone number is made up."
    if len(digits) in (7, 10) and digits[-7:-4] == "555" and digits[-4:-2] == "01":
        return "FAKE_PHONE: 555-01xx numbers are for films; somebody made this place up."
    return ""


def _place(site: Site, gazetteer: Gazetteer) -> str:
    if site.approximate:  # its ZIP code put it there: what is wrong is the code or the state
        return _zip(site, gazetteer) or _coordinates(site) or _address(site)
    return _coordinates(site) or _address(site) or _zip(site, gazetteer)


def _address(site: Site) -> str:
    address = site.address
    if "\n" in address or "\r" in address:
        return "ADDRESS_LINES: The address has several lines; which one is the street is not clear."
    if _PO_BOX.search(address):
        return "PO_BOX: Nobody can walk to a P.O. box."
    if not address:
        return ""
    if _PLACEHOLDER.match(address):
        return "PLACEHOLDER: The address is an example."
    if _ONLY_NUMBER.match(address):
        return "NO_STREET: The address has a number and no street."
    if is_without_number(site) and site.approximate:
        return "NO_NUMBER: The address has no house number, and there is no point. Add one of them."
    return ""


def is_without_number(site: Site) -> bool:
    """True for a house whose address does not say which one it is: only its own point tells where to go."""
    told = not site.address or site.kind != "building" or site.country not in _NUMBERED_COUNTRIES
    return not told and not _is_numbered(site.address)


def _is_numbered(address: str) -> bool:
    """True when a number says which house, or two streets say which corner: `160 N Broad St`, `611 C St`, `U.S. 84`."""
    has_number = any(mark.isdigit() for mark in address) and any(mark.isalpha() for mark in address)
    return has_number or bool(_IN_WORDS.match(address) or _CROSSING.search(address))


def _coordinates(site: Site) -> str:
    latitude, longitude = site.latitude, site.longitude
    if latitude is None or longitude is None:
        return "NO_COORDINATES: It has no coordinates, ZIP code or town that says where it is. Add one of them."
    if abs(latitude) < 0.01 and abs(longitude) < 0.01:
        return "GEO_ZERO: 0,0 is in the sea."
    if site.country in ("US", "CA") and 17 <= longitude <= 72 and -180 <= latitude <= -52:
        return "GEO_SWAPPED: Latitude and longitude are the wrong way round."
    if abs(latitude) > 90 or abs(longitude) > 180:
        return "GEO_RANGE: The coordinates are not on Earth."
    if site.country == "US" and longitude > 0 and not in_state(latitude, longitude, site.state):
        return "GEO_SIGN: Places in the US have a longitude below zero."
    if site.state and not in_state(latitude, longitude, site.state):
        return f"GEO_STATE: The coordinates are not in {site.state[:2]}."
    return ""


def _zip(site: Site, gazetteer: Gazetteer) -> str:
    code = gazetteer.zips.get(site.postal_code[:5]) if site.country == "US" else None
    if code is None or site.latitude is None or site.longitude is None:
        return ""
    if site.state and code.state != site.state:
        return f"ZIP_STATE: ZIP {site.postal_code[:5]} is in {code.state}, not in {site.state[:2]}."
    away = kilometres(site.latitude, site.longitude, code.latitude, code.longitude)
    if away > _FARTHEST_FROM_ZIP_KM:
        return f"ZIP_FAR: The coordinates are {away:.0f} km from ZIP {site.postal_code[:5]}."
    return ""
