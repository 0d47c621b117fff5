"""The last net: words that must reach the overdose steps even when nothing else in the program works."""

from __future__ import annotations

from app.language.short_answers import plain

_WORDS = frozenset({"od", "ods", "oding", "overdose", "overdosed", "overdosing", "sobredosis", "911"})
_PARTS = (
    "overdos",
    "sobredosi",
    "not breathing",
    "isnt breathing",
    "stopped breathing",
    "stop breathing",
    "wont wake",
    "wake up",
    "waking up",
    "unresponsive",
    "turning blue",
    "lips blue",
    "no respira",
    "no despierta",
    "no reacciona",
    "esta morad",
    "se puso morad",
)


def sounds_urgent(text: str) -> bool:
    """True for the plainest emergency words in English or Spanish; rough on purpose, it only ever adds the steps."""
    words = plain(text)
    if not words:
        return False
    return any(part in words for part in _PARTS) or not _WORDS.isdisjoint(words.split())


def names_overdose(text: str) -> bool:
    """True where the word itself is said, in whatever form."""
    words = plain(text)
    return "overdos" in words or "sobredosi" in words
