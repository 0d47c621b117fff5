"""Nothing is said done that the record has not taken; said again once it answers, it is done."""

from __future__ import annotations

from typing import Any

import pytest

from app.store.tables import CheckInRow, ContactRow, SafetyCheckRow
from tests.features.people import SAM
from tests.features.test_checkin_whole import agree


@pytest.fixture
def fails(town: Any, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Once asked, the record takes nothing until `undo`."""

    def broken(*_: object, **__: object) -> bool:
        raise OSError("the record is away")

    monkeypatch.setattr(town.opt_ins, "carry_out", broken)
    monkeypatch.setattr(town.opt_ins, "_forget", broken)
    return monkeypatch


def test_agreeing_is_not_said_done_and_the_same_key_works_a_minute_later(
    town: Any, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    for words in ("checkin", "1", "daily at noon", "1"):
        town.text(SAM, words)
    broken = request.getfixturevalue("fails")
    said = town.text(SAM, "1")
    broken.undo()

    assert "could not save" in said
    assert "Done." not in said
    assert [] == town.rows(CheckInRow)
    assert "Done." in town.text(SAM, "1")
    assert 1 == len(town.rows(CheckInRow))


@pytest.mark.parametrize("words", ["pause 3 days", "pausa 3 dias"])
def test_a_pause_is_not_said_done(town: Any, words: str, request: pytest.FixtureRequest) -> None:
    agree(town)
    broken = request.getfixturevalue("fails")
    said = town.text(SAM, words)
    broken.undo()
    town.text(SAM, words)

    assert "could not save" in said or "no pudimos guardar" in said.casefold()
    assert '"paused"' in town.rows(CheckInRow)[0].state_json


def test_an_ok_that_was_not_noted_says_that_the_contact_may_be_told(town: Any, request: pytest.FixtureRequest) -> None:
    town.agree()
    town.arm()
    broken = request.getfixturevalue("fails")
    said = town.text(SAM, "ok")
    broken.undo()

    assert "may be told" in said
    assert "911" in said
    assert "armed" == town.rows(SafetyCheckRow)[0].state


def test_forget_me_says_that_it_goes_on_where_it_could_not_be_done_at_once(
    town: Any, request: pytest.FixtureRequest
) -> None:
    agree(town)
    broken = request.getfixturevalue("fails")
    said = town.text(SAM, "FORGET ME")
    broken.undo()
    town.opt_ins.refresh(town.clock())

    assert "is gone" not in said
    assert "keep trying" in said
    assert ([], []) == (town.rows(CheckInRow), town.rows(ContactRow))


def test_steps_are_said_whatever_the_record_takes(town: Any, request: pytest.FixtureRequest) -> None:
    town.agree()
    town.arm()
    request.getfixturevalue("fails")

    assert "911" in town.text(SAM, "my friend is not breathing")
