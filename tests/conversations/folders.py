"""Folders of whole conversations, a file for each kind or voice, and how much of them must go right."""

from __future__ import annotations

import json
from pathlib import Path

from tests.conversations.judge import Told, play_all
from tests.conversations.world import Town

LEAST, LEAST_OF_ALL = 0.8, 0.93
"""Share of each file's answers, small as they are, and of all, that must be right."""


def expect_right(folder: str, town: Town, told: Told) -> None:
    """Nothing that cannot be undone was done by a guess in any of them, and nearly every answer was right."""
    right, wrong, harm = 0, dict[str, list[str]](), dict[str, list[str]]()
    for file in sorted((Path(__file__).parent / folder).glob("*.jsonl")):
        cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        verdicts = play_all(town, cases, told)
        faults = {id: verdict.faults for id, verdict in verdicts if verdict.faults}
        harm |= {id: verdict.harm for id, verdict in verdicts if verdict.harm}
        right, wrong = right + len(cases) - len(faults), wrong | faults
        assert len(faults) <= (1 - LEAST) * len(cases) + 1, faults

    assert right
    assert {} == harm
    assert right >= LEAST_OF_ALL * (right + len(wrong)), wrong
