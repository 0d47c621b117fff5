"""Points written in signs: latitude and longitude, map links, plus codes; and what only its owner can read."""

from __future__ import annotations

import re

_NUMBER = r"(-?\d{1,3}\.\d{2,12})"
_LINK_NUMBER = r"(-?\d{1,3}(?:\.\d{1,12})?)"
_PAIR = re.compile(rf"(?<![\w.]){_NUMBER}\s*°?\s*([NS])?\s*[,; /]\s*{_NUMBER}\s*°?\s*([EW])?(?![\w.]\d)", re.IGNORECASE)
_LINKED = re.compile(
    rf"(?:@|[?&](?:q|ll|sll|query|daddr|destination|center|mlat|at)=(?:loc:)?|geo:|!3d|/place/|/search/){_LINK_NUMBER}(?:,|%2C|!4d|&mlon=|\+){_LINK_NUMBER}",
    re.IGNORECASE,
)
_LINK = re.compile(r"\b(?:https?://|geo:|maps\.|goo\.gl|maps\.app)\S+", re.IGNORECASE)
_PLUS = re.compile(
    r"(?<![\w+])([23456789CFGHJMPQRVWX]{2,8}0{0,6})\+([23456789CFGHJMPQRVWX]{2,7})?(?![\w+])", re.IGNORECASE
)
_THREE_WORDS = re.compile(
    r"(?:///|w3w\.co/|what3words\S*\s+/*)\s*[^\W\d_]+\.[^\W\d_]+\.[^\W\d_]+|(?<![\w./@])[^\W\d_]{4,}\.[^\W\d_]{4,}\.[^\W\d_]{4,}(?![\w.])",
    re.IGNORECASE,
)
_DIGITS = "23456789CFGHJMPQRVWX"
_SIZES = (20.0, 1.0, 0.05, 0.0025, 0.000125)
"""Degrees of each pair of a plus code's signs."""


def coordinates(text: str) -> tuple[float, float] | None:
    """The latitude and longitude in these words or in a map link; None when there is no such pair."""
    linked = _LINKED.search(text)
    if linked:
        return float(linked[1]), float(linked[2])
    pair = _PAIR.search(text)
    if pair is None:
        return None
    latitude, longitude = float(pair[1]), float(pair[3])
    if (pair[2] or "").upper() == "S":
        latitude = -abs(latitude)
    if (pair[4] or "").upper() == "W":
        longitude = -abs(longitude)
    return latitude, longitude


def without_signs(text: str) -> str:
    """These words without links, pairs of numbers and plus codes: what a caller says besides the point."""
    for signs in (_LINK, _PAIR, _PLUS):
        text = signs.sub(" ", text)
    return text


def is_map_link(text: str) -> bool:
    """True when there is a link in these words: one without a point in it cannot be followed from here."""
    return _LINK.search(text) is not None


def three_words(text: str) -> bool:
    """True when these are three words of the grid that only its owner can turn into a point."""
    return _THREE_WORDS.search(text) is not None


def plus_code(text: str, *, near: tuple[float, float] | None) -> tuple[float, float] | None:
    """The middle of the plus code in these words; a short one is read near a point."""
    found = _PLUS.search(text)
    if found is None:
        return None
    before, after = found[1].upper(), (found[2] or "").upper()
    if len(before) == 8:
        return _decoded(before + after) if "0" not in before or not after else None
    if len(before) % 2 or near is None or not after or "0" in before:
        return None
    return _recovered(before + after, missing=8 - len(before), near=near)


def _decoded(code: str) -> tuple[float, float] | None:
    """The middle of a whole code, without its plus sign."""
    code = code.rstrip("0")
    if len(code) % 2 and len(code) < 10:
        return None
    latitude, longitude, height, width = -90.0, -180.0, 20.0, 20.0
    for pair, size in enumerate(_SIZES):
        if 2 * pair + 1 >= len(code):
            break
        latitude += _DIGITS.index(code[2 * pair]) * size
        longitude += _DIGITS.index(code[2 * pair + 1]) * size
        height = width = size
    for sign in code[10:]:  # beyond ten signs: a grid of four by five
        height, width = height / 5, width / 4
        latitude += _DIGITS.index(sign) // 4 * height
        longitude += _DIGITS.index(sign) % 4 * width
    latitude, longitude = latitude + height / 2, longitude + width / 2
    return (latitude, longitude) if abs(latitude) <= 90 and abs(longitude) <= 180 else None


def _recovered(short: str, *, missing: int, near: tuple[float, float]) -> tuple[float, float] | None:
    """The code whose first signs are left out, as the one that lies nearest to a point."""
    point = _decoded(_encoded(near)[:missing] + short)
    if point is None:
        return None
    size = _SIZES[missing // 2 - 1]
    moved = []
    for found, wanted in zip(point, near, strict=True):
        away = found - wanted
        moved.append(found - size if away > size / 2 else found + size if -away > size / 2 else found)
    return moved[0], moved[1]


def _encoded(point: tuple[float, float]) -> str:
    """The first eight signs of the code of a point."""
    code, rest = "", [point[0] + 90, point[1] + 180]
    for size in _SIZES[:4]:
        for axis in (0, 1):
            step = min(int(rest[axis] / size), 19)
            code += _DIGITS[step]
            rest[axis] -= step * size
    return code
