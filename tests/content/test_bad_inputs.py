"""Hostile and broken texts from the public samples: each has the outcome written beside it there."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from app.channels.received import clean
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import OptIn, OptOut, Say
from app.engine.events import Texted
from app.engine.step import step

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "samples" / "bad_inputs.jsonl"
NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)


def rows() -> list[dict[str, Any]]:
    if not SAMPLES.exists():
        return []
    found = [json.loads(line) for line in SAMPLES.read_text().splitlines()]
    return [row for row in found if row["channel"] == "sms"]


def words(payload: Any) -> str:
    if isinstance(payload, dict):
        text, times = payload["$repeat"]
        return str(text) * int(times)
    return str(payload)


@pytest.mark.skipif(not SAMPLES.exists(), reason="public samples of bad inputs are not beside this checkout")
@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['id']}-{row['kind']}")
def test_a_bad_input_has_the_outcome_it_should(library: CompiledRelease, row: dict[str, Any]) -> None:
    expected = row["expected"]
    at_menu = step(library, None, Texted("hi"), NOW).session

    began = time.perf_counter()
    turn = step(library, at_menu, Texted(clean(words(row["payload"]))), NOW)
    took = (time.perf_counter() - began) * 1000

    said = "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))
    outcome = expected["outcome"]
    if outcome.startswith("EMERGENCY"):
        # an opted-out caller is answered too: the provider refuses to deliver it, the line does not refuse to say it
        assert library.emergency == turn.session.node
    stops = any(isinstance(effect, OptOut) for effect in turn.effects)
    assert stops == outcome.startswith("STOP")
    if outcome == "START":
        assert any(isinstance(effect, OptIn) for effect in turn.effects)
    if outcome == "CHOICE":
        assert library.nodes[library.entry].choices[int(expected["choice"]) - 1].go == turn.session.node
    if outcome == "IGNORE":
        assert not said
    else:
        assert said
    for needed in expected.get("must_contain", ()):
        assert needed in said
    if outcome == "REPROMPT":
        assert turn.session.node in ("main.menu", "")
    assert took < expected.get("max_ms", 300)
