"""A length of time is the answer where one was asked for."""

from __future__ import annotations

import pytest

from app.features.safety_checks.set_up_on_call import minutes_said


@pytest.mark.parametrize(
    ("words", "minutes"),
    [
        ("5 minutes", 5),
        ("ten", 10),
        ("Forty-five minutes.", 45),
        ("treinta y cinco", 35),
        ("45", 45),
        ("he has not moved for 5 minutes", None),
        ("5 minutes blue", None),
        ("minutes", None),
        ("", None),
    ],
)
def test_only_a_length_of_time_is_one(words: str, minutes: int | None) -> None:
    assert minutes == minutes_said(words)
