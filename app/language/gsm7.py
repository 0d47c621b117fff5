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
