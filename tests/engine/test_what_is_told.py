"""What is told: of two reports in as many words the one said closest together, and words run together are parted."""

from __future__ import annotations

import pytest

from app.language.said import Reports, Said
from app.understanding.word_segmentation import split_words

REPORTS = Reports({"breathing": ((("hes",), ("breathing",)),), "bad_breathing": ((("barely",), ("breathing",)),)})


@pytest.mark.parametrize(
    ("words", "report"), [("hes breathing", "breathing"), ("hes just barely breathing", "bad_breathing")]
)
def test_the_words_closest_together_say_it(words: str, report: str) -> None:
    assert Said(words).tells(REPORTS) == report


@pytest.mark.parametrize(
    ("written", "parted"),
    [
        ("pleasehelpmysisterisoding", "please help my sister is overdosing"),
        ("helphesoding", "help he is overdosing"),
        ("miprimonorespira", "mi primo no respira"),
    ],
)
def test_a_cry_run_together_is_parted(written: str, parted: str) -> None:
    assert " ".join(split_words(written)) == parted


@pytest.mark.parametrize("word", "understanding therapist isolation information history friendship moreover".split())
def test_a_long_word_stays_one(word: str) -> None:
    assert not split_words(word)
