"""A tap on something that asked nothing closes no check, and words said over and over beside somebody dying are answered."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.engine.builtin import BUILTIN
from app.engine.caller_record import CallerRecord
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step
from app.release.compiled import compiled
from app.release.load import load

NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
ASKED = CallerRecord(safety_checks=True, check="prompted", contacts=1)


@pytest.fixture(scope="module")
def release() -> CompiledRelease:
    loaded = load(Path(__file__).parents[2]).release
    assert loaded is not None
    return compiled(loaded)


@pytest.mark.parametrize(
    ("tap", "closes"),
    [
        ("Loved “You good? Reply OK.”", True), ("Le gustó “¿Sigue bien? Conteste OK.”", True), ("Loved “Are you OK? Reply OK. If not: call 911…”", True),
            ("Loved “It runs. We ask in 10 minutes.”", False), ("Le encantó “Naloxona: 2 lugares cerca de 19134”", False), ("👍 to “You good? Reply OK.”", True),
        ("Emphasized “You good? Reply OK.”", False), ("Enfatizó “¿Está bien? Responda OK.”", False), ("Loved an image", False),
        ("Le gustó una foto", False), ("❤️ to a photo", False), ("Disliked “You good? Reply OK.”", False),
    ],
)  # fmt: skip
def test_only_a_heart_or_a_thumb_on_the_words_that_asked_closes_a_check(
    release: CompiledRelease, tap: str, closes: bool
) -> None:
    turn = step(release, Session(language="en"), Texted(tap), NOW, ASKED)

    assert closes is any(type(effect).__name__ == "CloseSafetyCheck" for effect in turn.effects)


@pytest.mark.parametrize("node", ["overdose.start", "overamp.calm", "crisis.start"])
def test_the_same_words_again_and_again_are_answered_while_a_life_is_at_stake(
    release: CompiledRelease, node: str
) -> None:
    at = int(NOW.timestamp())
    session = Session(language="en", node=node, choices_hash=release.nodes[node].mark, started=at, last_event_at=at)

    for count in range(1, 8):
        turn = step(release, session, Texted("please somebody help me"), NOW + timedelta(seconds=5 * count))
        session = turn.session
        assert any(isinstance(effect, Say) and effect.text for effect in turn.effects), count


def test_they_are_answered_as_well_where_every_staff_file_is_broken() -> None:
    session = step(compiled(BUILTIN), None, Texted("od"), NOW).session

    for count in range(1, 8):
        turn = step(compiled(BUILTIN), session, Texted("still not"), NOW + timedelta(seconds=5 * count))
        session = turn.session
        assert any(isinstance(effect, Say) and effect.text for effect in turn.effects), count
