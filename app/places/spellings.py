"""Which listed name a misspelled one stands for: names in drawers by their first letters, so that few are compared."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping

_ALIKE = 86.0
_FIRST_LETTER_WRONG = 92.0
"""A name that begins with another letter has to be this much alike."""
_SHORTEST = 5
_LOOKED_AT = 6


class Spellings:
    """Names that may be meant by words spelled almost like them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[tuple[str, int], list[str]] = defaultdict(list)
        self._by_second: dict[tuple[str, int], list[str]] = defaultdict(list)
        longest = 0
        for name in names:
            self._by_first[name[:1], len(name)].append(name)
            self._by_second[name[1:2], len(name)].append(name)
            longest = max(longest, len(name))
        self._longest = longest

    def alike(self, text: str, weight: Callable[[str], float]) -> str:
        """The name that this is a misspelling of; empty when none is close. Of names as close the weightiest is meant."""
        if len(text) < _SHORTEST:
            return ""
        found = _closest(text, self._drawers(text, _ALIKE, ((self._by_first, 0),)), _ALIKE)
        if not found:
            # The first letter is another: mistyped, left out, or typed in front by mistake.
            others = ((self._by_second, 1), (self._by_first, 1), (self._by_second, 0))
            found = _closest(text, self._drawers(text, _FIRST_LETTER_WRONG, others), _FIRST_LETTER_WRONG)
        if not found:
            return ""
        best = [name for name, score in found if score >= found[0][1] - 0.01]
        return min(best, key=lambda name: (-weight(name), name))

    def _drawers(
        self, text: str, alike: float, keys: tuple[tuple[Mapping[tuple[str, int], list[str]], int], ...]
    ) -> Iterator[list[str]]:
        """The drawers of names that are not too short or too long to be so much alike."""
        most = (200 - alike) / alike
        for length in range(math.ceil(len(text) / most), min(int(len(text) * most), self._longest) + 1):
            for drawers, at in keys:
                names = drawers.get((text[at], length))
                if names:
                    yield names


def _closest(text: str, drawers: Iterable[list[str]], alike: float) -> list[tuple[str, float]]:
    """The names of these drawers that are most alike, the closest first."""
    from rapidfuzz import fuzz, process  # where somebody misspells: a process that only sends never does

    found = [
        (name, score)
        for names in drawers
        for name, score, _ in process.extract(text, names, scorer=fuzz.ratio, limit=_LOOKED_AT, score_cutoff=alike)
    ]
    return sorted(set(found), key=lambda one: (-one[1], one[0]))[:_LOOKED_AT]
