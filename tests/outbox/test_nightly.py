"""The logs of staff are looked at once a day, and a changed line is said."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog

from app.store.database import open_database
from app.store.migrate import migrate
from app.store.staff import trail
from app.store.tables import StaffTrail
from workers.nightly import LogsOfStaff

NOW = datetime(2026, 11, 27, 4, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _everything_is_logged() -> Iterator[None]:
    """Also where an earlier test's line in this process logs warnings only."""
    before = structlog.get_config()
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.INFO))
    yield
    structlog.configure(**before)


@pytest.fixture
def url(tmp_path: Path) -> str:
    found = f"sqlite:///{tmp_path}/record.db"
    migrate(found)
    database = open_database(found)
    with database.writing() as session:
        for about in ("Ana as editor", "Bo as approver"):
            trail.append(session, at=NOW, who="Kim", act="invited", about=about)
    database.close()
    return found


def looked(url: str, *moments: datetime) -> list[str]:
    """What is said, looking at these moments."""
    task = LogsOfStaff(lambda: open_database(url))
    with structlog.testing.capture_logs() as said:
        for moment in moments:
            task(moment)
    return [f"{one['event']} {one.get('part', '')}".strip() for one in said]


def test_whole_logs_are_looked_at_once_a_day(url: str) -> None:
    morning = NOW + timedelta(hours=21, minutes=30)

    assert ["nightly.logs_whole"] == looked(url, NOW, NOW + timedelta(hours=3))
    assert ["nightly.logs_whole"] == looked(url, NOW, morning)  # not before three in the morning
    assert ["nightly.logs_whole"] * 2 == looked(url, NOW, morning + timedelta(hours=2))


def test_a_changed_line_is_said(url: str) -> None:
    database = open_database(url)
    with database.writing() as session:
        row = session.get(StaffTrail, 1)
        assert row is not None
        row.about = "Ana as keeper"
        session.add(row)
    database.close()

    assert ["nightly.log_changed accounts"] == looked(url, NOW)
