"""Cries, near-cries and wishes to die of two hands that had seen neither code nor examples: what the first reply is.

The cries, scored once before anybody read them: 113 of 120 brought the steps, 12 of 120 near-cries too, and 25 of 40 wishes to die were
heard. They were read after that: what is held of them only says that it does not get worse.
The wishes to die, scored once before anything was taught: 35 of 130 heard, 3 of 110 likenesses taken for one. After 1,900 examples of
four hands that had not seen them, and a look at every question there is: 105 and 14. How the two are weighed was chosen by looking at
these, so the second pair is not a first sight; none of them is taught.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.step import step

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 28, 8, tzinfo=UTC)
STEPS = frozenset({"overdose", "overamp", "downers"})
ELSEWHERE = frozenset({"crisis.took", "asked_daily.bleeding"})
"""Pages that begin with 911 and fit what was told better than the steps."""
NAMES_988 = frozenset({"crisis", "person", "asked_life", "line"})


def _rows(name: str, kind: str) -> list[str]:
    rows = [line.split("\t") for line in (HERE / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return [row[2] for row in rows if row[0] == kind]


def _reply(library: CompiledRelease, text: str) -> tuple[str, str]:
    """(node, what is said)"""
    turn = step(library, None, Texted(text), NOW)
    return turn.session.node, " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))


def test_cries_of_a_sixth_hand_bring_the_steps(library: CompiledRelease) -> None:
    rows = _rows("cries_sixth_hand", "steps")
    replies = [_reply(library, text) for text in rows]
    heard = [
        text
        for text, (node, said) in zip(rows, replies, strict=True)
        if (node.partition(".")[0] in STEPS or node in ELSEWHERE) and "911" in said
    ]

    assert len(heard) >= 0.94 * len(rows), sorted(set(rows) - set(heard))
    assert [] == [text for text, (_, said) in zip(rows, replies, strict=True) if "911" not in said]


@pytest.mark.parametrize(("name", "most"), [("cries_sixth_hand", 0.11), ("wishes_to_die_seventh_hand", 0.14)])
def test_what_only_sounds_like_one_seldom_brings_the_steps_or_988(
    library: CompiledRelease, name: str, most: float
) -> None:
    rows = _rows(name, "not")
    nodes = [_reply(library, text)[0] for text in rows]
    taken = [
        text
        for text, node in zip(rows, nodes, strict=True)
        if (node.partition(".")[0] in STEPS and node != "overdose.signs") or node == "crisis.start"
    ]

    assert len(taken) <= most * len(rows), taken


@pytest.mark.parametrize(("name", "least"), [("cries_sixth_hand", 0.95), ("wishes_to_die_seventh_hand", 0.78)])
def test_wishes_to_die_are_heard(library: CompiledRelease, name: str, least: float) -> None:
    rows = _rows(name, "crisis")
    replies = [_reply(library, text) for text in rows]
    heard = [
        text
        for text, (node, said) in zip(rows, replies, strict=True)
        if ("988" in said and node.partition(".")[0] in NAMES_988) or node.startswith("overdose.")
    ]

    assert len(heard) >= least * len(rows), sorted(set(rows) - set(heard))
