"""Trains the model from staff's examples, in a process of its own so that no web process imports scikit-learn.

`python -m app.release.train` reads the phrases (msgpack) on standard input and writes the model's bytes to standard output.
"""

from __future__ import annotations

import math
import sys
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING

import msgspec
import numpy as np
import numpy.typing as npt

from app.release import train_topics, train_vectors
from app.understanding import place_span
from app.understanding.features import Read, corrected, names, read, unknown_word, word_pieces
from app.understanding.meaning import EMERGENCIES, INTENTS, PLACED, Phrases
from app.understanding.model import stored
from app.understanding.nearest import WHOLE, StoredExamples
from app.understanding.normalise import plain, words
from app.understanding.spelling import known_words, typo_table
from app.understanding.topic_model import StoredTopics
from app.understanding.typing_mistakes import RIGHT
from app.understanding.vectors import StoredVectors

if TYPE_CHECKING:
    from scipy import sparse

REGULARISATION = 0.1  # C of the linear SVM; 0.03 to 0.3 score the same on the development set
COMMONEST = 0.015  # a feature of more examples than this tells no two of them apart
TOLERANCE = 0.05  # twenty times faster than the usual 0.0001, and the same answers
ALARM_REGULARISATION = 0.05
ALARM_WEIGHT = 2.0  # an emergency missed costs more than one imagined
EVERYDAY_WEIGHT = 0.25
SHORT_ENOUGH = 7  # words: a longer everyday line is near to nothing else, and costs an index more
SHARPNESS = 4.0  # margins to chances: the value at which a chance of 0.5 is right about half the time

Example = tuple[str, str]
Document = tuple[list[str], list[str]]


def train(phrases: Mapping[str, Phrases], *, towns: list[str]) -> bytes:
    """The bytes of a model trained on every example, word and phrase; the same bytes for the same phrases."""
    return _trained(phrases, towns=lambda: towns)


def _trained(
    phrases: Mapping[str, Phrases], *, towns: Callable[[], list[str]], beside: Executor | None = None
) -> bytes:
    """As train; the towns are asked for last and the network and the alarm are trained `beside`, so that all are made meanwhile."""
    from scipy import sparse
    from sklearn.svm import LinearSVC

    listed = _examples(phrases)
    examples = [*listed, *_everyday(phrases)]
    known = frozenset(
        known_words() | RIGHT | corrected({word for _, text in examples for word in words(plain(text).text)})
    )
    typos = typo_table(RIGHT)
    reads = [read(plain(text).text, typos, known) for _, text in examples]
    real = [names(message) for message in reads]
    varied = [names(read(plain(_mistyped(text)).text, typos, known)) for _, text in listed]
    seen = Counter(word for listed, _ in real for word in set(listed))
    rows = _features(real, varied)
    matrix = sparse.vstack(
        [_matrix(real, rows, often=seen, least=1), _matrix(varied, rows, often=seen, least=3)], format="csr"
    )
    intents = [intent for intent in INTENTS if any(intent == labelled for labelled, _ in examples)]
    taught = np.array([intents.index(intent) for intent, _ in examples])
    labels = np.concatenate([taught, taught[: len(listed)]])
    first = beside.submit(_topics, phrases, typos, known, 0) if beside is not None else None
    network = beside.submit(_network, reads, taught, len(intents)) if beside is not None else None
    urgent = np.array([intents[label] in EMERGENCIES for label in labels])
    heard = beside.submit(_alarm, matrix, urgent) if beside is not None else None
    learner = LinearSVC(C=REGULARISATION, random_state=0, tol=TOLERANCE)
    learner.fit(matrix, labels, sample_weight=_weights(labels) * _background(len(listed), len(examples)))
    rest = [_topics(phrases, typos, known, part) for part in range(0 if first is None else 1, train_topics.PARTS)]
    alarm, alarm_bias = heard.result() if heard is not None else _alarm(matrix, urgent)
    weights = np.vstack([learner.coef_, alarm]).T
    near = [at for at, message in enumerate(reads) if at < len(listed) or len(message.tokens) <= SHORT_ENOUGH]
    known_towns = towns()
    bias = [*learner.intercept_.tolist(), alarm_bias]
    return stored(
        intents,
        features=list(rows),
        weights=_summed(weights, rows),
        bias=bias,
        sharpness=SHARPNESS,
        towns=known_towns,
        common=_common(listed, frozenset(known_towns)),
        examples=_index([real[at] for at in near], rows, labels=taught[near]),
        vectors=_vectors(network.result() if network is not None else _network(reads, taught, len(intents))),
        topics=_asked([first.result(), *rest] if first is not None else rest),
    )


def _topics(phrases: Mapping[str, Phrases], typos: Mapping[str, str], known: frozenset[str], part: int) -> bytes:
    """What was learnt of some of the questions as bytes, which may come from another process."""
    return msgspec.msgpack.encode(
        train_topics.part_of(phrases, lambda text: read(plain(text).text, typos, known), part)
    )


