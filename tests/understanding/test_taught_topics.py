"""What is asked about is learnt in parts, by as many processes, and is one model afterwards."""

from __future__ import annotations

import numpy as np

from app.release import train_topics, train_vectors
from app.understanding.features import Read, read
from app.understanding.meaning import Phrases
from app.understanding.normalise import plain
from app.understanding.topic_model import TopicModel
from app.understanding.vectors import Embeddings


def _read(text: str) -> Read:
    return read(plain(text).text, {}, frozenset())


def test_two_topics_are_told_from_each_other_and_from_nothing_of_ours() -> None:
    phrases = Phrases(
        asked={
            "wound": ("how do i clean a sore", "my arm has a sore", "a sore that smells") * 4,
            "price": ("what does this cost", "is it free", "how much money is it") * 4,
        },
        everyday=("see you at the game tonight", "my bus was late again", "happy birthday to you") * 12,
    )

    kept = train_topics.together(
        [train_topics.part_of({"en": phrases}, _read, part) for part in range(train_topics.PARTS)]
    )

    assert kept is not None
    table = train_vectors.table()
    listed = table.words.split(" ")
    lying = np.frombuffer(table.points, dtype=np.int8).reshape(len(listed), -1)
    model = TopicModel(kept, Embeddings(listed, lying, np.ones(len(listed), dtype=np.float32)))
    asked = {text: model.likely(_read(text).tokens)[0].topic for text in ("a sore on my arm", "how much is it")}
    assert {"a sore on my arm": "wound", "how much is it": "price"} == asked
    chances = model.chances(_read("my bus was late").tokens)
    assert chances is not None
    assert chances.argmax() == len(kept.names)
