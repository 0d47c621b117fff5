"""What was asked and had no page is counted by week, topic and language; small numbers are not shown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from app.store import tallies
from app.store.database import Database, open_database
from app.store.tables import metadata
from app.store.unanswered import FEWEST_SHOWN, since

THURSDAY = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
MONDAY = date(2026, 11, 23)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = open_database(f"sqlite:///{tmp_path / 'counts.db'}")
    metadata.create_all(opened.engine)
    return opened


def test_counts_of_a_week_are_added_up_by_topic_and_language(database: Database) -> None:
    tallies.add(database, {("unanswered", "en", "driving"): 3, ("not_understood", "main.menu", ""): 9}, THURSDAY)
    tallies.add(database, {("unanswered", "en", "driving"): 4, ("unanswered", "es", "driving"): 6}, THURSDAY)

    found = {(one.topic, one.language): (one.week, one.count) for one in since(database, MONDAY)}

    assert {("driving", "en"): (MONDAY, 7), ("driving", "es"): (MONDAY, 6)} == found


def test_a_number_that_might_be_one_person_is_not_shown(database: Database) -> None:
    tallies.add(database, {("unanswered", "en", "gambling"): FEWEST_SHOWN - 1}, THURSDAY)

    assert [None] == [one.count for one in since(database, MONDAY)]


def test_the_weeks_before_are_left_out(database: Database) -> None:
    tallies.add(database, {("unanswered", "en", "gambling"): 50}, datetime(2026, 10, 1, tzinfo=UTC))

    assert [] == since(database, MONDAY)
