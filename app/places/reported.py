"""What several people said of a place since somebody last checked it: said to later callers, who are shown others first. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from app.places.near import OPEN_WITHIN_KM, Near

KINDS = ("closed", "empty", "hours", "moved")
"""It was closed, it had none left, its hours are others, it is not there any more."""


class Reported(msgspec.Struct, frozen=True):
    """Two people or more said so on one day, and nobody has checked since."""

    kind: str
    people: int
    since: date


def behind(near: Sequence[Near], reported: Mapping[str, Reported]) -> list[Near]:
    """The same sites, in order, but those said to be wrong after the others that are not far."""
    return sorted(near, key=lambda one: 2 if one.km > OPEN_WITHIN_KM else int(one.site.id in reported))
