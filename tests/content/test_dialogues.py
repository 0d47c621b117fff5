"""Every dialogue in tests/dialogues, as `porchlight test` plays it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.engine.compiled_release import CompiledRelease
from app.release.dialogues import dialogue_files, play

DIALOGUES = Path(__file__).resolve().parents[1] / "dialogues"


@pytest.mark.parametrize("file", dialogue_files(DIALOGUES), ids=lambda file: file.stem)
def test_a_dialogue_goes_as_it_is_written(library: CompiledRelease, file: Path) -> None:
    played = play(library, file, root=DIALOGUES.parents[1])

    assert [] == [str(problem) for problem in played.problems]


def test_a_dialogue_that_differs_says_where(library: CompiledRelease, tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("about: A wrong one.\nturns:\n  - they: menu\n    at: overdose.start\n  - tehy: hi\n")

    problems = [str(problem) for problem in play(library, file, root=tmp_path).problems]

    assert problems[0].startswith("wrong.yaml:4:")
    assert "'tehy' is not known" in problems[1]
