"""A pipe among the staff files is a problem with a line, and nobody waits for it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from app.release.staff_files import find_files


@pytest.mark.parametrize("linked", [False, True])
def test_a_pipe_is_told_and_not_read(tmp_path: Path, linked: bool) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "a.yaml").write_text("a: 1\n")
    os.mkfifo(tmp_path / "pipe")
    if linked:
        (tmp_path / "flows" / "b.yaml").symlink_to(tmp_path / "pipe")
    else:
        (tmp_path / "pipe").rename(tmp_path / "flows" / "b.yaml")
    files, problems = find_files(tmp_path)

    assert ["flows/a.yaml"] == list(files)
    assert [("flows/b.yaml", "FILE")] == [(problem.path, problem.code) for problem in problems]


def test_a_device_behind_a_link_is_told(tmp_path: Path) -> None:
    (tmp_path / "flows").mkdir()
    (tmp_path / "flows" / "zero.yaml").symlink_to("/dev/zero")
    _, problems = find_files(tmp_path)

    assert 1 == len(problems)
