"""Whoever says out of nowhere that they do not feel well is asked what is wrong, and told how to get help now."""

from __future__ import annotations

import pytest

from tests.conversations.world import People, Town


@pytest.mark.parametrize(
    "words",
    [
        "i dont feel good", "not feeling well", "im dizzy", "i feel bad", "something is wrong", "i feel really weird rn",
        "no me siento bien", "no ando muy bien", "me siento raro",
    ],
)  # fmt: skip
def test_not_feeling_well_is_never_taken_for_being_ok(town: Town, words: str) -> None:
    said = " ".join(People(town).text(words)).casefold()

    assert "911" in said
    assert any(steps in said for steps in ("text od", "mande od", "naloxone", "naloxona"))
    assert not any(wrong in said for wrong in ("ok. text any time", "de acuerdo", "no problem", "did you mean"))


@pytest.mark.parametrize(
    ("words", "needed"),
    [
        ("he is not ok he wont wake up", "naloxone"),
        ("i feel bad i want to die", "988"),
        ("my abscess is bad and i feel sick", "wound|abscess|doctor|er "),
        ("im good thanks", "ok|glad|anytime|any time"),
    ],
)
def test_what_has_an_answer_of_its_own_keeps_it(town: Town, words: str, needed: str) -> None:
    said = " ".join(People(town).text(words)).casefold()

    assert any(one in said for one in needed.split("|")), said
    assert "what is wrong?" not in said
