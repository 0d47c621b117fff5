"""Somebody who goes on telling of a loss, or of not wanting to live, is not given the same sentence each time."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.step import step
from app.release.load import Loaded

NOW = datetime(2026, 11, 26, 3, 0, tzinfo=UTC)
GRIEF = ("my cousin died last week from fent", "i keep seeing him", "my wife says get over it", "the house is so quiet")
DESPAIR = ("i dont want to be alive anymore", "no", "dont tell me to call", "whatever")


def _answers(library: CompiledRelease, texts: Sequence[str]) -> list[str]:
    session, answers = None, []
    for minutes, text in enumerate(texts):
        turn = step(library, session, Texted(text), NOW + timedelta(minutes=minutes))
        session = turn.session
        answers.append(" ".join(effect.text for effect in turn.effects if isinstance(effect, Say)))
    return answers


@pytest.mark.parametrize("texts", [GRIEF, DESPAIR])
def test_no_two_answers_in_a_row_are_the_same_in_a_hard_talk(library: CompiledRelease, texts: Sequence[str]) -> None:
    answers = _answers(library, texts)

    assert all(one != other for one, other in itertools.pairwise(answers)), answers


def test_each_way_of_going_on_with_grief_names_somebody_to_talk_to(library: CompiledRelease, loaded: Loaded) -> None:
    assert loaded.release is not None
    for key in library.nodes["crisis.grief_first"].stay:
        assert "text 2" in loaded.release.texts["en"][key].text
        assert "mande 2" in loaded.release.texts["es"][key].text


def test_the_first_way_comes_again_after_the_page_was_left(library: CompiledRelease) -> None:
    again = _answers(library, (*GRIEF[:2], "menu", *GRIEF[:2]))

    assert again[1] == again[4]


def test_what_is_told_of_a_loss_is_no_question_about_naloxone(library: CompiledRelease) -> None:
    told, asked = "i had narcan in my purse the whole time i was at work", "how do i keep narcan in my car"
    first = step(library, None, Texted("my daughter died 3 weeks ago fentanyl"), NOW)

    assert first.session.node == step(library, first.session, Texted(told), NOW).session.node
    assert step(library, first.session, Texted(asked), NOW).session.node.startswith("naloxone.")
