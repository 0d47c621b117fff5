"""The examples most like a message: what the linear model averages away, a near twin still tells."""

import math

import msgspec
import numpy as np
import numpy.typing as npt

NEIGHBOURS = 8
POWER = 4  # likeness counts to this power: one near twin outweighs many vague cousins
WHOLE = 65535
_FLOOR = 0.2  # likeness below this is none


class StoredExamples(msgspec.Struct):
    """Postings per feature: which examples have it, and how much it counts there; features by number."""

    starts: bytes
    examples: bytes
    weights: bytes  # whole numbers up to WHOLE, which are read several times as fast as half-precision ones
    intents: bytes
    importance: bytes


class Examples:
    """Staff's examples as an index; holds their numbers and intents, not their words."""

    def __init__(self, kept: StoredExamples) -> None:
        self._starts: npt.NDArray[np.int32] = np.frombuffer(kept.starts, dtype=np.int32)
        self._examples: npt.NDArray[np.int32] = np.frombuffer(kept.examples, dtype=np.int32)
        self._weights: npt.NDArray[np.uint16] = np.frombuffer(kept.weights, dtype=np.uint16)
        self._intents: npt.NDArray[np.int8] = np.frombuffer(kept.intents, dtype=np.int8)
        self._importance: npt.NDArray[np.float32] = np.frombuffer(kept.importance, dtype=np.float32)

    def shares(self, features: list[int], *, columns: int) -> tuple[list[float], float]:
        """Each intent's share among the nearest examples, and the likeness of the very nearest (0 to 1)."""
        held = np.array(sorted(set(features)), dtype=np.int64)
        importance = self._importance[held]
        counting = importance > 0.0
        held, importance = held[counting], importance[counting]
        if not held.size:
            return [0.0] * columns, 0.0
        first, last = self._starts[held], self._starts[held + 1]
        spans = [slice(start, end) for start, end in zip(first.tolist(), last.tolist(), strict=True)]
        rows = np.concatenate([self._examples[span] for span in spans])
        parts = np.concatenate([self._weights[span] for span in spans]) * np.repeat(importance, last - first)
        sums = np.bincount(rows, weights=parts, minlength=len(self._intents))
        same = WHOLE * math.sqrt(float(importance @ importance))
        near = np.flatnonzero(sums > _FLOOR * same)
        if not near.size:
            return [0.0] * columns, 0.0
        likeness = sums[near] / same
        if near.size > NEIGHBOURS:
            nearest = np.argpartition(likeness, -NEIGHBOURS)[-NEIGHBOURS:]
            near, likeness = near[nearest], likeness[nearest]
        counted = likeness**POWER
        totals = np.bincount(self._intents[near], weights=counted, minlength=columns)
        shares: list[float] = (totals / counted.sum()).tolist()
        return shares, float(likeness.max())
