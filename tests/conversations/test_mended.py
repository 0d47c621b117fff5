"""Kinds of answers that were wrong once, a file for each; by the hand that mended them, so they measure nothing unseen."""

from __future__ import annotations

from tests.conversations.folders import expect_right
from tests.conversations.judge import Told
from tests.conversations.world import Town


def test_what_was_mended_stays_so(town: Town, told: Told) -> None:
    expect_right("mended", town, told)
