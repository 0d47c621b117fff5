"""Which language a message is clearly in, learnt from staff's own examples: no list of words could keep up with them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping

from app.language.shipped import shipped

CLEAR = 1.0
"""How many times e more likely than in any other language the words must be."""
OTHERWISE = 4.5
"""The same, for leaving the language of the conversation: more than one word can say, whatever word it is."""
MOST = 4.0
"""What one known word may count at most; nobody's language hangs on a single slip."""
MOST_UNKNOWN = 2.0
"""What the letters of a word that no example has may count."""
_LETTERS = {language: frozenset(letters) for language, letters in shipped("letters").items()}
"""Letters and marks that only one language here is written with."""
_LETTERS_COUNT = 2.0
_NONE = frozenset[str]()
EITHER = frozenset({"no"})
"""Alone an answer in every language here, whatever the examples say of it."""
_SEEN = 0.3
"""Added to every count, so that a word one language has never used is unlikely there, not impossible."""


class Languages:
    """Tells languages apart by how often their examples use a word, or, where none does, by the word's letters."""

    def __init__(self, examples: Iterable[tuple[str, str]]) -> None:
        """From (language, message in plain form) of every example."""
        counts: dict[str, Counter[str]] = {}
        for language, message in examples:
            counts.setdefault(language, Counter()).update(message.split())
        self._names = tuple(counts)
        self._words = _likelihoods(counts, unseen=_SEEN, most=MOST)
        pieces: dict[str, Counter[str]] = {language: Counter() for language in counts}
        for word, chances in self._words.items():
            pieces[self._names[chances.index(max(chances))]].update(_pieces(word))
        self._pieces = _likelihoods(pieces, unseen=1.0, most=math.inf)

    def find(self, written: str, words: Iterable[str], *, hint: str = "") -> str | None:
        """The language of these words, or None; `hint` is the language the conversation is in, "" before it has one."""
        if len(self._names) < 2:
            return None
        totals = [0.0] * len(self._names)
        words = list(words)
        if written.isascii() and EITHER.issuperset(words):
            return None
        for word in words:
            for at, chance in enumerate(self._chances(word)):
                totals[at] += chance
        if not written.isascii():
            for at, name in enumerate(self._names):
                if not _LETTERS.get(name, _NONE).isdisjoint(written):
                    totals[at] += _LETTERS_COUNT
        second, best = sorted(totals)[-2:]
        found = self._names[totals.index(best)]
        return found if best - second >= (CLEAR if hint in ("", found) else OTHERWISE) else None

    def _chances(self, word: str) -> tuple[float, ...]:
        known = self._words.get(word)
        if known is not None or word.isdigit():
            return known or ()
        seen = [self._pieces[piece] for piece in _pieces(word) if piece in self._pieces]
        if not seen:
            return ()
        return _capped([sum(chances) / 2 for chances in zip(*seen, strict=True)], MOST_UNKNOWN)


def _pieces(word: str) -> list[str]:
    """Every three letters in a row, the word's beginning and end being letters too."""
    marked = f"^{word}$"
    return [marked[at : at + 3] for at in range(len(marked) - 2)]


def _likelihoods(counts: Mapping[str, Counter[str]], *, unseen: float, most: float) -> dict[str, tuple[float, ...]]:
    """Per word the logarithm of its share in each language, none more than `most` behind the likeliest."""
    totals = [max(1, counted.total()) for counted in counts.values()]
    return {
        word: _capped(
            [
                math.log((counted[word] + unseen) / total)
                for counted, total in zip(counts.values(), totals, strict=True)
            ],
            most,
        )
        for word in dict.fromkeys(word for counted in counts.values() for word in counted)
        if not word.isdigit()
    }


def _capped(chances: list[float], most: float) -> tuple[float, ...]:
    """The same chances beside the best of them, 0 for that one."""
    best = max(chances)
    return tuple(max(chance - best, -most) for chance in chances)
