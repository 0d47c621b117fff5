"""What is wrong with the folder as a whole: files nobody reads, points elsewhere, columns that are gone, topics that lead astray."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from app.release.folder import check_folder
from app.release.folder_lint.site_misleads import misleading
from app.release.problems import Problem

HERE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this line's own files."""
    root = tmp_path_factory.mktemp("line")
    for name in ("flows", "content"):
        shutil.copytree(HERE / name, root / name)
    return root


@pytest.fixture
def root(line: Path, tmp_path: Path) -> Path:
    """A copy of the copy, to be broken."""
    shutil.copytree(line, tmp_path, dirs_exist_ok=True)
    return tmp_path


def edit(root: Path, path: str, old: str, new: str) -> None:
    """One edit."""
    text = (root / path).read_text(encoding="utf-8")

    assert old in text
    (root / path).write_text(text.replace(old, new, 1), encoding="utf-8")


def found(root: Path, code: str) -> list[Problem]:
    """The problems of this code."""
    return [one for one in check_folder(root) if one.code == code]


def test_files_and_folders_nobody_reads_are_named(root: Path) -> None:
    (root / "content/EN").mkdir()
    for path in ("content/en/heat.yaml.txt", "content/en/new/heat.yaml", "content/EN/main.yaml", "flows/old/main.yaml"):
        (root / path).parent.mkdir(exist_ok=True)
        (root / path).write_text("x.y: Hello\n")
    for path in ("content/en/main.yaml~", "content/en/.main.yaml.swp", "content/en/main.yaml.bak"):
        (root / path).write_text("left by an editor")

    named = found(root, "FILE_IGNORED")

    assert ["content/EN", "content/en/heat.yaml.txt", "content/en/new/heat.yaml", "flows/old/main.yaml"] == [
        one.path for one in named
    ]
    assert {"know"} == {one.weight for one in named}


def test_points_and_columns_of_places_are_looked_at(root: Path) -> None:
    edit(root, "content/en/places.yaml", "at: [39.9517, -75.1640]", "at: [-75.1640, 39.9517]")
    edit(root, "content/sites.csv", "39.9581,-75.1989", "39.9581,75.1989")
    far = found(root, "PLACE_FAR")
    edit(root, "content/sites.csv", "phone,hours,cost", "phone,opening,cost")
    columns = found(root, "SITE_COLUMN")

    assert ["content/en/places.yaml", "content/sites.csv"] == [one.path for one in far]
    assert "other way round" in far[0].message
    assert "minus sign" in far[1].message
    assert ["There is no column 'hours', so no place has one. Is it 'opening' now? Call it 'hours' again."] == [
        one.message for one in columns
    ]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("flows/safer_drugs.yaml", "  fentanyl: opioids", "  fentanyl: alcohol"),
        ("flows/safer_drugs.yaml", "  alcohol: alcohol", "  alcohol: kratom"),
        ("flows/health.yaml", "  pregnancy: pregnancy", "  pregnancy: burns"),
    ],
)
def test_a_topic_leads_to_a_page_that_speaks_of_it(root: Path, path: str, old: str, new: str) -> None:
    edit(root, path, old, new)

    assert [path] == [one.path for one in found(root, "TOPIC_ELSEWHERE")]


def test_a_verdict_is_kept_until_a_byte_changes(root: Path) -> None:
    first = check_folder(root, cache=root / "cache")
    again = check_folder(root, cache=root / "cache")
    edit(root, "flows/main.yaml", "go: overdose.start", "go: overdose.strt")

    assert first == again
    assert "GO_MISSING" in {one.code for one in check_folder(root, cache=root / "cache")}
    assert "GO_MISSING" not in {one.code for one in first}


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"hours": "Mo-Fr 17:00-09:00"}, "other way round"),
        ({"phone": "215-55"}, "too few digits"),
        ({"phone": "215-555-0142"}, "films"),
        ({"phone": "800-783-0593"}, "blocked"),
        ({"address": "", "kind": "building"}, "no address"),
        ({"services": ""}, "no services"),
    ],
)
def test_what_would_send_somebody_astray_is_told(cells: dict[str, str], said: str) -> None:
    (message,) = misleading(cells)

    assert said in message


@pytest.mark.parametrize(
    "cells",
    [
        {},
        {"hours": "Mo-Su 20:00-02:00; PH off"},
        {"hours": "Mo-Su 17:00-09:00", "services": "shelter,food"},
        {"phone": "(215) 686-2000 ext 4"},
        {"phone": "1-800-GET-HELP"},
        {"phone": "211"},
        {"phone": "215-555-0142", "demo": "yes"},
        {"address": "", "kind": "mail_order"},
        {"services": "", "service_words": "needles"},
    ],
)
def test_a_place_that_can_be_reached_is_fine(cells: dict[str, str]) -> None:
    assert [] == list(misleading(cells))
