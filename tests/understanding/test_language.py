"""A first message is answered in its own language, and a conversation does not change it over one shared word."""

from __future__ import annotations

from typing import Any

import pytest

from app.understanding.language import Languages
from app.understanding.understander import Understander

Rows = list[dict[str, Any]]


@pytest.mark.parametrize("language", ["en", "es"])
def test_first_messages_nobody_tuned_on_are_known_by_their_language(
    understander: Understander, held_back: Rows, language: str
) -> None:
    asked = [row["text"] for row in held_back if row["lang"] == language]
    found = [understander.understand(text).language for text in asked]

    assert found.count(language) >= 0.98 * len(asked)
    assert len(asked) - found.count(language) - found.count(None) <= 0.01 * len(asked)


@pytest.mark.parametrize(
    ("text", "hint", "language"),
    [
        ("me arrestan si llamo al 911", "", "es"),
        ("no rspira", "", "es"),
        ("ella no respira", "", "es"),
        ("quedo ido", "", "es"),
        ("turning blue", "", "en"),
        ("he stopped responding", "", "en"),
        ("my brother wont wake up", "es", "en"),
        ("mi hermano no despierta", "en", "es"),
        ("no narcan", "es", "es"),
        ("no narcan", "en", None),
        ("od", "es", None),
        ("19104", "", None),
        ("no", "", None),
        ("", "", None),
    ],
)
def test_words_tell_their_language(understander: Understander, text: str, hint: str, language: str | None) -> None:
    assert language == understander.understand(text, language=hint).language


def test_with_one_language_nothing_is_told_apart() -> None:
    assert Languages([("en", "he is not breathing")]).find("no respira", ["no", "respira"]) is None
    assert Languages([]).find("no respira", ["no", "respira"]) is None


def test_a_word_no_example_has_is_known_by_its_letters() -> None:
    languages = Languages([("es", "respirando caminando hablando"), ("en", "breathing walking talking")])

    assert "es" == languages.find("fumando", ["fumando"])
    assert "en" == languages.find("smoking", ["smoking"])
    assert languages.find("zzq", ["zzq"]) is None


def test_spanish_letters_are_spanish() -> None:
    languages = Languages([("es", "no"), ("en", "no")])

    assert languages.find("no", ["no"]) is None
    assert "es" == languages.find("¿no?", ["no"])
