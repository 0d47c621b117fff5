"""Lists of made-up sites for tests, the same for the same seed."""

from __future__ import annotations

import random
from datetime import date

from app.places.site import SERVICES, Site

HOURS = (
    "24/7",
    "",
    "Mo-Fr 09:00-17:00; PH off",
    "Mo-Sa 10:00-20:00",
    "Fr-Sa 20:00-03:00; PH off",
    "Mo-Fr 08:00-12:00,13:00-16:30; PH off",
    "Sa[1] 10:00-12:00",
    '"by appointment"',
    "Mo-Su 00:00-24:00; PH off",
    "PH off; Tu,Th 18:00-21:00",
    "not hours at all",
    "off",
    "Jun-Aug Mo-Fr 08:00-12:00",
)
ZONES = ("America/New_York", "America/Chicago", "America/Phoenix")


def sites(count: int, *, seed: int = 1, spread: float = 0.4, hours: tuple[str, ...] = HOURS) -> list[Site]:
    """So many sites around a few towns, some of them at one point."""
    rng = random.Random(seed)
    towns = [(rng.uniform(28, 47), rng.uniform(-120, -72)) for _ in range(max(1, count // 60))]
    found: list[Site] = []
    for number in range(count):
        latitude, longitude = rng.choice(towns)
        point = (latitude + rng.gauss(0, spread), longitude + rng.gauss(0, spread))
        if found and rng.random() < 0.1:
            point = (found[-1].latitude or 0.0, found[-1].longitude or 0.0)
        found.append(
            Site(
                id=f"s{number}",
                name=f"Place {number}",
                services=tuple(rng.sample(sorted(SERVICES), 3)),
                latitude=point[0],
                longitude=point[1],
                hours=rng.choice(hours),
                zone=rng.choice(ZONES),
                verified_on=rng.choice([date(2026, 11, 1), date(2026, 3, 1), date(2024, 1, 1)]),
                status=rng.choice(["live"] * 9 + ["paused"]),
            )
        )
    return found
