"""Which listed questions a message comes near to, where none fits: words of like meaning count, and a part may be missing.

A pattern needs each of its parts; here a part may be met by a word that means nearly the same (`app.understanding.vectors`),
and what is missing only costs. How much a word counts is how seldom it is in everyday talk, so "the" and "today" lead nowhere.
What is near is never an answer, only an offer: the engine asks which of two or three was meant.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from app.understanding.questions import Pattern
from app.understanding.vectors import Embeddings, Floats

Whole = npt.NDArray[np.int64]
_OF_OURS, _OF_ANYTHING, _OF_A_PLACE = 0.58, 0.65, 0.72
BESIDE_A_TOPIC = 0.72
"""How near where a word of the message has a page of its own already."""
LEAST = {
    "unrelated": _OF_ANYTHING,
    "feedback": _OF_ANYTHING,
    "human": _OF_ANYTHING,
    "help_menu": _OF_ANYTHING,
    "safer_use_tip": _OF_OURS,
    "treatment": _OF_OURS,
    "drug_alert_report": _OF_A_PLACE,
    "naloxone_location": _OF_A_PLACE,
    "syringe_location": _OF_A_PLACE,
    "test_strips": _OF_A_PLACE,
    "testing_hiv_hcv": _OF_A_PLACE,
}
"""How near a question must come to be offered beside these meanings; beside any other, none is. Of 2,300 everyday lines 2 in 100 come as
near as 0.65 to some question (tests/understanding/test_near_questions.py)."""
_TO_THE_NEAREST = 0.1
"""How much farther than the nearest another may be."""
_ALIKE = 0.55
"""Words less alike than this mean different things."""
_NOT_SAID = 0.9
"""What a word of like meaning is worth beside the very word."""
_SHORTEST = 3
"""Letters that a beginning such as `narc*` is looked up by."""
_LONGEST = 30
"""Words up to which a message asks one thing; a long story comes near to everything."""
_FEWEST = 3
"""Words under which a message is a hello, a thanks or an answer to something else."""
_EVERY = 4
"""Of so many everyday lines one is counted: enough to tell the common words, and done in a moment."""
_ODD = re.compile("[^a-z0-9\\n]+")
_UNKNOWN = 6.0
"""How much a word counts that everyday talk does not have and that has no meaning on our map: most are slang or a name."""


class Rarity:
    """How seldom a word stands in everyday talk."""

    def __init__(self, everyday: Sequence[str]) -> None:
        lines = _letters_only("\n".join(everyday[::_EVERY])).split("\n")
        seen = Counter(word for line in lines for word in set(line.split()))
        self._lines = len(lines) + 1
        self._seen = {word: times for word, times in seen.items() if times > 1}

    def of(self, word: str) -> float:
        """The logarithm of in how many lines it stands."""
        return math.log(self._lines / (self._seen.get(word, 0) + 1))


class NearQuestions:
    """The patterns of every language as flat rows, so that all are weighed at once."""

    def __init__(self, patterns: Sequence[Pattern], points: Embeddings, everyday: Sequence[str]) -> None:
        self._patterns, self._points = patterns, points
        self._rarity = Rarity(everyday)
        self._rows = _Rows(patterns, points, self._rarity) if patterns else None

    def find(self, tokens: list[str], *, least: float, most: int = 3) -> tuple[str, ...]:
        """The topics a message comes near to, nearest first."""
        said = [part for token in tokens for part in token.split("_") if part]
        if not _FEWEST <= len(said) <= _LONGEST or self._rows is None:
            return ()
        rows = self._rows
        counts = np.array([self._counts(word) for word in said], dtype=np.float32)
        scores = rows.scores(rows.likeness(said, self._points), counts)
        best: dict[str, float] = {}
        for at in np.flatnonzero(scores >= least).tolist():
            topic = self._patterns[at].topic
            best[topic] = max(best.get(topic, 0.0), float(scores[at]))
        enough = max(best.values(), default=0.0) - _TO_THE_NEAREST
        found = sorted((topic for topic in best if best[topic] >= enough), key=lambda topic: (-best[topic], topic))
        return tuple(found[:most])

    def _counts(self, word: str) -> float:
        rarity = self._rarity.of(word)
        return rarity if self._points.holds(word) else min(rarity, _UNKNOWN)


class _Rows:
    """Words, alternatives and parts in one row each, with where the next of them begins."""

    def __init__(self, patterns: Sequence[Pattern], points: Embeddings, rarity: Rarity) -> None:
        words = sorted({w for p in patterns for part in p.needed for said in part for w in said})
        self._at = {word: row for row, word in enumerate(words)}
        bare = [word.removesuffix("*") for word in words]
        self._begun = {word.removesuffix("*"): row for word, row in self._at.items() if word.endswith("*")}
        self._lying = points.directions(bare)
        counts = np.array([rarity.of(word) for word in bare], dtype=np.float32)
        flat: list[int] = []
        alternatives: list[int] = []
        parts: list[int] = []
        whole: list[int] = []
        for pattern in patterns:
            whole.append(len(parts))
            for part in pattern.needed:
                parts.append(len(alternatives))
                for said in part:
                    alternatives.append(len(flat))
                    flat.extend(self._at[word] for word in said)
        self._flat: Whole = np.array(flat, dtype=np.int64)
        self._alternatives: Whole = np.array(alternatives, dtype=np.int64)
        self._parts: Whole = np.array(parts, dtype=np.int64)
        self._whole: Whole = np.array(whole, dtype=np.int64)
        self._weight = np.maximum.reduceat(counts[self._flat], self._alternatives)
        sizes = np.diff([*parts, len(alternatives)])
        self._usual = np.add.reduceat(self._weight, self._parts) / sizes
        self._part_of = np.repeat(np.arange(len(parts)), sizes)

    def likeness(self, said: list[str], points: Embeddings) -> Floats:
        """For each listed word, how like it each word of the message is."""
        alike = self._lying @ points.directions(said).T
        alike = np.where(alike > _ALIKE, alike * _NOT_SAID, 0.0).astype(np.float32)
        for column, word in enumerate(said):
            if (row := self._at.get(word)) is not None:
                alike[row, column] = 1.0
            for letters in range(_SHORTEST, len(word) + 1):
                if (row := self._begun.get(word[:letters])) is not None:
                    alike[row, column] = 1.0
        return alike

    def scores(self, alike: Floats, counts: Floats) -> Floats:
        """For each pattern, the mean of how much of it is said and how much of the message it explains."""
        met = np.minimum.reduceat(alike.max(axis=1)[self._flat], self._alternatives)
        by = np.bitwise_or.reduceat((np.int64(1) << alike.argmax(axis=1))[self._flat], self._alternatives)
        worth = met * self._weight
        best = np.maximum.reduceat(worth, self._parts)
        chosen = (worth >= best[self._part_of]) & (worth > 0)
        said = np.bitwise_or.reduceat(np.where(chosen, by, 0), self._parts)
        weight = np.maximum.reduceat(np.where(chosen, self._weight, 0.0), self._parts)
        weight = np.where(best > 0, weight, self._usual)
        told = np.add.reduceat(best, self._whole) / np.maximum(np.add.reduceat(weight, self._whole), 1e-6)
        held = np.bitwise_or.reduceat(said, self._whole)
        bits = (held[:, None] >> np.arange(len(counts))) & 1
        explained = (bits @ counts) / max(float(counts.sum()), 1e-6)
        return np.asarray((told + explained) / 2, dtype=np.float32)


def _letters_only(text: str) -> str:
    """Lower case, no accents, nothing but letters, digits and the ends of lines."""
    folded = unicodedata.normalize("NFKD", text.lower().replace("'", "").replace("’", ""))
    return _ODD.sub(" ", folded.encode("ascii", "ignore").decode("ascii"))
