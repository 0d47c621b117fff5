"""Whole talks in eleven voices: nothing is done by a guess in any, and nearly every answer is right.

Written before anything was changed because of them, by the hand that mended them afterwards: scored once then, 227 of 264.
"""

from __future__ import annotations

import json
from pathlib import Path

from tests.conversations.judge import Told, play
from tests.conversations.world import Town

FILES = sorted((Path(__file__).parent / "voices").glob("*.jsonl"))
LEAST, LEAST_OF_ALL = 0.8, 0.93
"""Share of each voice's answers, and of all, that must be right."""


def test_whole_talks_in_many_voices_go_right(town: Town, told: Told) -> None:
    right, wrong, harm = 0, dict[str, list[str]](), dict[str, list[str]]()
    for file in FILES:
        cases = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
        verdicts = [(case["id"], play(town, case, told)) for case in cases]
        faults = {id: verdict.faults for id, verdict in verdicts if verdict.faults}
        harm |= {id: verdict.harm for id, verdict in verdicts if verdict.harm}
        right, wrong = right + len(cases) - len(faults), wrong | faults
        assert len(faults) <= (1 - LEAST) * len(cases) + 1, faults

    assert {} == harm
    assert right >= LEAST_OF_ALL * (right + len(wrong)), wrong
