"""The linear model: one row of weights a feature, summed. Its bytes are made by the trainer and cached by content."""

import math
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from app.understanding.features import Read, names, unknown_word
from app.understanding.meaning import EMERGENCIES
from app.understanding.nearest import Examples, StoredExamples
from app.understanding.topic_model import StoredTopics, TopicModel
from app.understanding.vectors import StoredVectors, Vectors

FORM = "11"  # changes whenever features or bytes change, so that an old cache is never read
_LARGEST = 32767
_NEAR_TRUST = 0.35  # the nearest examples' share of the say
_NEAR_ENOUGH = 0.5  # likeness from which they have all of it
_MEANT = 0.25  # the words' meanings' share of the say, but about emergencies
_SURE = 0.9  # from here on, and below the next, the words' meanings could turn nothing any more, and are not asked
_NO_EMERGENCY = 0.02
# How much each voice counts for an emergency: the column of its own, the intents, the nearest examples, the words' meanings.
# Fitted (logistic regression) on held-back messages and everyday chat; what came out is a chance as it is met.
_BY_ALARM, _BY_INTENTS, _BY_NEAR, _BY_MEANING, _FROM = 1.6, 0.4, 2.0, 0.28, -0.66
_CERTAIN = 0.0001  # no voice alone is surer than this


class _Stored(msgspec.Struct, frozen=True):
    form: str
    intents: list[str]
    features: list[str]
    weights: bytes  # whole numbers: numpy sums them several times as fast as half-precision ones
    scale: list[float]  # what one is worth, by column
    bias: list[float]
    sharpness: float
    towns: list[str]
    common: list[str]
    examples: StoredExamples
    vectors: StoredVectors | None
    topics: StoredTopics | None


class IntentModel:
    """Scores of a message for every intent; built from bytes, needs numpy only."""

    def __init__(self, stored: bytes | memoryview) -> None:
        kept = msgspec.msgpack.decode(stored, type=_Stored)
        if kept.form != FORM:
            raise ValueError("The stored model has another form: train again.")
        columns = len(kept.intents) + 1  # the last one: any emergency against everything else
        self.intents = tuple(kept.intents)
        self._weights: npt.NDArray[np.int16] = np.frombuffer(kept.weights, dtype=np.int16).reshape(-1, columns)
        self._scale = np.array(kept.scale, dtype=np.float32)
        self._bias = np.array(kept.bias, dtype=np.float32)
        self._rows = {name: row for row, name in enumerate(kept.features)}
        self.towns = frozenset(kept.towns)
        self.common = frozenset(kept.common)
        self._sharpness = kept.sharpness
        self._nearest = Examples(kept.examples)
        self._vectors = Vectors(kept.vectors) if kept.vectors is not None else None
        points = self._vectors.points if self._vectors is not None else None
        self.topics = TopicModel(kept.topics, points) if kept.topics is not None and points is not None else None
        """What messages ask about; None where it was taught no questions."""
        self._emergencies = [at for at, intent in enumerate(kept.intents) if intent in EMERGENCIES]
        self.words = frozenset(name for name in kept.features if name[0] not in "#~+-=?@" and " " not in name)

    def chances(self, message: Read) -> tuple[dict[str, float], float]:
        """The chance of every intent (they sum to one), and the chance that it is any emergency at all."""
        listed, others = names(message)
        get = self._rows.get
        rows: list[int] = []
        whole: list[int] = []
        for word in listed:
            row = get(word)
            if row is None:
                rows.extend([row for row in map(get, unknown_word(word)) if row is not None])
            else:
                whole.append(row)
        whole.extend([row for row in map(get, others) if row is not None])
        rows += whole
        scores = self._bias.copy()
        if rows:
            summed = self._weights.take(rows, axis=0).sum(axis=0, dtype=np.int32)
            scores += summed * self._scale / math.sqrt(len(listed) + 1.0)
        alarm = float(scores[-1])
        scores = np.exp(self._sharpness * (scores[:-1] - scores[:-1].max()))
        linear: list[float] = (scores / scores.sum()).tolist()
        near, likeness = self._nearest.shares(whole, columns=len(self.intents))
        known = min(1.0, likeness / _NEAR_ENOUGH)
        confidence = _NEAR_TRUST * known
        mixed = [(1.0 - confidence) * own + confidence * share for own, share in zip(linear, near, strict=True)]
        by_intents = self._urgent(linear)
        told = _FROM + _BY_ALARM * alarm + _BY_INTENTS * _logit(by_intents) + _BY_NEAR * known * self._urgent(near)
        urgent = _chance(told + _BY_MEANING * _logit(by_intents))
        sure = max(mixed) > _SURE and not _NO_EMERGENCY < urgent < _SURE
        meant = self._vectors.chances(message) if self._vectors is not None and not sure else None
        if self._vectors is not None and meant is not None:
            confidence = self._vectors.confidence(message)
            urgent = _chance(told + _BY_MEANING * confidence * _logit(self._urgent(meant)))
            mixed = [own + confidence * _MEANT * (share - own) for own, share in zip(mixed, meant, strict=True)]
        return dict(zip(self.intents, mixed, strict=True)), urgent

    def _urgent(self, shares: Sequence[float]) -> float:
        return sum([shares[at] for at in self._emergencies])


def _logit(chance: float) -> float:
    held = min(max(chance, _CERTAIN), 1.0 - _CERTAIN)
    return math.log(held / (1.0 - held))


def _chance(logit: float) -> float:
    return 1.0 / (1.0 + math.exp(-logit))


def stored(
    intents: list[str],
    *,
    features: list[str],
    weights: npt.NDArray[np.float64],
    bias: list[float],
    sharpness: float,
    towns: list[str],
    common: list[str],
    examples: StoredExamples,
    vectors: StoredVectors | None,
    topics: StoredTopics | None,
) -> bytes:
    """The bytes an IntentModel is built from. A known word's row already holds the sum of its pieces."""
    scale = np.maximum(np.abs(weights).max(axis=0), 1e-12) / _LARGEST
    return msgspec.msgpack.encode(
        _Stored(
            form=FORM,
            intents=intents,
            features=features,
            weights=np.rint(weights / scale).astype(np.int16).tobytes(),
            scale=scale.tolist(),
            bias=bias,
            sharpness=sharpness,
            towns=towns,
            common=common,
            examples=examples,
            vectors=vectors,
            topics=topics,
        )
    )
