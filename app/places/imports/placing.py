"""Where a row is: its street from several columns, its point, and what stands in for a point and a time zone."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

import msgspec

from app.places.gazetteer import STATES, Gazetteer, fold
from app.places.imports.regions import PROVINCES, country_of, guessed_country, state_of
from app.places.names import AREA_CODE, TOWN, country_names
from app.places.site import Site

_PAIR = re.compile(r"\(?\s*(-?\d{1,3}\.\d+)\s*[,; ]\s*(-?\d{1,3}\.\d+)\s*\)?\s*$")
_WKT = re.compile(r"POINT\s*Z?\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)", re.IGNORECASE)
_TAIL = re.compile(
    r"^(?P<street>.*?)\s*,\s*(?P<city>[^,\d]{2,40}?)\s*,\s*(?P<state>[A-Z]{2})\.?\s*,?\s*(?P<zip>\d{5}(?:-\d{4})?)?\s*$",
    re.DOTALL,
)
_TAIL_WITHOUT_COMMAS = re.compile(
    r"(?P<rest>[^\n]+?)[, ]+(?P<state>[A-Z]{2})\.?[, ]+(?P<zip>\d{5}(?:-\d{4})?)(?:[, ]+(?:USA?|United States))?\s*$"
)
_TERRITORIES = ("AS", "GU", "MP", "PR", "VI", "AA", "AE", "AP", "FM", "MH", "PW")
_FARTHEST_DEGREES = 1000.0
_SUITE = re.compile(
    r"^\W*(suite|ste|unit|apt|bldg|building|floor|fl|room|rm|piso|#|\d+(st|nd|rd|th) fl)|^\w{1,4}$", re.IGNORECASE
)


def street_of(values: Mapping[str, str], text: Mapping[str, str]) -> str:
    """House number, street and suite as one line, from whichever columns tell them."""
    street = values.get("address", "").strip()
    first, line_end, rest = street.partition("\n")
    if line_end and "\n" not in rest and _SUITE.match(rest):
        street = f"{first.strip(' ,')}, {rest.strip()}"
    if not street and text.get("street_name"):
        street = f"{text.get('house_number', '')} {text['street_name']}".strip()
    second = text.get("address_2", "")
    if not second or fold(second) in fold(street):
        return street
    if "\n" in street or not street:
        return street or second
    return f"{street}, {second}" if "," not in street or _SUITE.match(second) else street


def whereabouts(
    address: str, text: Mapping[str, str], *, state: str, country: str, gazetteer: Gazetteer
) -> dict[str, str]:
    """Street, city, state, postal code and country, also from one long address."""
    address = address.strip()
    city, given, code = text.get("city", ""), text.get("state", ""), text.get("postal_code", "")
    if not city or not code:
        address, tail = _tail(address, gazetteer)
        city, given, code = city or tail[0], given or tail[1], code or tail[2]
    if not given and city[-3:].strip().isupper() and city[-2:] in (*STATES, *PROVINCES) and city[-3:-2] in (" ", ","):
        city, given = city[:-3].rstrip(" ,"), city[-2:]
    given = state_of(given) or state
    country = country_of(text.get("country", "")) or country or guessed_country(given, code)
    if country == "US" and len(given) == 2 and given not in STATES and given not in _TERRITORIES:
        given = ""  # two letters that are no state: the ZIP code knows better
    lines = "\n".join(" ".join(line.split()) for line in address.splitlines() if line.strip())
    return {
        "address": lines[:200],
        "city": city[:100],
        "state": given,
        "postal_code": code_of(code, country)[:10],
        "country": country,
    }


def _tail(address: str, gazetteer: Gazetteer) -> tuple[str, tuple[str, str, str]]:
    """The street, and the city, state and ZIP code behind it: `5 Elm St, Akron, OH 44301`, or the same without commas."""
    found = _TAIL.match(address)
    if found is not None:
        return found["street"], (found["city"].strip(), found["state"], found["zip"] or "")
    found = _TAIL_WITHOUT_COMMAS.match(address[:200])
    known = gazetteer.zips.get(found["zip"][:5]) if found is not None and "\n" not in address else None
    if found is None or known is None or found["state"] != known.state:
        return address, ("", "", "")
    words = found["rest"].rstrip(" ,").split(" ")
    for size in range(min(4, len(words) - 1), 0, -1):
        city = " ".join(words[-size:])
        if any(one.state == known.state for one in gazetteer.cities.get(fold(city), ())):
            return " ".join(words[:-size]).rstrip(" ,"), (city, known.state, found["zip"])
    return found["rest"].rstrip(" ,"), (known.city, known.state, found["zip"])


def _with_a_dot(number: str) -> str:
    """`39,95` as programs in other languages write it, with the dot that ours has."""
    return number.replace(",", ".") if number.count(",") == 1 and "." not in number else number


def point_of(text: Mapping[str, str]) -> tuple[float, float] | str | None:
    """Latitude and longitude in degrees, None when there are none, and a sentence for what is no number."""
    named = [_with_a_dot(text.get(name, "").replace("°", "").strip()) for name in ("latitude", "longitude")]
    if not any(named):
        return _pair(text.get("point", ""))
    found = [_number(one) for one in named]
    for name, value, written in zip(("latitude", "longitude"), found, named, strict=True):
        if value is None and written:
            return f"GEO_FORMAT: {name} '{written[:20]}' is not a number."
    latitude, longitude = found
    if latitude is None or longitude is None:
        return None
    if max(abs(latitude), abs(longitude)) > _FARTHEST_DEGREES:  # feet or metres of some map, not degrees
        return None
    return latitude, longitude


def _pair(text: str) -> tuple[float, float] | None:
    """The point in one cell: `(40.7, -74.0)`, or `POINT (-74.0 40.7)` with the longitude first."""
    found = _WKT.search(text)
    if found is not None:
        return float(found[2]), float(found[1])
    found = _PAIR.search(text)
    return (float(found[1]), float(found[2])) if found is not None else None


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def code_of(text: str, country: str) -> str:
    """The postal code, with the zeros in front that a spreadsheet took away: `1103` in the United States is `01103`."""
    code = text.strip().removesuffix(".0").rstrip("-").strip()
    if country == "US":
        first, dash, rest = code.partition("-")
        if first.isdigit() and 3 <= len(first) <= 4:
            return f"{first.zfill(5)}{dash}{rest}"
        if code.isdigit() and len(code) == 9:
            return f"{code[:5]}-{code[5:]}"
    compact = code.replace(" ", "").upper()
    return f"{compact[:3]} {compact[3:]}" if country == "CA" and len(compact) == 6 else code


def placed(site: Site, gazetteer: Gazetteer) -> Site:
    """The site with what its ZIP code or town tells: about where it is when it has no point, and its time zone."""
    code = gazetteer.zips.get(site.postal_code[:5]) if site.country == "US" else None
    if code is not None and not (site.city and site.state):
        site = msgspec.structs.replace(site, city=site.city or code.city, state=site.state or code.state)
    if site.latitude is None and site.kind != "mail_order":
        middle = (code.latitude, code.longitude) if code is not None else _area(site) or _town(site, gazetteer)
        if middle is not None:
            site = msgspec.structs.replace(site, latitude=middle[0], longitude=middle[1], approximate=True)
    return msgspec.structs.replace(site, zone=site.zone or _zone(site, gazetteer))


def _area(site: Site) -> tuple[float, float] | None:
    """The middle of its Canadian postal area, `V6A`: some streets in a city, a wide land where there is none."""
    if site.country != "CA" or len(site.postal_code) < 3:
        return None
    areas = [one for one in country_names().get(site.postal_code[:3].lower()) if one.kind == AREA_CODE]
    return next(((one.latitude, one.longitude) for one in areas if site.state in ("", one.state)), None)


def _town(site: Site, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """The middle of its town, when it says which state or province that is in."""
    if not site.city or not site.state:
        return None
    if site.country == "CA":
        towns = [one for one in country_names().get(fold(site.city)) if one.country == "CA" and one.kind == TOWN]
        return next(((one.latitude, one.longitude) for one in towns if one.state == site.state), None)
    if site.country != "US":
        return None
    cities = gazetteer.cities.get(fold(site.city), ())
    return next(((city.latitude, city.longitude) for city in cities if city.state == site.state), None)


def _zone(site: Site, gazetteer: Gazetteer) -> str:
    """The time zone of its ZIP code, of its point, or that of most of its province; empty: not known."""
    code = gazetteer.zips.get(site.postal_code[:5])
    if site.country == "US" and code is not None:
        return code.zone
    latitude, longitude = site.latitude, site.longitude
    on_earth = latitude is not None and longitude is not None and abs(latitude) <= 90 and abs(longitude) <= 180
    if on_earth and not site.approximate and (latitude, longitude) != (0.0, 0.0):
        # The map of the zones is 5 MB: only lists without ZIP codes need it.
        from tzfpy import get_tz

        return get_tz(longitude or 0.0, latitude or 0.0)
    if site.country == "CA":
        return PROVINCES.get(site.state, "")
    cities = gazetteer.cities.get(fold(site.city), ())
    return next((city.zone for city in cities if city.state == site.state), "")
