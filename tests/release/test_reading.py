"""Reading grades agree with words and texts whose grade is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.release.lint.readability import english_syllables, grade, spanish_syllables

ENGLISH = {
    "cat": 1, "water": 2, "breathe": 1, "breathing": 2, "tilted": 2, "called": 1, "needed": 2, "table": 2, "people": 2,
    "being": 2, "idea": 3, "every": 3, "boxes": 2, "makes": 1, "watches": 2, "can't": 1, "they're": 1, "hospital": 3,
    "responsibilities": 6, "naloxone": 2, "911": 1, "the": 1, "area": 3, "science": 2, "use": 1, "used": 1,
}  # fmt: skip
SPANISH = {
    "casa": 2, "llame": 2, "día": 2, "agua": 2, "guitarra": 3, "queso": 2, "cigüeña": 3, "respiración": 4, "aéreo": 4,
    "hay": 1, "muy": 1, "yo": 1, "ciudad": 2, "oído": 3, "país": 2, "responsabilidad": 6, "quédese": 3, "911": 1,
    "naloxona": 2,
}  # fmt: skip


@pytest.mark.parametrize(("word", "count"), ENGLISH.items())
def test_english_words_have_their_syllables(word: str, count: int) -> None:
    assert count == english_syllables(word)


@pytest.mark.parametrize(("word", "count"), SPANISH.items())
def test_spanish_words_have_their_syllables(word: str, count: int) -> None:
    assert count == spanish_syllables(word)


def test_the_english_formula_is_flesch_kincaid() -> None:
    # 12 words of one syllable in two sentences: 0.39 * 6 + 11.8 * 1 - 15.59
    assert grade("The cat sat on the mat. The dog ran to the door.", "english") == pytest.approx(-1.45)


def test_the_spanish_formula_is_crawfords() -> None:
    # 12 words of two syllables in two sentences: -0.205 * 100 / 6 + 0.049 * 200 - 3.407
    text = "Casa mesa silla llave agua gato. Casa mesa silla llave agua gato."

    assert grade(text, "spanish") == pytest.approx(-0.205 * 100 / 6 + 9.8 - 3.407)


def test_official_prose_is_hard_and_plain_steps_are_easy() -> None:
    official = (
        "Individuals experiencing respiratory depression subsequent to opioid administration require immediate "
        "intervention by qualified emergency medical personnel."
    )
    plain = "Call 911. Tilt the head back. Pinch the nose. Give one breath every five seconds. Stay with them."

    assert (grade(official, "english") or 0) > 12
    assert (grade(plain, "english") or 0) < 4


def test_short_texts_and_other_languages_are_not_judged() -> None:
    assert grade("Responsibilities notwithstanding.", "english") is None
    assert grade("un deux trois quatre cinq six sept huit neuf dix onze douze treize", "none") is None


@given(st.text(max_size=200), st.sampled_from(["en", "es"]))
def test_any_text_has_a_grade_or_none(text: str, language: str) -> None:
    found = grade(text, language)

    assert found is None or -20 < found < 2000
