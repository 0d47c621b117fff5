"""Whole talks in eleven voices: nothing is done by a guess in any, and nearly every answer is right.

Written before anything was changed because of them, by the hand that mended them afterwards: scored once then, 227 of 264.
"""

from __future__ import annotations

from tests.conversations.folders import expect_right
from tests.conversations.judge import Told
from tests.conversations.world import Town


def test_whole_talks_in_many_voices_go_right(town: Town, told: Told) -> None:
    expect_right("voices", town, told)
