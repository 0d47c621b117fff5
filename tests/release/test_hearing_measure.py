"""Staff see what their phrases hear before these go live."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from app.cli.main import _mount, app
from app.release.hearing_measure import measure
from tests.release.test_hearing import CRIES, written


def test_what_is_heard_and_what_is_not_is_said_with_the_messages(tmp_path: Path) -> None:
    content = written(tmp_path, CRIES)
    (content / "en/held_back.yaml").write_text(
        "emergency: |\n  overdose\n  the moon is made of cheese\neveryday: |\n  see you at nine\n"
    )

    lines = "\n".join(measure(content, None).lines)

    assert "en: cries for help heard: 1 of 2\n  not heard: the moon is made of cheese" in lines
    assert "en: everyday messages taken for a cry: 0 of 1" in lines


def test_phrases_that_lost_their_cries_are_a_problem_of_the_measure(tmp_path: Path) -> None:
    assert "HEARS_LESS" in {one.code for one in measure(written(tmp_path, CRIES[:3]), None).problems}


def test_check_with_hearing_says_it_under_the_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, CRIES)
    monkeypatch.chdir(tmp_path)
    _mount("check")

    told = CliRunner().invoke(app, ["check", "--hearing"])

    assert "en: cries for help heard: 1 of 1" in told.stderr, told.stderr
