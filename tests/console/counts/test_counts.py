"""Counts say how often, never who: small numbers are hidden, and no sum gives one away."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.console.counts.hiding import SMALL, hidden, hidden_beside
from app.console.roles import Role
from app.store import tallies
from app.store.database import Database, open_database
from app.store.line_health import FEW, health
from app.store.tables import OutboxRow
from tests.console.workshop import Workshop, workshop

COLUMNS = st.dictionaries(st.sampled_from("abcdefgh"), st.one_of(st.integers(0, 12), st.integers(0, 500)), max_size=8)


@given(COLUMNS)
def test_no_small_number_is_shown_nor_can_be_worked_out_from_the_total(column: dict[str, int]) -> None:
    found = hidden(column)

    assert all(count is None or count == 0 or count >= SMALL for count in found.cells.values())
    assert all(count is None or count == column[name] for name, count in found.cells.items())
    if found.total is not None:
        unknown = [name for name, count in found.cells.items() if count is None]
        left = found.total - sum(count for count in found.cells.values() if count is not None)
        assert found.total == sum(column.values())
        assert not unknown or (len(unknown) >= 2 and left >= SMALL)
        assert found.total == 0 or found.total >= SMALL


def test_one_small_number_takes_its_smallest_neighbour_along() -> None:
    found = hidden({"a": 3, "b": 40, "c": 25, "d": 0})

    assert {"a": None, "b": 40, "c": None, "d": 0} == found.cells
    assert 68 == found.total


PARTS = st.dictionaries(
    st.tuples(st.sampled_from("abc"), st.sampled_from("xyz")), st.one_of(st.integers(0, 12), st.integers(0, 500))
)


@given(PARTS)
def test_a_second_column_of_the_same_things_shows_nothing_while_any_part_is_small(
    parts: dict[tuple[str, str], int],
) -> None:
    found = hidden_beside(parts)

    if any(0 < count < SMALL for count in parts.values()):
        assert found.total is None
        assert not any(count is not None for count in found.cells.values())
    else:
        assert found.total in {None, sum(parts.values())}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with workshop(tmp_path, database_url=f"sqlite:///{tmp_path}/var/console.db") as made:
        yield made


def test_a_console_whose_record_has_no_counts_does_not_say_that_nothing_is_late(tmp_path: Path) -> None:
    with workshop(tmp_path) as other:
        page = other.browser("Rita", Role.READER).get("/staff/counts")

    assert 409 == page.status_code
    assert "porchlight counts" in page.text
    assert 'href="/staff"' in page.text


def database_of(shop: Workshop) -> Database:
    assert shop.services.settings is not None
    return open_database(shop.services.settings.releases_database)


def test_whole_weeks_are_shown_and_the_one_under_way_is_not(shop: Workshop) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    shop.services.now = lambda: now
    tallies.add(
        database_of(shop), {("emergency", "overdose.start", ""): 90041, ("opt_out", "", ""): 3}, now - timedelta(days=7)
    )
    tallies.add(database_of(shop), {("emergency", "overdose.start", ""): 90077}, now)
    rita = shop.browser("Rita", Role.READER)

    page, sheet = rita.get("/staff/counts").text, rita.get("/staff/counts/sheet").text
    for said in (page, sheet):
        assert "Overdose steps given" in said
        assert "90041" not in said  # hidden beside the 3, or the sum would say it
        assert "90077" not in said


def test_health_is_counts_alone_and_says_what_is_late(shop: Workshop) -> None:
    now, database = datetime.now(UTC), database_of(shop)
    with database.writing() as session:
        for number in range(11):
            session.add(
                OutboxRow(
                    id=f"o{number}", key=f"k{number}", kind="text", channel="sms", language="en", owner_kind="", owner_id="", owner_step="",
                    opt_out_key="", to_place="", due_at=now, expires_at=now, priority=1,
                    next_at=now - timedelta(minutes=10 if number < 3 else 0),
                )
            )  # fmt: skip

    found = health(database)
    assert (11, FEW, 0) == (found["texts_waiting"], found["texts_late"], found["timers_running"])
    page = shop.browser("Rita", Role.READER).get("/staff/counts").text
    assert "Something is late" in page
    assert "fewer than 10" in page
    assert "sealed" not in page


def test_what_had_no_page_is_shown_by_week_with_small_numbers_hidden(shop: Workshop) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    shop.services.now = lambda: now
    asked = {("unanswered", "en", "housing"): 31, ("unanswered", "es", "housing"): 12, ("unanswered", "en", "tusi"): 2}
    happened = {("emergency", "overdose.start", ""): 70041, ("crisis", "crisis.start", ""): 70052}
    tallies.add(database_of(shop), asked | {("unanswered", "en", "dentist"): 4021} | happened, now - timedelta(days=7))
    tallies.add(database_of(shop), {("emergency", "overdose.start", ""): 3}, now - timedelta(days=14))

    page = shop.browser("Rita", Role.READER).get("/staff/counts").text
    assert "housing" in page
    assert "4021" in page
    assert "<td>2</td>" not in page
    assert "<td>43</td>" not in page  # hidden beside the 2
    assert "By flow" in page
    assert page.count("70052") == 2  # by what happened, and by flow
    assert "<td>3</td>" not in page


def test_the_sheet_has_the_three_tables_with_the_same_numbers_hidden(shop: Workshop) -> None:
    now = datetime(2026, 11, 26, 12, tzinfo=UTC)
    shop.services.now = lambda: now
    happened = {("emergency", "overdose.start", ""): 70041, ("crisis", "crisis.start", ""): 70052}
    asked = {("unanswered", "en", "dentist"): 4021, ("unanswered", "en", "tusi"): 2}
    tallies.add(database_of(shop), happened | asked, now - timedelta(days=7))

    sheet = shop.browser("Rita", Role.READER).get("/staff/counts/sheet").text
    rows = list(csv.reader(sheet.splitlines()))
    named = {(row[0], row[1]): row[-1] for row in rows}
    whats = {row[0] for row in rows}

    assert "70041" == named["By week", "Overdose steps given"]
    assert "70041" == named["By flow", "overdose"]
    assert "" == named["Asked, and there was no page", "tusi"]
    assert {"By week", "By flow", "Asked, and there was no page"} < whats
    assert 1 == len({len(row) for row in rows})
