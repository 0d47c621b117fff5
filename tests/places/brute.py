"""The rules of the nearest sites, written down the slow way: every site measured, every string read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.places.distance import kilometres
from app.places.hours import openness_of
from app.places.near import OPEN_WITHIN_KM
from app.places.offer_order import ENOUGH, RADII_KM, SOON_SECONDS
from app.places.site import Site, is_doubted


def ranked(
    sites: Sequence[Site], latitude: float, longitude: float, *, service: str, now: datetime
) -> list[tuple[str, float]]:
    """Id and distance of every site in reach, in the order in which they are offered."""
    found = []
    for number, site in enumerate(sites):
        if site.status != "live" or service not in site.services or site.latitude is None or site.longitude is None:
            continue
        km = kilometres(latitude, longitude, site.latitude, site.longitude)
        if km <= RADII_KM[-1]:
            found.append((km, number, site))
    found.sort(key=lambda one: one[:2])
    within = next((r for r in RADII_KM if sum(km <= r for km, _, _ in found) >= ENOUGH), RADII_KM[-1])
    opens, rest = [], []
    for km, number, site in found:
        state = openness_of(site, now=now)
        doubted = is_doubted(site, now.date())
        if state.state == "open" and not doubted:
            if km <= max(within, OPEN_WITHIN_KM):
                opens.append((site.id, km))
            continue
        if km > within:
            continue
        if state.state == "unknown" or doubted:
            rest.append((1, 0.0, km, number, site.id))
        else:
            wait = (state.until - now).total_seconds() if state.until else float("inf")
            rest.append((0 if wait <= SOON_SECONDS else 2, round(wait, 0), km, number, site.id))
    rest.sort()
    return opens + [(site_id, km) for _, _, km, _, site_id in rest]
