"""Which topic a message asks about, by the examples staff gave of each: a linear model over its words and what they mean.

A pattern (see questions.py) needs its very words; this has the say where none fits. Nothing here knows any word: features are
numbered by a hash, so what it holds are weights alone, read where they lie on the disk.
"""

from __future__ import annotations

import math
import zlib
from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from app.understanding import concepts
from app.understanding.meaning import CRISIS
from app.understanding.vectors import Embeddings, Floats

NONE = "none"
"""Stands among the topics for what asks about none of them."""
WORDS, OTHERS = 1 << 14, 1 << 13
"""Numbers for words and pairs of words, and after them for beginnings and concepts."""
BESIDE = 0.5
"""What one of the others counts beside a word."""
MEANT = 1.5
"""How much what the words mean counts beside the words themselves."""
_BEGINNINGS = (4, 6)
_UNLIKE = 1.5
"""How much more a rare word says where the message lies."""
_LONGEST = 90
"""Words up to which a message asks one thing; a long story comes near to everything."""
_FEWEST = 2
"""Words under which a message is a hello, a thanks or an answer to something else."""
LARGEST = 127


class StoredTopics(msgspec.Struct, frozen=True):
    """Weights of features and directions by topic, the last column for none; whole numbers, each column by its own scale."""

    names: list[str]
    counts: bytes
    """How much each feature counts: the more the seldomer it is."""
    weights: memoryview
    scale: bytes
    bias: bytes
    lying: bytes
    sharpness: float


class Likely(msgspec.Struct, frozen=True):
    """A topic and the chance that it is asked about."""

    topic: str
    chance: float
    share: float = 0.0
    """The chance among the topics alone, if any is asked about."""


def said(tokens: Sequence[str]) -> list[str]:
    """The single words of a message."""
    return [word for token in tokens for word in token.split("_") if word]


def numbered(words: Sequence[str], tokens: Sequence[str]) -> list[int]:
    """The features of a message by number, those of its words first and in their order."""
    hashed = zlib.crc32
    found = [hashed(word.encode()) % WORDS for word in words]
    found += [hashed(f"{one} {next_}".encode()) % WORDS for one, next_ in pairwise(words)]
    others = [f"#{word[:size]}" for word in words for size in _BEGINNINGS if len(word) > size]
    others += [name for name in concepts.features(list(tokens)) if not name.startswith(("@life", "@ours"))]
    return found + [WORDS + hashed(name.encode()) % OTHERS for name in others]


def direction(words: list[str], counts: Floats, points: Embeddings) -> Floats:
    """Where a message lies: the middle of its words, the rare ones foremost, at one length."""
    middle = (counts**_UNLIKE) @ points.directions(words)
    return np.asarray(middle * (MEANT / (float(np.linalg.norm(middle)) + 1e-6)), dtype=np.float32)


class TopicModel:
    """The chance of every topic; built from what the trainer stored, and from where words lie."""

    def __init__(self, kept: StoredTopics, points: Embeddings) -> None:
        self.names = tuple(kept.names)
        self._points = points
        columns = len(kept.names) + 1
        self._counts = np.frombuffer(kept.counts, dtype=np.float16)
        self._weights: npt.NDArray[np.int8] = np.frombuffer(kept.weights, dtype=np.int8).reshape(-1, columns)
        self._scale = np.frombuffer(kept.scale, dtype=np.float32)
        self._bias = np.frombuffer(kept.bias, dtype=np.float32)
        self._lying = np.frombuffer(kept.lying, dtype=np.float16).astype(np.float32).reshape(-1, columns)
        self._sharpness = kept.sharpness
        self._crisis = self.names.index(CRISIS) if CRISIS in self.names else -1

    def chances(self, tokens: Sequence[str]) -> Floats | None:
        """The chance of every topic by its place among the names, the last one that of none; None for too few or many words."""
        words = said(tokens)
        if not _FEWEST <= len(words) <= _LONGEST:
            return None
        rows = numbered(words, tokens)
        counts = self._counts[rows].astype(np.float32)
        summed = self._weights.take(rows, axis=0).sum(axis=0, dtype=np.int32)
        scores = summed * (self._scale / math.sqrt(float(counts @ counts) + 1e-6)) + self._bias
        scores += direction(words, counts[: len(words)], self._points) @ self._lying
        scores = np.exp(self._sharpness * (scores - scores.max()))
        return np.asarray(scores / scores.sum(), dtype=np.float32)

    def likely(self, tokens: Sequence[str]) -> tuple[Likely, ...]:
        """The topics that are likeliest asked about, the likeliest first; a wish to die is none of them."""
        return self.weighed(tokens)[0]

    def weighed(self, tokens: Sequence[str], *, most: int = 3) -> tuple[tuple[Likely, ...], float | None]:
        """The same, and the chance that this tells of a wish to die and asks about nothing; None where that cannot be told."""
        chances = self.chances(tokens)
        if chances is None:
            return (), None
        some = 1.0 - float(chances[-1]) + 1e-9
        crisis = float(chances[self._crisis]) if self._crisis >= 0 else None
        if crisis is not None:
            some -= crisis
            chances[self._crisis] = 0.0
        best = np.argsort(-chances[:-1], kind="stable")[:most].tolist()
        found = (Likely(self.names[at], float(chances[at]), float(chances[at]) / max(some, 1e-9)) for at in best)
        return tuple(found), crisis
