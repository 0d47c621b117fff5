"""How texts are compared with word lists: small letters, no accents, whole words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache


@lru_cache(maxsize=16_384)
def bare(text: str) -> str:
    """The text in small letters, without accents."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).lower()


@lru_cache(maxsize=2048)
def any_of(terms: tuple[str, ...]) -> re.Pattern[str]:
    """A pattern for any of these terms in bare text; `*` at the end of a term stands for any ending."""
    return re.compile(rf"(?<![a-z0-9])(?:{'|'.join(_written(term) for term in _longest_first(terms))})(?![a-z0-9])")


def _longest_first(terms: Iterable[str]) -> list[str]:
    return sorted({bare(term).strip() for term in terms if term.strip("* ")}, key=len, reverse=True) or ["\0"]


def _written(term: str) -> str:
    stem, ending = (term[:-1], "[a-z]*") if term.endswith("*") else (term, "")
    return r"\s+".join(re.escape(word) for word in stem.split()) + ending
