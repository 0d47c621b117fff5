"""Phone numbers in the cells and lines of a list."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    r"(?:\+?1[-. ]?)?(?:\(\d{3}\) ?|\b\d{3}[-. /])\d{3}[-. ]\d{4}\b(?: ?(?:ext?\.?|x|#|\*) ?\d{1,6})?", re.IGNORECASE
)
"""A number of North America; others are taken as they stand."""
_FIGURES = re.compile(r"1?\d{10}(\.0)?")
"""The same where a spreadsheet took it for a number."""


def first_number(text: str) -> str:
    """The first number of North America in the text, as it was written, ten figures grouped; empty when there is none."""
    if _FIGURES.fullmatch(text):
        figures = text.removesuffix(".0")[-10:]
        return f"{figures[:3]}-{figures[3:6]}-{figures[6:]}"
    found = _NUMBER.search(text)
    return found[0] if found else ""


def is_number(text: str) -> bool:
    """Whether the text is such a number and nothing else."""
    return _NUMBER.fullmatch(text) is not None or _FIGURES.fullmatch(text) is not None
