"""Dialogues that a programme wrote for an older version still say the same."""

from __future__ import annotations

from app.release import dialogues


def test_what_a_dialogue_says_is_known_may_bear_the_names_of_before() -> None:
    assert {"nudge_pending": True, "code_only": False, "check": "prompted"} == dialogues._renamed(
        {"nudged": True, "locked": False, "check": "prompted"}
    )
