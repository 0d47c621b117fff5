"""What words mean: the shipped table of words, and the small network that reads it."""

from __future__ import annotations

import msgspec
import numpy as np
import numpy.typing as npt
import pytest

from app.release import train_vectors
from app.understanding.features import Read, read
from app.understanding.normalise import plain
from app.understanding.understander import Understander
from app.understanding.vectors import Embeddings, Vectors


def simple(text: str) -> Read:
    """The message read before a vocabulary is known."""
    return read(plain(text).text, {}, frozenset())


_MESSAGES = [("he is not breathing", 0), ("my sister is blue", 0), ("order a pizza", 1), ("the movie was long", 1)] * 8


@pytest.fixture(scope="module")
def rows() -> dict[str, npt.NDArray[np.float64]]:
    kept = train_vectors.table()
    words = kept.words.split(" ")
    points = np.frombuffer(kept.points, dtype=np.int8).reshape(len(words), -1).astype(np.float64)
    return dict(zip(words, points, strict=True))


def _trained() -> Vectors:
    kept = train_vectors.trained(
        [simple(text) for text, _ in _MESSAGES], np.array([label for _, label in _MESSAGES]), intents=3
    )
    assert kept is not None
    return Vectors(kept)


def _likeness(rows: dict[str, npt.NDArray[np.float64]], one: str, other: str) -> float:
    first, second = rows[one], rows[other]
    return float(first @ second / np.sqrt((first @ first) * (second @ second)))


@pytest.mark.parametrize(
    ("word", "near", "far"),
    [
        ("breathing", "respira", "pizza"),
        ("brother", "hermana", "ticket"),
        ("purple", "morado", "brother"),
        ("needles", "jeringas", "homework"),
        ("overdose", "sobredosis", "sandwich"),
    ],
)
def test_a_word_lies_nearer_to_its_meaning_in_the_other_language_than_to_another_thing(
    rows: dict[str, npt.NDArray[np.float64]], word: str, near: str, far: str
) -> None:
    assert _likeness(rows, word, near) > _likeness(rows, word, far) + 0.2


def test_words_no_example_has_are_read_by_their_neighbours() -> None:
    chances = _trained().chances(simple("mi hermano no respira"))

    assert chances is not None
    assert chances[0] > 0.7


def test_chances_sum_to_one_and_an_intent_without_examples_has_none() -> None:
    chances = _trained().chances(simple("pizza tonight"))

    assert chances is not None
    assert sum(chances) == pytest.approx(1.0, abs=1e-5)
    assert chances[2] < 0.001


def test_a_message_without_a_known_word_has_no_meaning() -> None:
    assert _trained().chances(simple("qzxv wqk")) is None


def test_words_without_a_point_lessen_the_trust() -> None:
    vectors = _trained()

    assert vectors.confidence(simple("no pizza")) == 1.0
    assert vectors.confidence(simple("no qzxvpizza")) == 0.25


def test_messages_without_any_known_word_train_nothing() -> None:
    assert train_vectors.trained([simple("qzxv")], np.array([0]), intents=1) is None


def test_the_same_examples_give_the_same_network() -> None:
    message = simple("she is cold and limp")

    assert _trained().chances(message) == _trained().chances(message)


def test_a_set_phrase_is_read_by_its_parts() -> None:
    points = Embeddings(["passed", "out"], np.full((2, 96), 3, dtype=np.int8), np.ones(2, dtype=np.float32))
    whole, parts = points.summary(["passed_out"]), points.summary(["passed", "out"])

    assert whole is not None
    assert parts is not None
    assert whole.tolist() == parts.tolist()


@pytest.mark.parametrize(
    "text",
    [
        "my nephew is sprawled on the tiles and his mouth is violet",
        "he is making a noise like a coffee pot and i cant rouse him",
        "mi cuñado esta desplomado y no hay manera de despertarlo",
    ],
)
def test_an_emergency_in_words_of_its_own_is_heard(understander: Understander, text: str) -> None:
    assert understander.understand(text).emergency


def test_the_table_is_read_as_it_was_written() -> None:
    kept = train_vectors.table()

    assert len(kept.points) == 96 * len(kept.words.split(" "))
    assert kept == msgspec.msgpack.decode(train_vectors.FILE.read_bytes(), type=train_vectors.WordTable)
