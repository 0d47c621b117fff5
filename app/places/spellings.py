"""Which listed name a misspelled one stands for: names in drawers by their first letters, so that few are compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz, process

_ALIKE = 86.0
_FIRST_LETTER_WRONG = 92.0
"""A name that begins with another letter has to be this much alike."""
_SHORTEST = 5
_LOOKED_AT = 6


class Spellings:
    """Names that may be meant by words spelled almost like them."""

    def __init__(self, names: Iterable[str]) -> None:
        self._by_first: dict[str, list[str]] = defaultdict(list)
        self._by_second: dict[str, list[str]] = defaultdict(list)
        for name in names:
            self._by_first[name[:1]].append(name)
            self._by_second[name[1:2]].append(name)

    def alike(self, text: str, weight: Callable[[str], float]) -> str:
        """The name that this is a misspelling of; empty when none is close. Of names as close the weightiest is meant."""
        if len(text) < _SHORTEST:
            return ""
        found = process.extract(
            text, self._by_first.get(text[0], ()), scorer=fuzz.ratio, limit=_LOOKED_AT, score_cutoff=_ALIKE
        )
        found = found or process.extract(
            text, self._others(text), scorer=fuzz.ratio, limit=_LOOKED_AT, score_cutoff=_FIRST_LETTER_WRONG
        )
        if not found:
            return ""
        best = [name for name, score, _ in found if score >= found[0][1] - 0.01]
        return min(best, key=lambda name: (-weight(name), name))

    def _others(self, text: str) -> list[str]:
        """Names whose first letter is another: mistyped, left out, or typed in front by mistake."""
        return [*self._by_second.get(text[1], ()), *self._by_first.get(text[1], ()), *self._by_second.get(text[0], ())]
