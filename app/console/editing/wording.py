"""Two wordings side by side: which words stay, which are gone and which are new."""

from __future__ import annotations

import difflib
import re
from typing import Literal

import msgspec

_WORDS = re.compile(r"\s+|[^\s]+")
_HIDDEN = re.compile("[\u00ad\u200b\u200c\u200e\u200f\u2060\ufeff]")
_BLANKS = re.compile("[\u00a0\u2007\u202f\u3000\u2002\u2003\u2009\t]")
_BULLET = re.compile("^[ ]*[\u2022\u25cf\u25aa\u25e6\u2023\u2219\u00b7\uf0b7][ ]*", re.MULTILINE)
_SIGNS = str.maketrans(
    {
        "\u2018": "'", "\u2019": "'", "\u201a": "'", "\u201c": '"', "\u201d": '"', "\u201e": '"',
        "\u2013": "-", "\u2014": "-", "\u2026": "...",
    }
)  # fmt: skip


class WordChange(msgspec.Struct, frozen=True):
    """A run of words that is in both wordings, or in one of them alone."""

    kind: Literal["same", "gone", "new"]
    words: str


def word_changes(before: str, after: str) -> tuple[WordChange, ...]:
    """The difference between two wordings, word by word, in reading order."""
    was, now = _WORDS.findall(before), _WORDS.findall(after)
    found: list[WordChange] = []
    for kind, a, b, c, d in difflib.SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(WordChange("same", "".join(was[a:b])))
            continue
        if b > a:
            found.append(WordChange("gone", "".join(was[a:b])))
        if d > c:
            found.append(WordChange("new", "".join(now[c:d])))
    return tuple(found)


def as_typed(words: str) -> str:
    """What a form sent, as it is meant: one kind of line break, none around it."""
    return "\n".join(line.rstrip() for line in words.replace("\r\n", "\n").replace("\r", "\n").split("\n")).strip()


def cleaned(words: str) -> str:
    """The words without what word processors leave: curly quotes, long dashes, bullets, blanks that are no spaces."""
    plain = _BLANKS.sub(" ", _HIDDEN.sub("", words))
    return _BULLET.sub("- ", plain).translate(_SIGNS)
