"""Conversations of a fourth hand go on as they were mended; its first figures stand in `fourth_hand/README.md`."""

from __future__ import annotations

from tests.conversations.folders import expect_right
from tests.conversations.judge import Told
from tests.conversations.world import Town


def test_conversations_of_a_fourth_hand_stay_right(town: Town, told: Told) -> None:
    expect_right("fourth_hand", town, told)
