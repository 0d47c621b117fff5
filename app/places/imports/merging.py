"""One place under several spellings, and what each row says of it."""

from __future__ import annotations

import msgspec
from rapidfuzz import fuzz

from app.places.distance import kilometres
from app.places.gazetteer import fold
from app.places.imports.clean import identity, site_id
from app.places.site import SERVICES, Site
from app.places.street_names import street_key

_ALIKE = 88.0
_SAME_SPOT_KM = 0.15
_SAME_TOWN_KM = 1.5
_FACTS = (
    "address", "city", "state", "postal_code", "phone", "hours", "hours_raw", "zone", "cost", "needs_id", "minimum_age",
    "languages", "accessible", "notes", "serves",
)  # fmt: skip
"""What a second row can tell of a place of which the first did not."""


class Merging:
    """The places taken so far, by id and by where they are."""

    def __init__(self) -> None:
        self._sites: dict[str, Site] = {}
        self._near: dict[tuple[int, int], list[str]] = {}

    def sites(self) -> tuple[Site, ...]:
        """All of them, in the order in which they came."""
        return tuple(self._sites.values())

    def put(self, site: Site) -> None:
        """The site is taken, under a name of its own when another place has the same."""
        if site.id in self._sites:
            source_id = f"{site.source_id[:140]}|{identity(site)}|{site.latitude:.4f},{site.longitude:.4f}"[-200:]
            site = msgspec.structs.replace(site, source_id=source_id, id=site_id(site.source, source_id))
        self._sites[site.id] = site
        if site.latitude is not None and site.longitude is not None:
            spot = round(site.latitude * 500), round(site.longitude * 500)
            self._near.setdefault(spot, []).append(site.id)

    def twin(self, site: Site) -> Site | None:
        """The site taken already that is this same place, however it is spelled."""
        named = self._sites.get(site.id)
        if named is not None and (_alike(site, named) or named.latitude is None or site.latitude is None):
            return named
        if site.latitude is None or site.longitude is None:
            return None
        row, column = round(site.latitude * 500), round(site.longitude * 500)
        for beside in ((r, c) for r in (row - 1, row, row + 1) for c in (column - 1, column, column + 1)):
            for key in self._near.get(beside, ()):
                if _same(site, self._sites[key]):
                    return self._sites[key]
        return None

    def learn(self, known: Site, other: Site) -> bool:
        """What the other row says besides is known of the site; False when it says nothing new."""
        more = {name: getattr(other, name) for name in _FACTS if not _told(known, name) and _told(other, name)}
        if known.hours and "hours_raw" in more:
            del more["hours_raw"]
        if "hours" in more:
            more["hours_raw"] = ""
        if known.approximate and not other.approximate and other.latitude is not None:
            more |= {"latitude": other.latitude, "longitude": other.longitude, "approximate": False}
        if set(other.services) - set(known.services):
            both = {*known.services, *other.services}
            more["services"] = tuple(name for name in SERVICES if name in both)
        if more:
            self._sites[known.id] = msgspec.structs.replace(known, **more)
        return bool(more)


def _told(site: Site, name: str) -> bool:
    return getattr(site, name) not in ("", (), None)


def _alike(site: Site, named: Site) -> bool:
    """True when two rows of one id are one place: a list may use one id, or one name, for several."""
    away = kilometres(site.latitude or 0.0, site.longitude or 0.0, named.latitude or 0.0, named.longitude or 0.0)
    return away <= _SAME_TOWN_KM and fuzz.token_sort_ratio(fold(site.name), fold(named.name)) >= _ALIKE


def _house(address: str) -> tuple[str, str]:
    """Number and street, however they are written: `12 N Maple St` is `12 North Maple Street`."""
    number, _, street = address.partition(",")[0].strip().partition(" ")
    return fold(number), street_key(street)


def _same(one: Site, other: Site) -> bool:
    if fuzz.token_sort_ratio(fold(one.name), fold(other.name)) < _ALIKE:
        return False
    number, other_number = one.address.partition(" ")[0], other.address.partition(" ")[0]
    if number[:1].isdigit() and other_number[:1].isdigit() and number != other_number:
        return False
    if (one.approximate or other.approximate) and _house(one.address) != _house(other.address):
        return False
    away = kilometres(one.latitude or 0.0, one.longitude or 0.0, other.latitude or 0.0, other.longitude or 0.0)
    return away <= _SAME_SPOT_KM