def _asked(parts: list[bytes]) -> StoredTopics | None:
    return train_topics.together([msgspec.msgpack.decode(part, type=StoredTopics | None) for part in parts])


def _network(reads: list[Read], labels: npt.NDArray[np.int64], intents: int) -> bytes:
    """The network of words' meanings as bytes, which may come from another process."""
    return msgspec.msgpack.encode(train_vectors.trained(reads, labels, intents=intents))


def _vectors(network: bytes) -> StoredVectors | None:
    return msgspec.msgpack.decode(network, type=StoredVectors | None)


def _alarm(matrix: sparse.csr_matrix, urgent: npt.NDArray[np.bool_]) -> tuple[npt.NDArray[np.float64], float]:
    """Weights and bias of any emergency against the rest: the mean of two learners that see the features scaled.

    One by how rare a feature is, one by how differently emergencies and the rest use it (Wang and Manning 2012): together they
    miss a fifth fewer than one that sees them plain. Scales fold into the weights, so it is still one column.
    """
    from scipy import sparse
    from sklearn.svm import LinearSVC

    found = np.zeros(matrix.shape[1])
    bias = 0.0
    for scale in (_rarity(matrix), _contrast(matrix, urgent)):
        learner = LinearSVC(C=ALARM_REGULARISATION, random_state=0, tol=TOLERANCE)
        scaled = (matrix @ sparse.diags(scale)).tocsr()
        learner.fit(scaled, urgent, sample_weight=np.where(urgent, ALARM_WEIGHT, 1.0))
        found += learner.coef_[0] * scale / 2
        bias += float(learner.intercept_[0]) / 2
    return found, bias


def _rarity(matrix: sparse.csr_matrix) -> npt.NDArray[np.float64]:
    """About one for a feature of a hundred messages, less for a common one."""
    held = np.bincount(matrix.indices, minlength=matrix.shape[1])
    return np.asarray(np.log(matrix.shape[0] / (held + 1.0)) / 4, dtype=np.float64)


def _contrast(matrix: sparse.csr_matrix, urgent: npt.NDArray[np.bool_]) -> npt.NDArray[np.float64]:
    """How much more a feature is used in emergencies than elsewhere, or less: between a third and three."""
    counts = np.diff(matrix.indptr)
    from_urgent = np.repeat(urgent, counts)
    size = matrix.shape[1]
    here = np.bincount(matrix.indices[from_urgent], minlength=size) + 1.0
    there = np.bincount(matrix.indices[~from_urgent], minlength=size) + 1.0
    ratio = np.abs(np.log((here / here.sum()) / (there / there.sum())))
    return np.asarray(np.clip(ratio / ratio.mean(), 0.3, 3.0), dtype=np.float64)


def _examples(phrases: Mapping[str, Phrases]) -> list[Example]:
    return [
        (intent, message)
        for owned in phrases.values()
        for kind in (owned.words, owned.phrases, owned.examples)
        for intent, messages in kind.items()
        if intent in INTENTS
        for message in messages
    ]


def _everyday(phrases: Mapping[str, Phrases]) -> list[Example]:
    """Everyday lines as examples of what is none of ours: they are learnt from, and never looked up."""
    return [("unrelated", line) for owned in phrases.values() for line in owned.everyday]


def _mistyped(text: str) -> str:
    """The message with one letter of one long word dropped, doubled or swapped: chosen by the text itself, never by chance."""
    seed = zlib.crc32(text.encode("utf-8", "ignore"))
    parts = text.split(" ")
    long = [at for at, part in enumerate(parts) if len(part) >= 4 and part.isalpha()]
    if not long:
        return text
    at = long[seed % len(long)]
    word = parts[at]
    spot = 1 + (seed >> 8) % (len(word) - 2)
    changes = (
        word[:spot] + word[spot + 1 :],
        word[:spot] + word[spot] + word[spot:],
        word[:spot] + word[spot + 1] + word[spot] + word[spot + 2 :],
    )
    parts[at] = changes[(seed >> 16) % 3]
    return " ".join(parts)


def _features(
    real: list[tuple[list[str], list[str]]], all_documents: list[tuple[list[str], list[str]]]
) -> dict[str, int]:
    """Feature -> row: words of the real examples, and whatever else occurs three times, mistyped copies counted."""
    counted: Counter[str] = Counter()
    for listed, others in all_documents:
        counted.update(set(others))
        for word in set(listed):
            counted.update(set(word_pieces(word)))
    named = sorted({word for listed, _ in real for word in listed})
    named += sorted(name for name, count in counted.items() if count >= 3)
    return {name: row for row, name in enumerate(named)}


