"""A line that people do not answer at all hours is named first while they do, and last when they do not."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.events import Texted
from app.engine.release import Flow, Node, Release, Text
from app.engine.staffed import StaffedHours, answers
from app.engine.step import step

EAST = ZoneInfo("America/New_York")
WEEKDAYS = StaffedHours((0, 1, 2, 3, 4), 600, 1440, "America/New_York", ("en",))
NIGHTS = StaffedHours((4,), 1200, 180, "America/New_York", ("en",))


@pytest.mark.parametrize(
    ("hours", "moment", "language", "there"),
    [
        (WEEKDAYS, datetime(2026, 11, 27, 23, 59, tzinfo=EAST), "en", True),
        (WEEKDAYS, datetime(2026, 11, 27, 9, 59, tzinfo=EAST), "en", False),
        (WEEKDAYS, datetime(2026, 11, 28, 12, 0, tzinfo=EAST), "en", False),
        (WEEKDAYS, datetime(2026, 11, 27, 12, 0, tzinfo=EAST), "es", False),
        (WEEKDAYS, datetime(2026, 11, 27, 15, 30, tzinfo=ZoneInfo("UTC")), "en", True),
        (NIGHTS, datetime(2026, 11, 28, 2, 59, tzinfo=EAST), "en", True),
        (NIGHTS, datetime(2026, 11, 28, 21, 0, tzinfo=EAST), "en", False),
        (NIGHTS, datetime(2026, 11, 27, 2, 0, tzinfo=EAST), "en", False),
        (StaffedHours((4,), 0, 1440, "No/Where", ("en",)), datetime(2026, 11, 27, tzinfo=EAST), "en", False),
        (None, datetime(2026, 11, 27, tzinfo=EAST), "en", False),
    ],
)
def test_somebody_answers_by_the_hours_there(
    hours: StaffedHours | None, moment: datetime, language: str, *, there: bool
) -> None:
    assert there is answers(hours, moment, language)


@pytest.mark.parametrize(("hour", "page"), [(12, "main.open"), (3, "main.shut")])
def test_the_hour_leads_to_the_page_that_names_the_line_first(hour: int, page: str) -> None:
    nodes = {
        "main.menu": Node("main.menu", "main.menu", go="main.now"),
        "main.now": Node("main.now", "", do="by_hour", line="peers", go="main.open", otherwise="main.shut"),
        "main.open": Node("main.open", "main.open", done=True),
        "main.shut": Node("main.shut", "main.shut", done=True),
    }
    release = Release(
        id="hours",
        languages=("en",),
        flows={"main": Flow("main", "Hours.", "main.menu")},
        nodes=nodes,
        texts={"en": {key: Text(key) for key in ("main.menu", "main.open", "main.shut", "line.welcome")}},
        words={"en": {}},
        blanks={},
        entry="main.menu",
        emergency="",
        staffed={"peers": WEEKDAYS},
    )

    session = step(CompiledRelease(release), None, Texted("hello"), datetime(2026, 11, 27, hour, tzinfo=EAST)).session

    assert page == session.node
