"""How the words around a place are read: what leads to one, codes, joined streets, and words that say nothing."""

from __future__ import annotations

import re

from app.language.heard import heard
from app.places.digits import SPOKEN
from app.places.filler import BEFORE, FILLER, JOINS, ROADS
from app.places.gazetteer import fold
from app.places.scan import Mention

NEAR_ME = heard("near_me")


def _any(name: str) -> str:
    return "|".join(sorted(heard(name), reverse=True))


LEADING = re.compile(rf"^(?:(?:{_any('leads_first')})\s+)?(?:(?:{_any('leads_before')})\s+)+")


TRAILING = re.compile(rf"(?:\s+(?:{_any('trails')}))+$")


COORDINATES = re.compile(r"^\(?\s*(-?\d{1,2}\.\d{1,10})\s*[,; ]\s*(-?\d{1,3}\.\d{1,10})\s*\)?$")


ZIP = re.compile(r"(?<![\w-])(\d{5})(?:-\d{4})?(?![\w-])")


HOUSE = re.compile(
    r"\b\d{5}(?=\s+(?:[a-z.]+\s+){1,3}(?:st|street|ave?|avenue|rd|road|blvd|dr|drive|ln|lane|way|hwy|calle)\b)",
    re.IGNORECASE,
)


LETTERS_FOR_DIGITS = re.compile(r"(?<![\w-])(?=(?:\d*[oil]){1,2}\d*(?!\w))\d[\doil]{4}(?!\w)", re.IGNORECASE)
"""A ZIP code with an `o` or an `l` typed for a digit."""


POSTAL = re.compile(r"\b([ABCEGHJ-NPRSTVXY]\d[ABCEGHJ-NPRSTV-Z])(?:[ -]?\d[ABCEGHJ-NPRSTV-Z]\d)?\b")


JOINED = re.compile(r"\s+(?:and|at|an|n|y|e|con|with|cross|x)\s+|\s*[&/@+]\s*")


STREET = re.compile(
    r"\b\d{1,5} (?:[nsew] |north |south |east |west )?[\w]+(?: \w+)? (?:st|street|ave?|avenue|rd|road|blvd|boulevard|dr|drive|ln|lane)\b"
    r"|\b\w+ (?:and|n|y|&|@) \w+"
)


def spans(text: str, *, last: bool) -> list[str]:
    """The words nearest to a joining word, five of them, then fewer."""
    words = fold(text).split()
    return [" ".join(words[-n:] if last else words[:n]) for n in range(min(5, len(words)), 0, -1)]


def strange_before(words: list[str], mentions: list[Mention]) -> bool:
    """True where a word that nothing accounts for stands right before the only name: it may be part of a longer one."""
    at = mentions[0].start - 1 if len(mentions) == 1 else -1
    return at >= 0 and words[at].isalpha() and words[at] not in FILLER and words[at] not in BEFORE


def strange_behind(words: list[str], mentions: list[Mention]) -> bool:
    """True where a word that nothing accounts for stands right behind the only name."""
    at = mentions[0].end if len(mentions) == 1 else len(words)
    return at < len(words) and words[at].isalpha() and words[at] not in FILLER and words[at] not in BEFORE


def names_street(words: list[str], mentions: list[Mention]) -> bool:
    """True where a street or a crossing is named outside the names of places: "broad st, reading"."""
    if STREET.search(" ".join(words)):
        return True
    named = {at for mention in mentions for at in range(mention.start, mention.end)}
    return any(
        word in ROADS and at and at not in named and at - 1 not in named and not is_plain(words[at - 1], digits=False)
        for at, word in enumerate(words)
    )


def is_joined(words: list[str], at: int) -> bool:
    """True where the words here and two further are joined as streets that cross are."""
    if at < 0 or at + 2 >= len(words) or words[at + 1] not in JOINS:
        return False
    return all(word.isalnum() and word not in FILLER for word in (words[at], words[at + 2]))


def as_digits(match: re.Match[str]) -> str:
    """The letters of a code that stand for digits, as digits."""
    return match[0].lower().translate(str.maketrans("oil", "011"))


def is_plain(word: str, *, digits: bool) -> bool:
    """True for a word that says nothing but that something is looked for somewhere; digits are a code where there is one."""
    if not word.isalnum() or word in FILLER or word in BEFORE or word in JOINS or word in ROADS:
        return True
    return digits and (word.isdigit() or any(sign.isdigit() for sign in word) or word in SPOKEN)


def bare(written: str) -> str:
    """The text in lower case without accents, the marks kept that join or part names."""
    return " ".join(part if part in "&/@,;+" else fold(part) for part in MARKS.split(written) if part.strip())


MARKS = re.compile(r"([&/@,;+])")
