"""A pipe among the staff files is a problem with a line, and nobody waits for it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.release.places import AREA_FILE
from app.release.staff_files import find_files

ROOT = Path(__file__).resolve().parents[2]


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


def test_a_pipe_in_the_place_of_any_staff_file_holds_nobody(tmp_path: Path) -> None:
    (tmp_path / "content" / "en").mkdir(parents=True)
    for name in ("en/phrases.yaml", "en/questions_asked.yaml", "en/everyday.txt", "en/held_back.yaml", "en/places_said.yaml", "en/places_asked.yaml", "places.yaml", AREA_FILE, "sites.csv"):  # fmt: skip
        os.mkfifo(tmp_path / "content" / name)
    code = (
        "import sys; from pathlib import Path; from app.release.phrases import read_phrases; from app.line.places_cache import finder_from;"
        "content = Path(sys.argv[1]) / 'content'; read = read_phrases(content); finder_from(content, Path(sys.argv[1]) / 'cache'); print(len(read.problems))"
    )
    done = subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=ROOT, timeout=60, check=False, capture_output=True, text=True)  # fmt: skip

    assert 0 == done.returncode, done.stderr[-800:]
    assert int(done.stdout.split()[-1]) >= 2
