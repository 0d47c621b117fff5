"""Words that this program listens for, those of every language together: from content/<language>/heard.yaml, as shipped.

Somebody writes in two languages at once, and a cry is heard in whichever it comes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.language.default import DEFAULT_LANGUAGE
from app.language.shipped import shipped

PART = "heard"


def _of_each(name: str) -> list[Any]:
    """What each language lists under this name, the default language first."""
    lists = shipped(PART)
    return [
        lists[code][name]
        for code in sorted(lists, key=lambda code: (code != DEFAULT_LANGUAGE, code))
        if name in lists[code]
    ]


def heard(name: str) -> frozenset[str]:
    """The words listed under this name."""
    return frozenset(word for words in _of_each(name) for word in words)


def any_of_heard(name: str) -> str:
    """A pattern for any of the words or phrases listed under this name, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, heard(name)), key=len, reverse=True)) + ")"


def heard_as(name: str) -> dict[str, str]:
    """Word -> what it stands for; where two languages have one word, the default one's counts, then the first's."""
    found: dict[str, str] = {}
    for words in _of_each(name):
        for word, meant in words.items():
            found.setdefault(word, meant)
    return found


def heard_under(name: str) -> Mapping[str, Sequence[str]]:
    """Class -> its words, the classes in the order of the default language."""
    found: dict[str, list[str]] = {}
    for classes in _of_each(name):
        for one, words in classes.items():
            found.setdefault(one, []).extend(words)
    return found
