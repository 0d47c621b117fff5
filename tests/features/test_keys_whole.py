"""A change of keys while check-ins and safety checks run: everybody is still found, reached and able to close."""

from __future__ import annotations

import base64
from datetime import timedelta
from typing import Any

from app.features.registry import Records
from app.line.key_rotation import rotate
from app.privacy.unsealing import Unsealer
from app.store.tables import SafetyCheckRow
from tests.conftest import MakeSettings
from tests.features.conftest import KEY
from tests.features.people import KIM, LEE, SAM
from tests.features.test_checkin_whole import agree

NEW = bytes(range(40, 72))


def boxes(town: Any) -> dict[tuple[str, str], list[tuple[Any, bytes]]]:
    """Every box that is kept, by table and column, each with its place."""
    found: dict[tuple[str, str], list[tuple[Any, bytes]]] = {}
    with town.database.reading() as session:
        for one in (*Records().sealed, *Records().closed):
            rows = session.connection().exec_driver_sql(f"SELECT * FROM {one.table}").all()
            found[one.table, one.column] = [
                (one.place(row), bytes(getattr(row, one.column))) for row in rows if getattr(row, one.column)
            ]
    return found


def everything_runs(town: Any) -> None:
    """A check-in, a locked safety check, and an invitation that has no answer yet."""
    agree(town)
    town.agree()
    town.arm(keys=("3", "4711"))
    town.text(LEE, "check")
    town.text(LEE, "312 555 0188 Lee")


def test_every_box_of_a_running_line_is_sealed_again_in_its_own_place(
    make_town: Any, make_settings: MakeSettings
) -> None:
    town = make_town()
    everything_runs(town)
    town.clock.at += timedelta(minutes=10)
    town.watch(town.clock())
    before = boxes(town)
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, KEY))
    done = rotate(town.database, make_settings(porchlight_key=keys))
    after = boxes(town)

    assert [] == [column for column, kept in before.items() if not kept]
    assert done.boxes == sum(len(kept) for kept in before.values())
    for column, kept in after.items():
        assert sorted(str(place) for place, _ in before[column]) == sorted(str(place) for place, _ in kept)
        if column != ("contact", "name_closed"):
            assert all(Unsealer([NEW]).text(box, place) for place, box in kept)
    assert 0 == rotate(town.database, make_settings(porchlight_key=keys)).boxes


def test_a_check_locked_under_the_old_key_closes_by_any_ok_under_the_new_one(
    make_town: Any, make_settings: MakeSettings
) -> None:
    town = make_town()
    everything_runs(town)
    town.later(minutes=10, seconds=10)
    assert "Reply with your 4 digits" in town.text(SAM, "ok")
    keys = ",".join(base64.b64encode(key).decode() for key in (NEW, KEY))
    rotate(town.database, make_settings(porchlight_key=keys))
    afterwards = make_town(keys=(NEW, KEY))
    afterwards.clock.at = town.clock.at

    assert "It is closed" in afterwards.text(SAM, "ok")
    assert [""] == [row.code for row in afterwards.rows(SafetyCheckRow)]
    assert [] == [letter for letter in afterwards.later(minutes=10) if letter.to == KIM]
