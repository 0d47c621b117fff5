"""What a finder answers: sites, a question back, or what there is instead."""

from __future__ import annotations

from typing import Literal

import msgspec

from app.places.reply import Offered


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Sites near the place: the answer to say, and the details of each by its number."""

    text: str
    """At most two GSM-7 segments."""
    spoken: str
    sites: tuple[Offered, ...]
    """In the order they are numbered, from 1."""
    more: bool
    """True when the next page has something."""
    page: int
    again: str
    """Hand this in as `place` for the next page; a name of ours or a rounded point, never the caller's words."""
    language: str


class Option(msgspec.Struct, frozen=True):
    """One place that may be meant; its label, handed in as `place`, means exactly this one."""

    label: str
    latitude: float
    longitude: float


class WhichPlace(msgspec.Struct, frozen=True, kw_only=True):
    """The place is not clear: a question to say, and the places to number when there are some."""

    reason: Literal[
        "which",
        "near_me",
        "empty",
        "zip",
        "postal_code",
        "unknown",
        "outside",
        "abroad",
        "refine",
        "three_words",
        "link",
    ]
    text: str
    spoken: str
    options: tuple[Option, ...] = ()


class Nothing(msgspec.Struct, frozen=True, kw_only=True):
    """Nothing is near, or no further page: what there is instead."""

    reason: Literal["none_near", "no_more"]
    text: str
    spoken: str
    sites: tuple[Offered, ...] = ()
    again: str = ""
