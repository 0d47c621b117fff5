"""Staff who ask why are told the step, the rule, what is open and what ends it; never a word of the caller's."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.engine.builtin import BUILTIN
from app.engine.caller_record import CallerRecord
from app.engine.events import Pressed, Texted
from app.engine.reading import NOT_UNDERSTOOD, ORDER
from app.engine.session import Session, pack
from app.engine.step import step
from app.engine.why import explain
from app.release.compiled import compiled

LIBRARY = compiled(BUILTIN)
NOW = datetime(2026, 11, 23, 17, 0, tzinfo=UTC)
RUNS = CallerRecord(safety_checks=True, check="armed", contacts=1, left=7)
ASKS = CallerRecord(safety_checks=True, check="prompted", contacts=1)


def _why(text: str, known: CallerRecord = RUNS) -> str:
    return "\n".join(explain(LIBRARY, step(LIBRARY, Session(language="en"), Texted(text), NOW, known), NOW))


@pytest.mark.parametrize(
    ("text", "known", "said"),
    [
        ("STOP", RUNS, "read in the step: STOP and START"),
        ("he is not breathing", RUNS, "read in the step: a plain vital sign"),
        ("he is not breathing", RUNS, "the caller is at: overdose.start"),
        ("zzz qqq", RUNS, "open: the caller's safety check, which runs. Ended by: its closing words"),
        ("1", ASKS, "plain answer: '1' to 'check', which does: close safety check"),
        ("Liked an image", ASKS, "read in the step: machines and taps"),
    ],
)
def test_the_step_the_answer_and_what_is_open_are_told(text: str, known: CallerRecord, said: str) -> None:
    assert said in _why(text, known)


def test_no_word_of_the_callers_is_told() -> None:
    assert "xylophone" not in _why("my xylophone hurts")


def test_what_was_closed_is_not_told_as_open() -> None:
    assert "safety check, which" not in _why("1", ASKS).replace("close safety check", "")


def test_nothing_of_it_is_kept_with_the_session() -> None:
    turn = step(LIBRARY, Session(language="en"), Texted("he is not breathing"), NOW, RUNS)

    assert turn.reading is not None
    assert b"vital" not in pack(turn.session)


def test_a_key_on_a_call_was_not_read() -> None:
    assert () == explain(LIBRARY, step(LIBRARY, Session(channel="voice"), Pressed("9"), NOW), NOW)


def test_the_page_for_staff_has_every_step_in_its_order() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "conversation.md").read_text(encoding="utf-8")
    steps = [f"| {number} | {name} |" for number, (name, _) in enumerate(ORDER, 1)]

    assert all(step in page for step in steps), [step for step in steps if step not in page]
    assert NOT_UNDERSTOOD in page
