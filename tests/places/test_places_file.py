"""Staff's places files: every mistake at its place, and the last sound file answers meanwhile."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.line.places_cache import PlacesCache
from app.release.places import load_places
from tests.places.conftest import CONTENT

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
GOOD = "neighborhoods:\n  - {name: Harbor Row, aliases: [the row], at: [39.95, -75.16]}\n"


def written(folder: Path, text: str, language: str = "en") -> Path:
    file = folder / language / "places.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    return folder


def test_the_files_that_come_with_the_project_have_no_mistake() -> None:
    loaded = load_places(CONTENT)

    assert () == loaded.problems
    assert ("PA", {"en": "Broad and Erie", "es": "Broad y Erie"}) == (loaded.area.state, loaded.places.examples)


MISTAKES = [
    ("neighborhods: []", "places.yaml:1:1", "Did you mean 'neighborhoods'?"),
    ("landmarks:\n  - {name: X, at: [-75.16, 39.95, 1]}", "places.yaml:2", "latitude then longitude"),
    ("landmarks:\n  - {name: X, at: [175.16, 39.95]}", "places.yaml:2", "latitude comes first. Did you mean"),
    ("landmarks:\n  - {at: [39.95, -75.16]}", "places.yaml:2", "needs a name and a point"),
    ("streets:\n  - {name: Oak, line: [[39.9, -75.1]]}", "places.yaml:2", "a line of two points or more"),
    ("area: {latitude: 40, longitude: -75, zone: Mars}", "places.yaml:1", "is not a time zone"),
    ("area: {latitude: 40, longitude: -75, zone: UTC, radius_km: 9999}", "places.yaml:1", "from 1 to 1000"),
    ("landmarks:\n  - {name: X, at: [39.95, -75.16], state: Penn}", "places.yaml:2", "is not a state"),
    ("landmarks: {a: &x 1}", "places.yaml:1", ""),
]


@pytest.mark.parametrize(("text", "place", "message"), MISTAKES)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, text: str, place: str, message: str) -> None:
    problems = load_places(written(tmp_path, text)).problems

    assert any(place in str(problem) and message in str(problem) for problem in problems), [str(p) for p in problems]


def test_an_edit_is_live_at_the_next_look_and_a_broken_one_waits(tmp_path: Path) -> None:
    process = PlacesCache(content=written(tmp_path, GOOD), var=tmp_path / "var", database=None, demo=False)

    def asks_which_place() -> str:
        return process.refresh().find("naloxone", "the row", language="en", now=NOW).text

    assert "no place for naloxone" in asks_which_place()
    file = written(tmp_path, "neighborhoods: [") / "en" / "places.yaml"
    os.utime(file, ns=(1, 1))
    assert "no place for naloxone" in asks_which_place()
    written(tmp_path, GOOD.replace("the row", "the dock"))
    os.utime(file, ns=(2, 2))
    assert "I don't know that place" in asks_which_place()
