"""The nearest sites that have something, open ones first: an index built once and never changed."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

import msgspec
import numpy as np

from app.places.brute_force import FEW, Few
from app.places.hours import LocalHours, local_hours
from app.places.near import Near
from app.places.offer_order import ENOUGH, OPEN_REACH, RADII_KM, OfferOrder, radius
from app.places.opening_index import Floats, Ints
from app.places.packed_sites import PackedSites
from app.places.site import DOUBTED_AFTER_DAYS, Site
from app.places.sphere import chord_of, km_of, unit_vector, unit_vectors

MOST_COMPARED = 1024
"""Open sites are looked for among this many nearest ones."""
MOST_WISHED = 256
"""A site that has what a caller wishes is looked for among this many nearest ones."""
_FIRST_LOOK = 32


class Tree(Protocol):
    """Finds the nearest of many points."""

    def query(self, point: list[float], k: int | list[int], distance_upper_bound: float) -> tuple[Floats, Ints]:
        """Distances and places of the `k` nearest below the bound, nearest first; the rest are infinitely far."""


def _tree(points: Floats) -> Tree:
    if len(points) <= FEW:
        return Few(points)
    from scipy.spatial import cKDTree  # 30 MB and a third of a second, for large lists only

    tree: Tree = cKDTree(points, balanced_tree=False, compact_nodes=False, leafsize=32)
    return tree


class _Group(msgspec.Struct, frozen=True):
    """The sites that have one service: their tree, and their places in the list."""

    tree: Tree
    members: Ints


class Index:
    """All live sites of one list."""

    def __init__(self, sites: Iterable[Site]) -> None:
        self._shelf = PackedSites()
        latitudes, longitudes = array("d"), array("d")
        checked, rule = array("i"), array("i")
        rules: dict[LocalHours, int] = {}
        members: dict[str, array[int]] = {"": array("i")}
        for site in sites:
            if site.status != "live" or not is_on_earth(site):
                continue
            number = self._shelf.put(site)
            latitudes.append(site.latitude or 0.0)
            longitudes.append(site.longitude or 0.0)
            never = date.max if site.demo else date.min
            checked.append((site.verified_on or never).toordinal())
            rule.append(rules.setdefault(local_hours(site), len(rules)))
            for service in {"", *site.services}:
                members.setdefault(service, array("i")).append(number)
        self._points = unit_vectors(np.array(latitudes), np.array(longitudes))
        self._checked = np.array(checked, dtype=np.int32)
        self._order = OfferOrder(rules, np.array(rule, dtype=np.int64), self._checked)
        self._groups = {service: self._group(numbers) for service, numbers in members.items() if numbers}

    def __len__(self) -> int:
        return len(self._shelf)

    def site(self, number: int) -> Site:
        """The site of this number, in the order they were handed in."""
        return self._shelf.get(number)

    def has(self, service: str) -> bool:
        """Whether any site of the list has this."""
        return service in self._groups

    def _group(self, members: array[int]) -> _Group:
        numbers = np.array(members, dtype=np.int64)
        return _Group(_tree(self._points[numbers]), numbers)

    def nearest(
        self, latitude: float, longitude: float, *, service: str, now: datetime, count: int = ENOUGH, first: int = 0
    ) -> tuple[Near, ...]:
        """Up to `count` sites with `service` after the first ones, open ones first; empty when none is within 100 km.

        Open ones come by distance, then those that open within a day, soonest first, then those whose
        hours are not certain, then those that open later.
        """
        group = self._groups.get(service)
        if group is None or not math.isfinite(latitude + longitude):
            return ()
        point = unit_vector(latitude, longitude)
        return self._page(group, point, now=now, first=max(first, 0), count=count)

    def around(self, latitude: float, longitude: float, *, service: str, now: datetime) -> tuple[Near, ...]:
        """The sites with `service` within 100 km, nearest first, open or not; at most MOST_WISHED of them."""
        group = self._groups.get(service)
        if group is None or not math.isfinite(latitude + longitude):
            return ()
        look = min(MOST_WISHED, len(group.members))
        numbers, chords = self._ordered(group, unit_vector(latitude, longitude), look, _FARTHEST)
        pairs = zip(numbers, chords, strict=True)
        return tuple(self._near(int(number), float(chord), now=now, open_now=False) for number, chord in pairs)

    def closest(self, latitude: float, longitude: float, *, service: str, now: datetime) -> Near | None:
        """The nearest site with `service` however far and whether open or not; None when there is none at all."""
        group = self._groups.get(service)
        if group is None or not math.isfinite(latitude + longitude):
            return None
        point = unit_vector(latitude, longitude)
        numbers, chords = self._ordered(group, point, min(_FIRST_LOOK, len(group.members)), math.inf)
        return self._near(int(numbers[0]), float(chords[0]), now=now, open_now=False)

    def _page(self, group: _Group, point: list[float], *, now: datetime, first: int, count: int) -> tuple[Near, ...]:
        look = min(_FIRST_LOOK, len(group.members))
        numbers, chords = self._ordered(group, point, look, _FARTHEST)
        whole = len(numbers) < look or look == len(group.members)
        if not whole:  # sites as far as the last one may have been cut off: leave them for the next look
            numbers = numbers[: chords.searchsorted(chords[-1])]
            chords = chords[: len(numbers)]
        reach = max(radius(chords), OPEN_REACH)
        known: dict[int, tuple[int, float]] = {}
        found = self._order.of(numbers, now, known, chords=chords, reach=reach, wanted=first + count)
        if len(found.opens) < first + count and not whole and not (len(chords) and chords[-1] > reach):
            numbers, chords = self._ordered(group, point, min(MOST_COMPARED, len(group.members)), reach * (1 + 1e-12))
            found = self._order.of(numbers, now, known, chords=chords, reach=reach, wanted=first + count)
        page = [(i, True) for i in found.opens[first : first + count]]
        page += [(i, False) for i in found.rest[max(first - len(found.opens), 0) :][: count - len(page)]]
        return tuple(self._near(int(numbers[i]), float(chords[i]), now=now, open_now=open_now) for i, open_now in page)

    @staticmethod
    def _ordered(group: _Group, point: list[float], look: int, limit: float) -> tuple[Ints, Floats]:
        """The `look` nearest site numbers within a chord, nearest first, and their chords."""
        chords, found = group.tree.query(point, k=look if look > 1 else [1], distance_upper_bound=limit)
        within = int(chords.searchsorted(math.inf))
        chords, numbers = chords[:within], group.members.take(found[:within])
        if (chords[1:] == chords[:-1]).any():  # of sites at one point, the first in the list comes first
            order = np.lexsort((numbers, chords))
            return numbers[order], chords
        return numbers, chords

    def _near(self, number: int, chord: float, *, now: datetime, open_now: bool) -> Near:
        return Near(
            site=self._shelf.get(number),
            km=km_of(chord),
            doubted=bool(self._checked[number] < now.toordinal() - DOUBTED_AFTER_DAYS),
            at=now,
            open_now=open_now,
        )


def is_on_earth(site: Site) -> bool:
    """True when this site has coordinates that a distance can be measured to."""
    if site.latitude is None or site.longitude is None:
        return False
    return abs(site.latitude) <= 90 and abs(site.longitude) <= 180


_FARTHEST = chord_of(RADII_KM[-1]) * (1 + 1e-12)
