"""How far, in the measure people of a country use, no more exact than it is known."""

from __future__ import annotations

import math

from app.places.place_words import PlaceWords

EARTH_KM = 6371.0088
"""Mean radius: great-circle distances are then within 0.6 % of the real ones."""
MILE_KM = 1.609344
_MILES = frozenset({"US", "GB", "PR", "LR", "MM"})


def far(km: float, *, country: str, words: PlaceWords, spoken: bool = False) -> str:
    """The distance in words: `0.4mi`, `12km`, `3 miles`."""
    unit = "mi" if country in _MILES else "km"
    amount = km / MILE_KM if unit == "mi" else km
    shown = f"{amount:.0f}" if amount >= 9.95 else f"{max(amount, 0.1):.1f}".removesuffix(".0")
    table = words.answers
    if not spoken:
        return table[unit].format(shown)
    return table[f"{unit}_one"] if shown == "1" else table[f"{unit}_said"].format(shown)


def kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Great-circle distance between two points in degrees."""
    phi, other = math.radians(latitude), math.radians(other_latitude)
    a = (
        math.sin((other - phi) / 2) ** 2
        + math.cos(phi) * math.cos(other) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    )
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(a)))