def _matrix(documents: list[Document], rows: dict[str, int], *, often: Counter[str], least: int) -> sparse.csr_matrix:
    """One row a message; words seen fewer than `least` times stand as unknown ones, so that unknown words are learnt about."""
    pieces: dict[str, list[int]] = {}
    starts, columns, values = [0], [], []
    for listed, others in documents:
        here: list[int] = []
        for word in listed:
            if word not in pieces:
                stands = (word, *word_pieces(word)) if word in rows and often[word] >= least else unknown_word(word)
                pieces[word] = [rows[name] for name in stands if name in rows]
            here += pieces[word]
        here += [rows[name] for name in others if name in rows]
        columns += here
        values += [1.0 / math.sqrt(len(listed) + 1.0)] * len(here)
        starts.append(len(columns))
    from scipy import sparse

    shape = (len(documents), len(rows))
    matrix = sparse.csr_matrix((np.array(values), np.array(columns), np.array(starts)), shape=shape)
    matrix.sum_duplicates()
    return matrix


def _weights(labels: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Rare intents count for a little more than their share."""
    counts = np.bincount(labels)
    return np.asarray((counts.max() / counts) ** 0.25, dtype=np.float64)[labels]


def _background(listed: int, examples: int) -> npt.NDArray[np.float64]:
    """Everyday lines count for less where intents are told apart: there they are no more than a background."""
    weights = np.ones(examples + listed)
    weights[listed:examples] = EVERYDAY_WEIGHT
    return weights


def _summed(weights: npt.NDArray[np.float64], rows: dict[str, int]) -> npt.NDArray[np.float64]:
    """The weights with the pieces of every known word added to its own, so that it is one look-up later."""
    summed = weights.copy()
    for word, row in rows.items():
        if word[0] not in "#~+-=?@" and " " not in word:
            pieces = [rows[piece] for piece in word_pieces(word) if piece in rows]
            summed[row] += weights[pieces].sum(axis=0)
    return summed


def _index(documents: list[Document], rows: dict[str, int], *, labels: npt.NDArray[np.int64]) -> StoredExamples:
    """Every real example by its whole words and other features, weighted by how rare they are."""
    held = [sorted({rows[name] for name in (*listed, *others) if name in rows}) for listed, others in documents]
    columns = np.array([row for here in held for row in here], dtype=np.int32)
    numbers = np.repeat(np.arange(len(held), dtype=np.int32), [len(here) for here in held])
    counts = np.bincount(columns, minlength=len(rows))
    importance = np.log(len(documents) / (counts + 1.0))
    importance[(counts == 0) | (counts > COMMONEST * len(documents))] = 0.0
    sizes = np.sqrt(np.bincount(numbers, weights=importance[columns] ** 2, minlength=len(held)))
    kept = importance[columns] > 0.0
    columns, numbers = columns[kept], numbers[kept]
    order = np.argsort(columns, kind="stable")
    weights = importance[columns] / sizes[numbers]
    starts = np.concatenate(([0], np.cumsum(np.bincount(columns, minlength=len(rows)))))
    return StoredExamples(
        starts=starts.astype(np.int32).tobytes(),
        examples=numbers[order].astype(np.int32).tobytes(),
        weights=np.rint(weights[order] * WHOLE).astype(np.uint16).tobytes(),
        intents=labels.astype(np.int8).tobytes(),
        importance=importance.astype(np.float32).tobytes(),
    )


def _common(examples: list[Example], towns: frozenset[str]) -> list[str]:
    """Words people use when no place is meant; a town's name only when it is used a lot."""
    elsewhere: Counter[str] = Counter()
    near: Counter[str] = Counter()
    named = place_span.PlaceSpanWords(towns=towns)
    for intent, text in examples:
        cleaned = plain(text)
        if intent not in PLACED:
            elsewhere.update(set(words(cleaned.text)))
            continue
        found = place_span.find(cleaned.written, cleaned.text, sure_only=True, known=named)
        near.update(set(words(cleaned.text.replace(plain(found).text, " ") if found else cleaned.text)))
    common = {word for word, count in elsewhere.items() if count >= (4 if word in towns else 1)}
    return sorted(common | {word for word, count in near.items() if count >= 2 and word not in towns})


def towns() -> list[str]:
    """Names of the towns of the ZIP list, bare and lower-case."""
    import zipcodes

    listed: list[dict[str, str]] = zipcodes.list_all()  # type: ignore[no-untyped-call]
    return sorted({plain(city).text for city in {entry["city"] for entry in listed}})


def main() -> None:
    """Reads phrases on standard input, writes the model on standard output."""
    phrases = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=dict[str, Phrases])
    # A fork beside this one: the towns take as long as importing scikit-learn, the network and the alarm as long as the rest.
    with ProcessPoolExecutor(1, mp_context=get_context("fork")) as beside:
        looked_up = beside.submit(towns)
        sys.stdout.buffer.write(_trained(phrases, towns=looked_up.result, beside=beside))


if __name__ == "__main__":
    main()
