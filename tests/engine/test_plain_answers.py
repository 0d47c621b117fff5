"""What cannot be undone is built from a plain answer, and a meaning, however sure, cannot make one."""

from __future__ import annotations

import ast
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.engine import effects
from app.engine.caller_record import CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step
from app.features import FEATURES
from app.language.said import Said
from app.release.compiled import compiled
from app.release.load import load
from app.understanding import INTENTS, Meaning
from tests.learnt import LEARNT

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
LASTING = tuple(
    found
    for found in (*vars(effects).values(), *(one for feature in FEATURES for one in feature.record().performs))
    if isinstance(found, type) and "by" in getattr(found, "__annotations__", ())
)
OPEN = (
    CallerRecord(),
    CallerRecord(safety_checks=True, check="armed", contacts=1, left=5),
    CallerRecord(safety_checks=True, check="prompted", contacts=1),
    CallerRecord(alarm="open"),
    CallerRecord(invited=True),
    CallerRecord(checkins=True, checkin=True, nudge_pending=True),
    CallerRecord(checkins=True, checkin=True, confirmation_pending=True),
)


@pytest.fixture(scope="module")
def release() -> CompiledRelease:
    loaded = load(ROOT, cache=LEARNT).release
    assert loaded is not None
    return compiled(loaded)


def test_eleven_effects_cannot_be_undone() -> None:
    assert 11 == len(LASTING)


def test_only_one_module_makes_plain_answers() -> None:
    makers = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "app").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "PlainAnswer"
    }

    assert {"app/engine/plain_answer.py"} == makers


@settings(max_examples=60, deadline=None)
@given(
    intent=st.sampled_from(INTENTS),
    known=st.sampled_from(OPEN),
    node=st.sampled_from(("", "main.menu", "overdose.start", "crisis.start", "line.about", "safety_checks.timer")),
)
def test_no_meaning_however_sure_does_what_cannot_be_undone(
    release: CompiledRelease, intent: str, known: CallerRecord, node: str
) -> None:
    at = int(NOW.timestamp()) - 5
    mark = release.nodes[node].mark if node else 0
    session = Session(language="en", node=node, choices_hash=mark, started=at, last_event_at=at)
    event = Texted(text="zabble fnord quix", meaning=Meaning(intent=intent, confidence=1.0))

    turn = step(release, session, event, NOW, known)

    assert not [effect for effect in turn.effects if isinstance(effect, LASTING)]


@pytest.mark.parametrize(
    ("text", "well"),
    [
        ("ok sorry fell asleep", True), ("no no im fine", True), ("not dead yet lol", True), ("Ok, gracias", True), ("just woke up", True),
        ("ok dying", False), ("im far from ok", False), ("ok?", False), ("am i ok", False), ("hes ok", False), ("no estoy bien", False),
        ("ok no no", False), ("ok im nodding", False), ("everything is", False),
    ],
)  # fmt: skip
def test_a_message_says_that_somebody_is_well_only_where_all_of_it_does(
    release: CompiledRelease, text: str, well: bool
) -> None:
    answers = release.plain_answers("en")

    assert well is Said(text).made_of(answers["ok"], answers["around"])
