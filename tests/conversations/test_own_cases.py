"""Conversations written by a hand that knew neither code nor examples: nothing is done by a guess, and nearly all are right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conversations.judge import Told, play_all
from tests.conversations.world import Town

CASES = Path(__file__).parent / "own"
GROUPS = {
    "alarm": 1.0,
    "carry_over": 0.8,
    "checkin": 1.0,
    "crisis": 1.0,
    "everyday": 0.93,
    "language": 0.9,
    "machines": 1.0,
    "prompt": 1.0,
    "steps_text": 0.98,
    "steps_voice": 1.0,
    "stories": 0.88,
    "timer": 1.0,
    "traps": 0.97,
    "vital": 0.97,
}
"""Group -> share of its cases that must be right; what cannot be undone happens in none of them."""
SEEN_GUESSED: set[str] = set()
"""Cases in which the line still does by a guess what cannot be undone: to be emptied."""


@pytest.mark.parametrize(("group", "least"), GROUPS.items())
def test_conversations_of_another_hand_go_right(town: Town, told: Told, group: str, least: float) -> None:
    cases = [json.loads(line) for line in (CASES / f"{group}.jsonl").read_text().splitlines()]
    verdicts = play_all(town, cases, told)
    harm = {id: verdict.harm for id, verdict in verdicts if verdict.harm}
    wrong = {id: verdict.faults for id, verdict in verdicts if verdict.faults}

    assert set(harm) <= SEEN_GUESSED, harm
    assert len(wrong) <= (1 - least) * len(cases), wrong


def test_every_file_of_cases_is_played() -> None:
    assert {file.stem for file in CASES.glob("*.jsonl")} == set(GROUPS)
