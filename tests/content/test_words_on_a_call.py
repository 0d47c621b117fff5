"""What is said on a call outside the steps: a wish to hear it again is met anywhere, and nothing overheard ends texts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import OptOut, Say
from app.engine.events import Spoke
from app.engine.session import Session, Turn
from app.engine.step import step

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
NODES = ("main.menu", "naloxone.menu", "crisis.start", "health.wounds", "safer.menu", "alone.start")


def on_a_call(library: CompiledRelease, words: str, *, node: str = "main.menu", language: str = "en") -> Turn:
    seconds = int(NOW.timestamp())
    session = Session(node=node, channel="voice", language=language, started=seconds, last_event_at=seconds, choices_hash=library.nodes[node].mark)  # fmt: skip
    return step(library, session, Spoke(words), NOW)


@pytest.mark.parametrize("node", NODES)
@pytest.mark.parametrize(
    ("words", "language"),
    [("Can you say that again?", "en"), ("What did you say?", "en"), ("Slower.", "en"), ("Otra vez", "es"), ("¿Qué dijo?", "es")],
)  # fmt: skip
def test_what_was_said_is_said_again_wherever_it_was(
    library: CompiledRelease, node: str, words: str, language: str
) -> None:
    turn = on_a_call(library, words, node=node, language=language)
    said = " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))

    assert node == turn.session.node
    assert library.spoken(library.nodes[node].say, language) in said


@pytest.mark.parametrize("node", NODES)
@pytest.mark.parametrize(
    "words", ["Stop it.", "Stop.", "Turn that off", "Shut up", "Uh", "Quit it", "No phone", "Should I stop", "Can you hear me", "Unsubscribe from this guy", "Para", "Ya basta"]
)  # fmt: skip
def test_nothing_overheard_ends_texts_or_asks_to(library: CompiledRelease, node: str, words: str) -> None:
    turn = on_a_call(library, words, node=node)
    said = " ".join(effect.text for effect in turn.effects if isinstance(effect, Say))

    assert not any(isinstance(effect, OptOut) for effect in turn.effects)
    assert "no more texts" not in said.lower()


@pytest.mark.parametrize(("words", "language"), [("Stop texting me.", "en"), ("Take me off your list", "en"), ("No me manden más mensajes", "es")])  # fmt: skip
def test_a_sentence_about_texts_ends_them(library: CompiledRelease, words: str, language: str) -> None:
    assert any(isinstance(effect, OptOut) for effect in on_a_call(library, words, language=language).effects)
