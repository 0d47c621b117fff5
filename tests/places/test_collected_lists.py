"""Lists as programmes really have them come in whole: every place, every field, every hour."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.places.gazetteer import Gazetteer
from app.places.imports.clean import Defaults, site_of
from app.places.site import Site
from tests.places.collected import HANDED, compared, lists, state_at


@pytest.mark.parametrize("folder", lists(), ids=lambda one: one.name)
def test_every_place_of_a_list_arrives_with_all_it_says(folder: Path, gazetteer: Gazetteer) -> None:
    looked, wrong = compared(folder, gazetteer)

    assert looked
    assert [] == wrong


def _read(hours: str, gazetteer: Gazetteer) -> Site:
    values = {"name": "A", "latitude": "40.7", "longitude": "-74.0", "zone": "America/New_York", "hours": hours}
    site = site_of(values, defaults=Defaults(source="hours"), gazetteer=gazetteer)
    assert isinstance(site, Site)
    return site


FIFTH_HAND = Path(__file__).parent / "fifth_hand"


@pytest.mark.parametrize("file", [HANDED.parent / "hours.jsonl", FIFTH_HAND / "hours.jsonl"])
def test_hours_as_lists_write_them_are_read_nine_times_in_ten_and_never_wrong(file: Path, gazetteer: Gazetteer) -> None:
    if not file.exists():
        pytest.skip(f"SKIPPED LOUDLY: no collected hours at {file}")
    wrong: list[object] = []
    unread: list[object] = []
    whole = 0
    for case in map(json.loads, file.read_text().splitlines()):
        site = _read(case["hours"], gazetteer)
        for moment in case["moments"]:
            said = state_at(site, moment["at"])
            known = "unknown" not in moment["is"]
            whole += known
            if said not in moment["is"]:
                (unread if said == "unknown" else wrong).append(
                    (case["id"], case["hours"], moment["at"], said, site.hours)
                )

    assert [] == wrong
    assert len(unread) <= whole // 10, unread
