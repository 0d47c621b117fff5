"""What the next page says about what was just done, with a way to take it back."""

from __future__ import annotations

import msgspec


class Undo(msgspec.Struct, frozen=True):
    """A form of ours that takes back what was done."""

    path: str
    fields: dict[str, str] = {}


class Flash(msgspec.Struct, frozen=True):
    """A word of an area, and what fills it."""

    said: str
    area: str
    fill: dict[str, str] = {}
    undo: Undo | None = None
    well: bool = True
    """False where it tells of something that was not done."""
