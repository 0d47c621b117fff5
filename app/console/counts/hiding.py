"""Small numbers hidden, and as many others beside them as it takes that a total gives none away."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

SMALL = 10
"""A number from 1 to 9 is not shown."""


class HiddenColumn(msgspec.Struct, frozen=True):
    """One column as it may be shown: None where a number is hidden."""

    cells: dict[str, int | None]
    total: int | None


def hidden_beside(parts: Mapping[tuple[str, str], int]) -> HiddenColumn:
    """The same column by its second names, beside one by its first: all of it is hidden where any part of either is small.

    Two columns of the same things tell of each other: what one hides, the other and the total would give away.
    """
    second: dict[str, int] = {}
    for (_, name), count in parts.items():
        second[name] = second.get(name, 0) + count
    if any(0 < count < SMALL for count in parts.values()):
        return HiddenColumn(dict.fromkeys(second), None)
    return hidden(second)


def hidden(column: Mapping[str, int]) -> HiddenColumn:
    """This column as it may be shown with its total.

    What is hidden is never one number alone, and never fewer than ten together: the total then says neither which of
    them is how many nor that one of them is small. Where that cannot be, the total is hidden too.
    """
    shown: dict[str, int | None] = {name: None if 0 < count < SMALL else count for name, count in column.items()}
    total = sum(column.values())
    small = [name for name, count in shown.items() if count is None]
    if not small:
        return HiddenColumn(shown, total if not 0 < total < SMALL else None)
    rest = sorted((name for name, count in shown.items() if count), key=lambda name: (column[name], name))
    while rest and (len(small) < 2 or sum(column[name] for name in small) < SMALL):
        small.append(rest.pop(0))
        shown[small[-1]] = None
    enough = len(small) > 1 and sum(column[name] for name in small) >= SMALL
    return HiddenColumn(shown, total if enough else None)
