"""What bounds the cost of replies never leaves alone who is in the steps, in a crisis talk, or asked something."""

from __future__ import annotations

import pytest

from app.line.limits import BURST, Limits
from tests.features.conftest import Town
from tests.features.people import SAM


@pytest.mark.parametrize(
    ("opening", "asides"),
    [
        (("od",), ("hurry", "k", "what", "gave it", "still not")),
        (("overamp",), ("his heart is racing", "k", "what", "he is so hot", "hurry")),
        (("no respira",), ("apurense", "que hago", "ya le di", "sigue igual", "ok")),
        (("i want to die",), ("i dont know", "nobody cares", "im so tired", "no", "idk")),
    ],
)
def test_nobody_in_danger_or_asked_something_is_ever_held_back(
    town: Town, opening: tuple[str, ...], asides: tuple[str, ...]
) -> None:
    town.line.limits = Limits()
    said = [*opening, *asides * 8]
    answers = [town.text(SAM, words) for words in said]

    assert len(said) > BURST + 5
    assert [] == [
        (words, answer) for words, answer in zip(said, answers, strict=True) if not answer or "lot of" in answer
    ]


def test_nobody_whose_timer_runs_is_ever_held_back(town: Town) -> None:
    town.agree()
    town.arm()
    town.line.limits = Limits()

    # Each shorter than what counts as two machines talking in a circle.
    assert all(town.text(SAM, words) for words in ("safer", "tips", "menu", "narcan", "what", "hm") * 6)


def test_who_only_looks_around_is_told_once_that_more_comes_later(town: Town) -> None:
    town.line.limits = Limits()
    answers = [town.text(SAM, words) for words in ["tips", "menu"] * (BURST // 2 + 3)]

    assert all(answers[:BURST])
    assert ["That is a lot of texts" in answers[BURST], *answers[BURST + 1 :]] == [True, *[""] * 5]
