"""One site as it was found, for whatever says it: nothing here needs the index that found it."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.places.hours import Openness, openness_of
from app.places.site import Site

NEAREST_HERE = "nearest_here"
"""The note that no place is nearer than those of the list."""
OPEN_WITHIN_KM = 25.0
"""An open site is worth this much of a way, however many closed ones are nearer."""


class Near(msgspec.Struct, frozen=True):
    """One site as found from one point at one moment."""

    site: Site
    km: float
    doubted: bool
    """Nobody checked it for over a year: told of, never as certain."""
    at: datetime
    """When it was looked for."""
    open_now: bool = False
    """Surely open then; not looked at where only the closest was asked for."""

    @property
    def openness(self) -> Openness:
        """All that can be said about its hours at that moment."""
        return openness_of(self.site, now=self.at)
