"""The nearest sites that have something, open ones first: an index built once and never changed."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import datetime

import msgspec
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree  # type: ignore[import-untyped]  # scipy ships no types

from app.places.clockwork import OPEN, UNSURE, Clockwork, Floats, Ints, Rule
from app.places.hours import Openness
from app.places.site import DOUBTED_AFTER_DAYS, Site

EARTH_KM = 6371.0088
"""Mean radius: great-circle distances are then within 0.6 % of the real ones."""
RADII_KM = (5.0, 25.0, 100.0)
"""How far to look: the first of these that holds ENOUGH sites."""
ENOUGH = 3
OPEN_WITHIN_KM = 25.0
"""An open site is worth this much of a way, however many closed ones are nearer."""
MOST_COMPARED = 1024
"""Open sites are looked for among this many nearest ones."""
MOST_CLOSED = 128
"""Sites that are not open are put in order among this many nearest ones."""
SOON_SECONDS = 24 * 3600.0
"""Opening later than this, a site comes after those whose hours are not known."""
_FIRST_LOOK = 24

_STATES = ("open", "closed", "unknown")


class Near(msgspec.Struct, frozen=True):
    """One site as found from one point at one moment."""

    site: Site
    km: float
    openness: Openness
    doubted: bool
    """Nobody checked it for over a year: told of, never as certain."""


class _Group(msgspec.Struct, frozen=True):
    """The sites that have one service: their tree, and their places in the list."""

    tree: cKDTree
    members: Ints


class Index:
    """All live sites of one list."""

    def __init__(self, sites: Sequence[Site]) -> None:
        self.sites = tuple(site for site in sites if site.status == "live" and is_on_earth(site))
        latitudes = np.array([site.latitude for site in self.sites], dtype=np.float64)
        longitudes = np.array([site.longitude for site in self.sites], dtype=np.float64)
        self._points = unit_vectors(latitudes, longitudes)
        self._checked = np.array(
            [site.verified_on.toordinal() if site.verified_on else 0 for site in self.sites], dtype=np.int32
        )
        self._rule, rules = _distinct_rules(self.sites)
        self._clockwork = Clockwork(rules)
        self._groups = self._by_service()

    def __len__(self) -> int:
        return len(self.sites)

    def _by_service(self) -> dict[str, _Group]:
        members: dict[str, list[int]] = {"": list(range(len(self.sites)))}
        for number, site in enumerate(self.sites):
            for service in set(site.services):
                members.setdefault(service, []).append(number)
        return {
            service: _Group(
                cKDTree(self._points[numbers], balanced_tree=False, compact_nodes=False),
                np.array(numbers, dtype=np.int64),
            )
            for service, numbers in members.items()
            if numbers
        }

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
        point = unit_vectors(np.array([latitude]), np.array([longitude]))[0]
        return self._page(group, point, now=now, first=max(first, 0), count=count)

    def closest(self, latitude: float, longitude: float, *, service: str, now: datetime) -> Near | None:
        """The nearest site with `service` however far and whether open or not; None when there is none at all."""
        group = self._groups.get(service)
        if group is None or not math.isfinite(latitude + longitude):
            return None
        point = unit_vectors(np.array([latitude]), np.array([longitude]))[0]
        numbers, chords = self._ordered(group, point, min(_FIRST_LOOK, len(group.members)), math.inf)
        return self._near(int(numbers[0]), float(chords[0]), now)

    def _page(self, group: _Group, point: Floats, *, now: datetime, first: int, count: int) -> tuple[Near, ...]:
        limit = chord_of(RADII_KM[-1])
        look = _FIRST_LOOK
        while True:
            look = min(look, len(group.members), MOST_COMPARED)
            numbers, chords = self._ordered(group, point, look, limit)
            whole = len(numbers) < look or look == len(group.members) or look == MOST_COMPARED
            if not whole:  # sites as far as the last one may have been cut off: leave them for the next look
                numbers = numbers[chords < chords[-1]]
                chords = chords[: len(numbers)]
            state, wait = self._states(numbers, now)
            opens = np.flatnonzero(state == OPEN)
            within = self._radius(chords)
            reach = max(within, chord_of(OPEN_WITHIN_KM))
            if whole or (len(chords) and chords[-1] > reach) or self._filled(chords, opens, reach, first + count):
                order = _order(chords, state, wait, within=within, reach=reach)[first : first + count]
                return tuple(self._near(int(numbers[i]), float(chords[i]), now) for i in order)
            look *= 6

    @staticmethod
    def _filled(chords: Floats, opens: Ints, reach: float, needed: int) -> bool:
        """True when the page is full of open sites already, whatever lies farther off."""
        return len(opens) >= needed and bool(chords[opens[needed - 1]] <= reach)

    @staticmethod
    def _radius(chords: Floats) -> float:
        """The first radius, as a squared chord, that holds enough of these; else the last one."""
        if len(chords) >= ENOUGH:
            for radius in RADII_KM:
                if chords[ENOUGH - 1] <= chord_of(radius):
                    return chord_of(radius)
        return chord_of(RADII_KM[-1])

    def _ordered(self, group: _Group, point: Floats, look: int, limit: float) -> tuple[Ints, Floats]:
        """The `look` nearest site numbers within a squared chord, nearest first, and their squared chords."""
        bound = math.sqrt(limit) * (1 + 1e-9) if math.isfinite(limit) else math.inf
        _, found = group.tree.query(point, k=np.arange(1, look + 1) if look == 1 else look, distance_upper_bound=bound)
        found = found[found < len(group.members)]
        numbers = group.members[found]
        chords = ((self._points[numbers] - point) ** 2).sum(axis=1)
        order = np.lexsort((numbers, chords))
        kept = order[chords[order] <= limit]
        return numbers[kept], chords[kept]

    def _states(self, numbers: Ints, now: datetime) -> tuple[NDArray[np.int8], Floats]:
        state, wait = self._clockwork.states(self._rule[numbers], now)
        state[self._checked[numbers] < now.toordinal() - DOUBTED_AFTER_DAYS] = UNSURE
        return state, wait

    def _near(self, number: int, chord: float, now: datetime) -> Near:
        return Near(
            site=self.sites[number],
            km=km_of(chord),
            openness=self._clockwork.of(int(self._rule[number]), now),
            doubted=bool(self._checked[number] < now.toordinal() - DOUBTED_AFTER_DAYS),
        )


def _order(chords: Floats, state: NDArray[np.int8], wait: Floats, *, within: float, reach: float) -> Ints:
    """Positions in the order they are offered, those out of reach left out."""
    opens = np.flatnonzero((state == OPEN) & (chords <= reach))
    others = np.flatnonzero(state[:MOST_CLOSED] != OPEN)
    others = others[chords[others] <= within]
    unsure = state[others] == UNSURE
    soon = wait[others] <= SOON_SECONDS
    group = np.where(unsure, 1, np.where(soon, 0, 2))
    waits = np.where(unsure, 0.0, np.round(wait[others]))
    ranked = others[np.lexsort((others, waits, group))]
    return np.concatenate([opens, ranked])


def _distinct_rules(sites: Sequence[Site]) -> tuple[Ints, list[Rule]]:
    """Per site the number of its hours, and the distinct hours by number."""
    numbers: dict[Rule, int] = {}
    per_site = [numbers.setdefault((site.hours, site.zone, site.country), len(numbers)) for site in sites]
    return np.array(per_site, dtype=np.int64), list(numbers)


def is_on_earth(site: Site) -> bool:
    """True when this site has coordinates that a distance can be measured to."""
    if site.latitude is None or site.longitude is None:
        return False
    return abs(site.latitude) <= 90 and abs(site.longitude) <= 180


def unit_vectors(latitudes: Floats, longitudes: Floats) -> Floats:
    """Points on the unit sphere, one row each, so that straight lines rank like real distances everywhere."""
    phi, theta = np.radians(latitudes), np.radians(longitudes)
    cos_phi = np.cos(phi)
    return np.stack([cos_phi * np.cos(theta), cos_phi * np.sin(theta), np.sin(phi)], axis=-1)


def chord_of(km: float) -> float:
    """The squared chord, on the unit sphere, of this many kilometres along the ground."""
    return (2 * math.sin(km / EARTH_KM / 2)) ** 2


def km_of(chord: float) -> float:
    """Kilometres along the ground of a squared chord on the unit sphere."""
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(max(chord, 0.0)) / 2))
