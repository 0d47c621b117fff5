"""What happened, in the past tense: the only things `step` is ever told."""

from __future__ import annotations

from functools import cached_property

import msgspec

from app.language.said import Said
from app.understanding import Meaning


class Texted(msgspec.Struct, frozen=True, dict=True):
    """A caller sent a text; empty when it held only a picture, a sticker or a pin."""

    text: str
    meaning: Meaning | None = None
    latitude: float | None = None
    longitude: float | None = None
    media: bool = False
    number: bool = False
    """Whether it held somebody's phone number, which was taken out before this and is not in `text`."""

    @cached_property
    def said(self) -> Said:
        """The text, folded once however often the turn is tried."""
        return Said(self.text)


class Pressed(msgspec.Struct, frozen=True):
    """A caller on a call pressed keys: digits, `*` or `#`."""

    keys: str


class Spoke(msgspec.Struct, frozen=True, dict=True):
    """A caller on a call said something, as the provider's recogniser wrote it down."""

    text: str
    confidence: float = 1.0
    meaning: Meaning | None = None

    @cached_property
    def said(self) -> Said:
        """The words, folded once however often the turn is tried."""
        return Said(self.text)


class Silence(msgspec.Struct, frozen=True):
    """A caller on a call neither spoke nor pressed anything in time."""


class CallStarted(msgspec.Struct, frozen=True):
    """A call came in; `left_at` is where a call from the same phone broke off minutes ago, if one did."""

    left_at: str = ""
    language: str = ""
    hidden: bool = False


class CallEnded(msgspec.Struct, frozen=True):
    """The call is over, whoever hung up."""


class CallReturned(msgspec.Struct, frozen=True):
    """The bridge to the peer line is over and the caller is back; `answered` tells whether anybody picked up."""

    answered: bool


class CameDue(msgspec.Struct, frozen=True):
    """Something the caller asked for has its time now, such as a check-in."""

    what: str
    """Content key of what is said first."""


Event = Texted | Pressed | Spoke | Silence | CallStarted | CallReturned | CallEnded | CameDue
