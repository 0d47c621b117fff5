"""Text that a phone network carries cheaply: the GSM 7-bit alphabet (3GPP TS 23.038), and what it costs."""

from __future__ import annotations

import unicodedata

GSM_BASIC = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
"""One septet each: GSM 03.38 / 3GPP TS 23.038 section 6.2.1."""
GSM_EXTENDED = frozenset("\f^{}\\[~]|€")
"""An escape and a septet each, never split over two parts: TS 23.038 section 6.2.1.1."""
_INSTEAD = {
    "–": "-", "—": "-", "−": "-", "‐": "-", "‑": "-", "‘": "'", "’": "'", "ʼ": "'", "´": "'", "`": "'",
    "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "•": "-", "·": "-", "\t": " ", "\xa0": " ",
    "[": "(", "]": ")", "{": "(", "}": ")", "|": "/", "~": "-", "^": "", "\\": "/", "º": "o", "ª": "a",
    "\r": " ", "\f": " ", "×": "x", "½": "1/2",
}  # fmt: skip
TWO_SEGMENTS = 2 * 153
"""Septets that two joined segments hold; one alone holds 160."""


def cheap(text: str) -> str:
    """The text in single-septet GSM-7 characters only: accents that would cost Unicode are left off."""
    if text.isascii() and not any(mark in _INSTEAD for mark in text) and text.isprintable():
        return text
    return "".join(_cheap(mark) for mark in unicodedata.normalize("NFC", text))


def _cheap(mark: str) -> str:
    if mark in _INSTEAD:
        return _INSTEAD[mark]
    if mark in GSM_BASIC:
        return mark
    bare = unicodedata.normalize("NFKD", mark)
    kept = "".join(letter for letter in bare if letter in GSM_BASIC)
    return kept if kept.strip() or unicodedata.category(mark) in ("Mn", "Me", "Cf", "Cc", "Cs", "Co", "Cn") else "?"


def as_sent(text: str) -> str:
    """The text as it leaves for a phone: accents off, plain quotes and dashes, where that alone keeps it in GSM-7.

    A text with a letter that has no plain form (an emoji, another script) costs Unicode anyway, and keeps its accents.
    """
    if set(text) <= _GSM:
        return text
    folded = unicodedata.normalize("NFC", text).translate(_FOLDED)
    return folded if set(folded) <= _GSM else text


def _folds() -> dict[int, str]:
    """Every letter and mark outside the alphabet that has a plain form inside it."""
    found = {ord(mark): instead for mark, instead in _INSTEAD.items() if mark not in _GSM}
    for code in (*range(0xA0, 0x250), *range(0x1E00, 0x1F00)):
        bare = unicodedata.normalize("NFKD", chr(code))[0]
        if chr(code) not in _GSM and bare.isascii() and bare.isalpha():
            found[code] = bare
    return found


_GSM = GSM_BASIC | GSM_EXTENDED
_FOLDED = _folds()


def septets(text: str) -> int | None:
    """How many septets this text takes, or None when it needs Unicode."""
    total = 0
    for mark in text:
        if mark in GSM_BASIC:
            total += 1
        elif mark in GSM_EXTENDED:
            total += 2
        else:
            return None
    return total


def clip(text: str, limit: int) -> str:
    """At most `limit` characters of one tidy line, cut between words where that is possible."""
    line = " ".join(cheap(text).split())
    if len(line) <= limit:
        return line
    if limit <= 2:
        return line[: max(limit, 0)]
    cut = line[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space >= limit * 0.6 else cut).rstrip(" ,.;:-(") + "."
