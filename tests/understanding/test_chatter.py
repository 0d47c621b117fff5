"""Everyday chat that was never taught hardly ever gets the steps, and never ends or deletes anything."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.understanding import EMERGENCIES, Meaning
from app.understanding.understander import Understander

LINES = [
    line
    for line in (Path(__file__).parent / "chatter.txt").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]
"""Written in the kinds that used to alarm (third persons, sleep, illness, calls), so harder than chat as it comes."""


@pytest.fixture(scope="module")
def meanings(understander: Understander) -> list[tuple[str, Meaning]]:
    return [(line, understander.understand(line)) for line in LINES]


def test_no_line_is_taught() -> None:
    taught = {
        line
        for language in ("en", "es")
        for line in (Path(__file__).parents[2] / "content" / language / "everyday.txt")
        .read_text(encoding="utf-8")
        .splitlines()
    }

    assert not taught & set(LINES)


def test_few_of_the_hardest_lines_get_the_steps(meanings: list[tuple[str, Meaning]]) -> None:
    alarms = [line for line, meaning in meanings if meaning.intent in EMERGENCIES]

    assert len(alarms) <= 0.08 * len(LINES), alarms


def test_no_line_opts_out_or_deletes(meanings: list[tuple[str, Meaning]]) -> None:
    acts = {"stop", "start", "forget_me"}

    assert [] == [line for line, meaning in meanings if meaning.intent in acts]


def test_hardly_a_line_is_taken_for_a_wish_to_die(meanings: list[tuple[str, Meaning]]) -> None:
    """Lonely lines are: "even my brother doesnt want to hang out with me anymore". Nothing but 988 is named to them."""
    taken = [line for line, meaning in meanings if meaning.intent == "suicidal_crisis"]

    assert len(taken) <= 0.015 * len(LINES), taken
