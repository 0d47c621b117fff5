"""The examples most like a message: what the linear model averages away, a near twin still tells."""

import msgspec
import numpy as np
import numpy.typing as npt

NEIGHBOURS = 8
POWER = 4  # likeness counts to this power: one near twin outweighs many vague cousins
_FLOOR = 0.2  # likeness below this is none


class StoredExamples(msgspec.Struct):
    """Postings per feature: which examples have it, and how much it counts there; features by number."""

    starts: bytes
    examples: bytes
    weights: bytes
    intents: bytes
    importance: bytes


class Examples:
    """Staff's examples as an index; holds their numbers and intents, not their words."""

    def __init__(self, kept: StoredExamples) -> None:
        starts = np.frombuffer(kept.starts, dtype=np.int32)
        examples = np.frombuffer(kept.examples, dtype=np.int32)
        weights = np.frombuffer(kept.weights, dtype=np.float16).astype(np.float32)
        self._intents: npt.NDArray[np.int8] = np.frombuffer(kept.intents, dtype=np.int8)
        importance: list[float] = np.frombuffer(kept.importance, dtype=np.float32).tolist()
        # Per feature: the examples that have it, and what it adds to their likeness when a message has it too.
        self._postings: list[tuple[float, npt.NDArray[np.int32], npt.NDArray[np.float32]] | None] = [
            (
                weight * weight,
                examples[starts[at] : starts[at + 1]],
                weights[starts[at] : starts[at + 1]] * np.float32(weight),
            )
            if weight
            else None
            for at, weight in enumerate(importance)
        ]

    def shares(self, features: list[int], *, columns: int) -> tuple[list[float], float]:
        """Each intent's share among the nearest examples, and the likeness of the very nearest (0 to 1)."""
        held = [posting for posting in map(self._postings.__getitem__, set(features)) if posting is not None]
        if not held:
            return [0.0] * columns, 0.0
        sizes, rows, parts = zip(*held, strict=True)
        sums = np.bincount(np.concatenate(rows), weights=np.concatenate(parts), minlength=len(self._intents))
        likeness = sums / sum(sizes) ** 0.5
        near = np.flatnonzero(likeness > _FLOOR)
        if near.size > NEIGHBOURS:
            near = near[np.argpartition(likeness[near], -NEIGHBOURS)[-NEIGHBOURS:]]
        if not near.size:
            return [0.0] * columns, 0.0
        counted = likeness[near] ** POWER
        totals = np.bincount(self._intents[near], weights=counted, minlength=columns)
        shares: list[float] = (totals / counted.sum()).tolist()
        return shares, float(likeness[near].max())
