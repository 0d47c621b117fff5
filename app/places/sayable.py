"""Words that are safe to show and to read out: clipped lines, names without what a voice stumbles over, numbers digit by digit."""

from __future__ import annotations

from collections.abc import Sequence

from app.language.gsm7 import TWO_SEGMENTS, cheap, clip


def clip_lines(lines: Sequence[str]) -> str:
    """The lines in cheap letters, never more than two segments."""
    return cheap("\n".join(lines))[:TWO_SEGMENTS]


def capital(text: str) -> str:
    """The text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def sayable(text: str) -> str:
    """A name without what a voice would stumble over."""
    return " ".join("".join(mark if mark.isalnum() or mark in " '-.&" else " " for mark in text[:80]).split())


def spoken_address(address: str) -> str:
    """An address as it is read out: street endings in full."""
    swapped = [_ENDINGS.get(word.strip(".,").lower(), word) for word in sayable(address).split()]
    return " ".join(swapped)


_ENDINGS = {
    "st": "Street", "ave": "Avenue", "av": "Avenue", "blvd": "Boulevard", "rd": "Road", "dr": "Drive", "ln": "Lane",
    "pl": "Place", "ct": "Court", "pkwy": "Parkway", "hwy": "Highway", "n": "North", "s": "South", "e": "East",
    "w": "West", "apt": "apartment", "ste": "suite", "fl": "floor",
}  # fmt: skip


def phone_words(phone: str, *, spoken: bool) -> str:
    """A phone number as written, or digit by digit."""
    if not spoken:
        return clip(phone, 24)
    return " ".join(mark for mark in phone if mark.isdigit())
