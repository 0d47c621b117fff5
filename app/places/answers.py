"""What a place in a message can turn out to be."""

from __future__ import annotations

from typing import Literal

import msgspec

PIN_DECIMALS = 3
"""A pin is used to about a hundred metres: enough for a distance, too little for a door."""


class Coordinates(msgspec.Struct, frozen=True):
    """A point in WGS 84 degrees, such as a pin."""

    latitude: float
    longitude: float


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """One point that the place means."""

    latitude: float
    longitude: float
    label: str
    """How an answer names it; names from our lists only, never the caller's words."""
    country: str = "US"
    zone: str = ""
    state: str = ""
    sure: bool = True
    """False when a spelling was guessed or only the city of a longer place was known."""
    street_left_out: bool = False
    """True when a street or crossing was named that is not known: this is the town it is said to be in."""
    by_point: bool = False
    """True when another place has the same label: only the point leads to this one again."""

    @property
    def again(self) -> str:
        """What leads to this same point when it is asked for again: no words of the caller."""
        if self.label and not self.by_point:
            return self.label
        return f"{self.latitude:.{PIN_DECIMALS}f},{self.longitude:.{PIN_DECIMALS}f}"


class Ambiguous(msgspec.Struct, frozen=True):
    """Several places of that name: the caller has to say which."""

    options: tuple[Located, ...]
    more: bool = False


class NotFound(msgspec.Struct, frozen=True):
    """No point that we know."""

    reason: Literal["empty", "zip", "postal_code", "unknown", "outside", "abroad", "refine", "three_words", "link"]
    about: str = ""
    """The state or country that was named, in our words."""
    state: str = ""


class NearMe(msgspec.Struct, frozen=True):
    """`Near me`: a text or a call does not tell where a phone is."""


Answer = Located | Ambiguous | NotFound | NearMe
