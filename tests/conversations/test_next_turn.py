"""What is said next: a follow-up belongs to the page or the list before it, and a hard talk is not left by a guess.

Written while these kinds were mended, by the same hand: they hold what was won and measure nothing unseen.
"""

from __future__ import annotations

import pytest

from tests.conversations.folders import expect_right
from tests.conversations.judge import Told
from tests.conversations.world import Town


def test_what_is_said_next_is_read_in_its_place(town: Town, told: Told) -> None:
    expect_right("next_turn", town, told)


@pytest.mark.parametrize(
    ("first", "then", "needed"),
    [
        ("my sister died of an overdose", "i found her, she was blue", "grief"),
        ("mon ami ne respire pas", "merci", "911"),
        ("how do i use a fentanyl strip", "it has 2 lines", "line"),
    ],
)
def test_a_second_turn_keeps_the_first(town: Town, first: str, then: str, needed: str) -> None:
    from tests.conversations.world import People

    people = People(town)
    people.text(first)

    assert needed in " ".join(people.text(then)).casefold()
