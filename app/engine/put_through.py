"""The lines a call can be put through to from a page: which they are, by which keys, and the connection itself.

Public lines answer with menus of their own and press no key of ours, so that nothing here ever counts as a person reached:
the caller hears who answers, and star brings them back. The programme's own peer line must press a key to take a call.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import NamedTuple

KEYS = "65432"
"""Keys for such lines, the first free one first; 1 is the next step, 7 counts breaths, 8 to 0 are the line's own."""
STAR = "*"
NO_PERSON = "line.no_person"
"""Said where nobody of the programme takes a call; whoever it names has a key on the page said after it."""
TEXTS = frozenset({NO_PERSON})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""


class StaffedLine(NamedTuple):
    """One line that a page names, and the key that connects to it there."""

    key: str
    name: str
    number: str


def lines_named(
    said: str, names: Mapping[str, str], numbers: Mapping[str, str], taken: Collection[str]
) -> tuple[StaffedLine, ...]:
    """The lines that these spoken words name, each with a key no choice of the page has."""
    free = [key for key in KEYS if key not in taken]
    found = [
        (names[blank], numbers[blank])
        for blank in names
        if f"{{{blank}}}" in said or (len(numbers[blank]) == 3 and " ".join(numbers[blank]) in said)
    ]
    return tuple(StaffedLine(key, name, number) for key, (name, number) in zip(free, found, strict=False))


def grouped(value: str) -> str:
    """A phone number as a voice should say it, digit by digit in its groups; anything else as it is."""
    if any(character.isalpha() for character in value):
        return value
    digits = [character for character in value if character.isdigit()]
    if len(digits) < 3:
        return value
    if value.startswith("+1") and len(digits) == 11:
        digits = digits[1:]
    ends = {10: (3, 6, 10), 11: (1, 4, 7, 11), 6: (3, 6)}.get(len(digits), (len(digits),))
    starts = (0, *ends[:-1])
    return ", ".join(" ".join(digits[start:end]) for start, end in zip(starts, ends, strict=True))
