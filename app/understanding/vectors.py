"""Words as points: words of like meaning lie close, in both languages. What no example says, a neighbour of it may.

The points were made once (see docs/understanding.md). The trainer puts them into the model with a small network that reads a
message by the sum, the highest and the lowest of its words, and by its signs.
"""

import math

import msgspec
import numpy as np
import numpy.typing as npt

from app.understanding.features import Read

_EDGE = 48  # so many directions, the widest first, are read by their highest and lowest too
_LOUD = 2.0  # a sign counts as much as a long way in several directions
_SHORT = 3  # words of a message that may be a bare answer

Floats = npt.NDArray[np.float32]


class StoredVectors(msgspec.Struct, frozen=True):
    """Words, their points (whole numbers), how much each counts, the signs known, and the network's weights."""

    words: str
    points: memoryview  # of the whole model: not copied
    counts: bytes
    signs: list[str]
    middle: bytes
    layers: list[bytes]


class Embeddings:
    """Where the words lie, and how much each counts: the rarer the more."""

    def __init__(self, words: list[str], points: npt.NDArray[np.int8], counts: Floats) -> None:
        self._rows = {word: row for row, word in enumerate(words)}
        self._points = points
        self._counts = counts[:, None]
        self.width = points.shape[1] + 2 * _EDGE

    def holds(self, word: str) -> bool:
        """Whether this word has a point."""
        return word in self._rows

    def directions(self, words: list[str]) -> Floats:
        """Where each word lies, at one length; nowhere for a word without a point."""
        rows = np.array([self._rows.get(word, -1) for word in words], dtype=np.int64)
        lying = self._points[rows].astype(np.float32)
        lying[rows < 0] = 0.0
        return np.asarray(lying / (np.linalg.norm(lying, axis=1, keepdims=True) + 1e-6), dtype=np.float32)

    def known(self, tokens: list[str]) -> float:
        """The share of the words that have a point."""
        return sum(token.partition("_")[0] in self._rows for token in tokens) / max(len(tokens), 1)

    def summary(self, tokens: list[str]) -> Floats | None:
        """The message's words in one row of numbers; None when no word of it is known."""
        get = self._rows.get
        rows = [row for token in tokens for part in token.split("_") if (row := get(part)) is not None]
        if not rows:
            return None
        lying = self._points[rows] * self._counts[rows]
        edge = lying[:, :_EDGE]
        return np.concatenate((lying.sum(axis=0) / math.sqrt(len(rows)), edge.max(axis=0), edge.min(axis=0)))


class Vectors:
    """The chance of every intent by what the words mean."""

    def __init__(self, kept: StoredVectors) -> None:
        words = kept.words.split(" ")
        counts = np.frombuffer(kept.counts, dtype=np.float16).astype(np.float32)
        self.points = Embeddings(words, np.frombuffer(kept.points, dtype=np.int8).reshape(len(words), -1), counts)
        self._middle = np.frombuffer(kept.middle, dtype=np.float32)
        first, self._first_bias, second, self._second_bias = (
            np.frombuffer(layer, dtype=np.float16).astype(np.float32) for layer in kept.layers
        )
        hidden = len(self._first_bias)
        first = first.reshape(-1, hidden)
        self._first, self._signs = first[: self.points.width], first[self.points.width :] * _LOUD
        self._second = second.reshape(hidden, -1)
        self._marks = {mark: at for at, mark in enumerate(kept.signs)}

    def confidence(self, message: Read) -> float:
        """How far the answer holds, 0 to 1: a message of names and slang nobody listed says little here."""
        return self.points.known(message.tokens) ** 2

    def chances(self, message: Read) -> list[float] | None:
        """The chance of every intent, or None when no word is known."""
        summary = self.points.summary(message.tokens)
        if summary is None:
            return None
        hidden = centred(summary, self._middle) @ self._first + self._first_bias
        rows = [at for mark in signs_of(message) if (at := self._marks.get(mark)) is not None]
        if rows:
            hidden += self._signs[rows].sum(axis=0)
        scores = np.maximum(hidden, 0.0) @ self._second + self._second_bias
        scores = np.exp(scores - scores.max())
        found: list[float] = (scores / scores.sum()).tolist()
        return found


def signs_of(message: Read) -> set[str]:
    """The message's signs and classes of words by name."""
    found = set(message.shape)
    found.update(f"+{name}" for name in message.strong)
    found.update(f"+{name}" for name in message.weak)
    found.update(f"-{name}" for name in message.against)
    if len(message.tokens) <= _SHORT:
        found.add("short")
    return found


def centred(summary: Floats, middle: Floats) -> Floats:
    """The summary seen from the middle of all examples, at one length for every message."""
    row = summary - middle
    size = math.sqrt(float(row @ row))
    return np.asarray(row * (math.sqrt(len(row)) / (size + 1e-6)), dtype=np.float32)


def sign_strengths(found: set[str], known: list[str]) -> list[float]:
    """One number for each known mark, as the network learns it."""
    return [_LOUD if mark in found else 0.0 for mark in known]
