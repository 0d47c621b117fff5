"""Mistakes of staff, made on a copy of this line's files: what could hurt a caller is held back, and the cause is told first."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.release.folder import check_folder
from app.release.problems import Problem
from tests.release.mistakes.edits import make

HERE = Path(__file__).resolve().parents[3]
OWN = Path(__file__).with_name("own.jsonl")
SHARED = HERE.parent / "shared" / "samples" / "staff_mistakes" / "mistakes.jsonl"
FORM = frozenset("LONG LETTERS LABEL_LONG READING VOICE".split())
"""Messages about length, letters or reading grade, which see no mistake of meaning."""
LEVELS = {"hold": {"hold"}, "mend": {"hold", "mend"}, "know": {"hold", "mend", "know"}}

Case = dict[str, Any]


def cases(file: Path) -> list[Case]:
    """The mistakes of a file; none where it is not there."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this line's flows and content."""
    root = tmp_path_factory.mktemp("plain")
    for name in ("flows", "content"):
        shutil.copytree(HERE / name, root / name)
    return root


@pytest.fixture(scope="module")
def signed(plain: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same, with everything signed by two people."""
    root = tmp_path_factory.mktemp("signed")
    shutil.copytree(plain, root, dirs_exist_ok=True)
    sign(root)
    return root


def sign(root: Path) -> None:
    """Everything is signed anew."""
    subprocess.run([HERE / "tests" / "sign_all", "Ana Ruiz", "Bo Lee"], cwd=root, check=True, capture_output=True)


def played(case: Case, plain: Path, signed: Path, root: Path) -> tuple[Problem, ...]:
    """What is said after the edits of this case."""
    shutil.copytree(signed if case["setup"] == "signed" else plain, root, dirs_exist_ok=True)
    for edit in case["edits"]:
        if edit["do"] == "sign":
            sign(root)
        else:
            make(root, [edit])
    how = case.get("check", "check")
    return check_folder(root, launch="launch" in how, production="production" in how)


def seen(case: Case, problems: tuple[Problem, ...]) -> list[Problem]:
    """The problems that name what was done, as heavy as they should be."""
    blind = FORM if case.get("stale_ok") else FORM | {"STALE"}
    return [
        one
        for one in problems
        if one.weight in LEVELS[case["expect"]]
        and (one.code not in blind or one.code == case.get("first"))
        and re.search(case["names"], f"{one.path} {one.message}")
    ]


@pytest.mark.parametrize("case", cases(OWN), ids=lambda case: case["id"])
def test_a_mistake_is_seen_for_what_it_is(case: Case, plain: Path, signed: Path, tmp_path: Path) -> None:
    problems = played(case, plain, signed, tmp_path)
    told = [str(one) for one in problems][:5]

    if case["expect"] == "quiet":
        assert [] == [one for one in problems if one.weight != "know" and one.code not in FORM], told
        return
    assert seen(case, problems), told
    if case.get("told_first"):
        assert re.search(case["names"], f"{problems[0].path} {problems[0].message}"), told
    if "first" in case:
        assert re.fullmatch(case["first"], problems[0].code), told


@pytest.mark.skipif(not SHARED.exists(), reason="the shared mistakes are not here")
@pytest.mark.parametrize("case", cases(SHARED), ids=lambda case: case["id"])
def test_a_shared_mistake_is_seen(case: Case, plain: Path, signed: Path, tmp_path: Path) -> None:
    try:
        problems = played(case, plain, signed, tmp_path)
    except AssertionError as error:
        pytest.skip(f"cannot be made on these files any more: {error}")

    assert seen(case, problems), [str(one) for one in problems][:5]
