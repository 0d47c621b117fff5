"""Trains the small network that reads a message by what its words mean (see app/understanding/vectors.py)."""

from __future__ import annotations

import warnings
from collections import Counter
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from app.understanding.features import Read
from app.understanding.vectors import Embeddings, Floats, StoredVectors, centred, sign_strengths, signs_of

FILE = Path(__file__).with_name("word_vectors.bin")
RARE = 0.001  # a word of this share of all words counts half (Arora, Liang and Ma 2017)
_UNIT = 127  # points are kept as whole numbers up to this
HIDDEN = 128
ROUNDS = 10
SMOOTH = 0.003  # weight decay; 0.001 to 0.03 score the same
_NEVER = -20.0  # the score of an intent without examples


class WordTable(msgspec.Struct, frozen=True):
    """The shipped table: words in order, and a row of whole numbers for each."""

    words: str
    points: bytes


def table() -> WordTable:
    """The shipped table of words."""
    return msgspec.msgpack.decode(FILE.read_bytes(), type=WordTable)


def trained(messages: list[Read], labels: npt.NDArray[np.int64], *, intents: int) -> StoredVectors | None:
    """The network for these messages and their intents by number, None when none of their words is in the table."""
    kept = table()
    listed = kept.words.split(" ")
    counts = _counts(listed, messages)
    lying = np.frombuffer(kept.points, dtype=np.int8).reshape(len(listed), -1)
    points = Embeddings(listed, lying, counts.astype(np.float32))
    summaries = [points.summary(message.tokens) for message in messages]
    read = [at for at, summary in enumerate(summaries) if summary is not None]
    if not read:
        return None
    rows = np.array([summaries[at] for at in read], dtype=np.float32)
    middle: Floats = rows.mean(axis=0)
    found = [signs_of(messages[at]) for at in read]
    known = sorted(set().union(*found))
    signs = np.array([sign_strengths(here, known) for here in found], dtype=np.float32)
    seen = np.hstack([np.array([centred(row, middle) for row in rows]), signs])
    return StoredVectors(
        words=kept.words,
        points=memoryview(kept.points),
        counts=counts.tobytes(),
        signs=known,
        middle=middle.tobytes(),
        layers=_layers(seen, labels[read], intents=intents),
    )


def _layers(seen: Floats, labels: npt.NDArray[np.int64], *, intents: int) -> list[bytes]:
    """Weights and biases of both layers, a column for every intent."""
    from sklearn.exceptions import ConvergenceWarning
    from sklearn.neural_network import MLPClassifier

    learner = MLPClassifier(
        (HIDDEN,),
        alpha=SMOOTH,
        max_iter=ROUNDS,
        random_state=0,
        batch_size=min(128, len(seen)),
        learning_rate_init=0.002,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # it ends after ROUNDS on purpose
        learner.fit(seen, labels)
    last, last_bias = learner.coefs_[1], learner.intercepts_[1]
    if len(learner.classes_) == 2:  # one column then, for the second of the two
        last, last_bias = np.hstack([np.zeros_like(last), last]), np.array([0.0, *last_bias])
    columns, bias = np.zeros((HIDDEN, intents)), np.full(intents, _NEVER)
    columns[:, learner.classes_], bias[learner.classes_] = last, last_bias
    layers = (learner.coefs_[0], learner.intercepts_[0], columns, bias)
    return [layer.astype(np.float16).tobytes() for layer in layers]


def _counts(listed: list[str], messages: list[Read]) -> npt.NDArray[np.float16]:
    """How much each word of the table counts: less the more often the examples use it."""
    used = Counter(part for message in messages for token in message.tokens for part in token.split("_"))
    total = sum(used.values())
    return np.array([RARE / (RARE + used[word] / total) / _UNIT for word in listed], dtype=np.float16)
