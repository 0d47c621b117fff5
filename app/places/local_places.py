"""What staff add to the map: neighbourhoods, landmarks, nicknames, streets, postal areas, and their own area."""

from __future__ import annotations

from typing import Any

import msgspec

Point = tuple[float, float]
"""Latitude and longitude."""


class Area(msgspec.Struct, frozen=True, kw_only=True):
    """Where the programme works: a name that could be many places means the one in here."""

    latitude: float = 39.95
    longitude: float = -75.16
    state: str = ""
    country: str = "US"
    zone: str = "America/New_York"
    radius_km: float = 80.0


class Spot(msgspec.Struct, frozen=True, kw_only=True):
    """A neighbourhood, landmark or nickname with its middle."""

    name: str
    aliases: tuple[str, ...] = ()
    latitude: float
    longitude: float
    state: str = ""
    country: str = "US"
    zone: str = ""


class Street(msgspec.Struct, frozen=True, kw_only=True):
    """A street as a line of points (latitude, longitude); two streets cross where their lines do."""

    name: str
    aliases: tuple[str, ...] = ()
    line: tuple[tuple[float, float], ...]
    city: str = ""
    numbers: tuple[int, ...] = ()
    """The house number at each point of the line, where staff wrote them."""
    numbered_crossings: bool = False
    """True where the 33rd street crosses at number 3300."""
    surveyed: bool = False
    """True for a line from a map: two that do not meet do not cross. A line drawn by hand may miss by a little."""


class Landmark(msgspec.Struct, frozen=True, kw_only=True):
    """Something people name by its kind and where it stands: 'the library on 5th'."""

    kind: str
    name: str
    latitude: float
    longitude: float
    street: str = ""


class Places(msgspec.Struct, frozen=True, kw_only=True):
    """All that staff added, of every language together."""

    spots: tuple[Spot, ...] = ()
    streets: tuple[Street, ...] = ()
    addresses: tuple[Street, ...] = ()
    """House numbers along a street; these lines cross nothing."""
    landmarks: tuple[Landmark, ...] = ()
    kinds: dict[str, tuple[str, ...]] = {}
    """Kind of landmark -> what people call one."""
    postal_areas: dict[str, tuple[float, float, str]] = {}
    """Canadian forward sortation area, such as V6A -> latitude, longitude, province."""
    nicknames: dict[str, str] = {}
    """What people say -> the place it is read as, such as philly -> Philadelphia, PA."""
    examples: dict[str, str] = {}
    """Language -> two crossing streets that people here know, for the question where they are."""
    said: dict[str, dict[str, Any]] = {}
    """Language -> its places_said.yaml: what answers say instead of what is shipped."""
    asked: dict[str, dict[str, Any]] = {}
    """Language -> its places_asked.yaml: how people ask, instead of what is shipped."""
