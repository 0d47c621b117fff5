"""A town that is named is where somebody looks, never a cry; a cry beside a town stays one."""

from __future__ import annotations

import pytest

from app.understanding import EMERGENCIES
from app.understanding.understander import Understander

TOWNS = [
    "narcan in springfield ma", "narcan lowell ma", "malden MA narcan", "narcan grand rapids", "narcan bel air md",
    "norwalk OH narcan", "narcan in gary in", "needles and narcan 19104", "narcan 1 9 1 0 4", "clean needles new bedford ma",
    "fall river ma narcan", "naloxone cedar rapids ia", "narcan and strips 02118",
]  # fmt: skip
CRIES = [
    "my friend in springfield ma is not breathing need narcan", "narcan didnt work on my ma", "my ma is blue give narcan?",
    "used narcan in boston still not waking up", "i gave narcan and he is cold in lowell ma", "he od'd in grand rapids need narcan now",
]  # fmt: skip


@pytest.mark.parametrize("text", TOWNS)
def test_a_question_where_to_get_it_in_a_town_is_no_emergency(understander: Understander, text: str) -> None:
    meaning = understander.understand(text)

    assert meaning.intent not in EMERGENCIES
    assert not meaning.emergency


@pytest.mark.parametrize("text", CRIES)
def test_a_cry_that_names_a_town_is_an_emergency(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent in EMERGENCIES
