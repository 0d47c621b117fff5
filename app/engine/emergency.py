"""The last net: words that must reach the overdose steps even when nothing else in the program works."""

from __future__ import annotations

import re

from app.language.heard import heard
from app.language.short_answers import plain

_WORDS = heard("last_net_words")
_PARTS = re.compile("|".join(map(re.escape, sorted(heard("last_net_parts")))) or r"(?!)")
_OVERDOSE = tuple(heard("overdose_parts"))


def sounds_urgent(text: str) -> bool:
    """True for the plainest emergency words in any language of the line; rough on purpose, it only ever adds the steps."""
    words = plain(text)
    if not words:
        return False
    return _PARTS.search(words) is not None or not _WORDS.isdisjoint(words.split())


def names_overdose(text: str) -> bool:
    """True where the word itself is said, in whatever form."""
    words = plain(text)
    return any(part in words for part in _OVERDOSE)
