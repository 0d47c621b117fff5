"""What happens to words on their way out: blanks filled from a closed list, and the exact cost in SMS segments."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from app.language.gsm7 import GSM_BASIC, GSM_EXTENDED, as_sent

_GSM = GSM_BASIC | GSM_EXTENDED

_LIMITS = {"GSM-7": (160, 153), "UCS-2": (70, 67)}
"""Units in a message of one part, and in each part of a longer one (six bytes go to the part header)."""

_BLANK = re.compile(r"\{([^{}\n]{0,60})\}")


class Segments(msgspec.Struct, frozen=True):
    """What a text costs to send: parts, the encoding it forces, and its length in that encoding's units."""

    count: int
    encoding: str
    """`GSM-7`, or `UCS-2` as soon as one character is outside the GSM alphabet."""
    units: int


def segments(text: str) -> Segments:
    """The exact segments of this text as it is sent, escape and surrogate pairs kept whole; an empty text has none."""
    text = as_sent(text)
    letters = set(text)
    if letters <= _GSM:
        double = letters & GSM_EXTENDED
        units = len(text) + sum(text.count(letter) for letter in double)
        return Segments(_parts(text, double, units, "GSM-7"), "GSM-7", units)
    double = {letter for letter in letters if letter > "\uffff"}
    units = len(text) + sum(text.count(letter) for letter in double)
    return Segments(_parts(text, double, units, "UCS-2"), "UCS-2", units)


def _parts(text: str, double: set[str] | frozenset[str], units: int, encoding: str) -> int:
    single, part = _LIMITS[encoding]
    if units <= single:
        return min(units, 1)
    if not double:
        return -(-units // part)
    count, used = 1, 0
    for letter in text:
        width = 2 if letter in double else 1
        if used + width > part:
            count, used = count + 1, 0
        used += width
    return count


def not_gsm(text: str) -> str:
    """The characters that make this text cost UCS-2, each once, in order: those that have no plain form."""
    return "".join(dict.fromkeys(letter for letter in text if not set(as_sent(letter)) <= _GSM))


def blanks_in(text: str) -> tuple[str, ...]:
    """The names between braces, in order."""
    return tuple(_BLANK.findall(text))


def fill(text: str, blanks: Mapping[str, str]) -> str:
    """The text with its blanks filled, once; a name that is not in the list leaves nothing behind."""
    if "{" not in text:
        return text
    return _BLANK.sub(lambda found: blanks.get(found.group(1), ""), text)
