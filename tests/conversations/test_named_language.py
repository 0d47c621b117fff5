"""A language that is named is the one that is asked for, whichever is spoken so far."""

from __future__ import annotations

import pytest

from tests.conversations.world import People, Town


@pytest.mark.parametrize(
    "words", ["hay alguien que hable español ahí", "alguien ahi habla espanol?", "habla español alguien"]
)
def test_a_first_question_for_spanish_is_answered_in_spanish(town: Town, words: str) -> None:
    said = " ".join(People(town).text(words)).casefold()

    assert "911" in said or "¿qué necesita" in said or "que necesita" in said, said
    assert "what do you need" not in said


def test_english_asked_for_in_spanish_is_answered_in_english(town: Town) -> None:
    people = People(town)
    people.text("hola necesito ayuda con jeringas")

    assert "now in english" in " ".join(people.text("english please")).casefold()
