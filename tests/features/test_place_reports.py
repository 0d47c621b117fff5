"""Callers keep the list true: what two of them say of a place is told to others, and no one number can say it twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.engine.compiled_release import CompiledRelease
from app.features.place_reports import service
from app.line.place_lists import verify
from app.line.places_cache import finder_from
from app.places.finder import Finder
from app.places.found import Found
from app.places.reported import KINDS, Reported
from app.privacy.phone import Phone
from app.release.compiled import compiled
from app.store import site_list
from app.store.tables import PlaceReportMark, PlaceReportRow, PlaceReportSalt
from tests.features.conftest import NOON, ROOT, Town
from tests.features.people import KIM, LEE, SAM


@pytest.fixture(scope="module")
def finder() -> Finder:
    return finder_from(ROOT / "content", ROOT / "var" / "cache")


@pytest.fixture
def told(sqlite_url: str, redis_url: str, library: CompiledRelease, finder: Finder) -> Iterator[Town]:
    """A line with the made-up places."""
    opened = Town(sqlite_url, redis_url, compiled(library.release, finder=finder))
    yield opened
    opened.close()


def listed(town: Town, who: str) -> str:
    town.text(who, "2")
    return town.text(who, "19134")


def said(town: Town) -> list[tuple[str, str, int]]:
    return [(row.site_id, row.kind, row.people) for row in town.rows(PlaceReportRow)]


def test_a_report_after_a_list_asks_which_place_once_and_is_thanked(told: Town) -> None:
    listed(told, SAM)

    assert "Which place was it?" in told.text(SAM, "they were closed")
    assert "We counted that" in told.text(SAM, "2")
    assert [1] == [people for _, _, people in said(told)]


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("the second one was closed", "closed"), ("2 is out of narcan", "empty"), ("wrong hours on the first", "hours"),
        ("number 3 isnt there anymore", "moved"), ("the first one had none left", "empty"), ("el segundo estaba cerrado", "closed"),
    ],
)  # fmt: skip
def test_a_report_that_names_its_place_needs_no_question(told: Town, words: str, kind: str) -> None:
    listed(told, SAM)

    assert "counted" in told.text(SAM, words) or "contamos" in told.text(SAM, words)
    assert [kind] == [one for _, one, _ in said(told)]


def test_a_question_about_the_list_is_no_report(told: Town) -> None:
    listed(told, SAM)
    told.text(SAM, "are they closed?")

    assert [] == said(told)


def test_after_the_question_another_wish_is_still_heard(told: Town) -> None:
    listed(told, SAM)
    told.text(SAM, "it moved")

    assert "Call 911" in told.text(SAM, "od")
    assert [] == said(told)


def test_a_call_counts_for_nobody_because_its_number_can_be_made_up(told: Town) -> None:
    answer = told.call(SAM, "2", "1", "19134", "the first one was closed")

    assert "counted that" not in answer
    assert [] == said(told)


def test_ten_thousand_forged_reports_from_one_number_move_nothing(told: Town) -> None:
    phone = Phone(SAM, told.context.names)
    for number in range(10_000):
        service.report(
            told.context, phone, f"s{number % 7}", KINDS[number % 4], now=NOON + timedelta(days=number // 2500)
        )

    assert {} == service.reported_places(told.database, now=NOON + timedelta(days=4))
    assert all(people == 1 for _, _, people in said(told))


def test_two_people_on_one_day_are_told_to_later_callers(told: Town, finder: Finder) -> None:
    for who in (SAM, KIM):
        service.report(told.context, Phone(who, told.context.names), "s1", "empty", now=NOON)

    assert {"s1": Reported("empty", 2, NOON.date())} == service.reported_places(
        told.database, now=NOON + timedelta(days=1)
    )


def test_salt_and_marks_die_with_the_day(told: Town) -> None:
    service.report(told.context, Phone(SAM, told.context.names), "s1", "closed", now=NOON)
    assert 1 == len(told.rows(PlaceReportSalt))

    told.clock.at = NOON + timedelta(hours=8)
    told.tick()

    assert [] == told.rows(PlaceReportSalt) + told.rows(PlaceReportMark)
    assert 1 == len(said(told))


def test_what_is_kept_holds_nothing_of_the_caller(told: Town) -> None:
    listed(told, LEE)
    told.text(LEE, "the second one was closed")
    names = told.context.names
    kept = repr([told.rows(table) for table in (PlaceReportRow, PlaceReportMark, PlaceReportSalt)])

    for secret in (LEE, LEE[2:], names.caller_key(LEE), names.optout_key(LEE), names.contact_key(LEE), "was closed"):
        assert secret not in kept


def _first_two(finder: Finder) -> tuple[str, str, str]:
    found = finder.find("naloxone", "19134", language="en", now=NOON)
    assert isinstance(found, Found)
    return found.sites[0].id, found.sites[1].id, found.text


def test_a_place_said_to_be_wrong_stands_behind_the_others_and_no_place_is_lost(finder: Finder) -> None:
    first, second, _ = _first_two(finder)
    doubted = finder.with_reported({first: Reported("closed", 2, NOON.date())})

    assert second == _first_two(doubted)[0]
    assert first not in _first_two(doubted)[:2]
    assert sorted(_all(finder)) == sorted(_all(doubted))


def _all(finder: Finder) -> list[str]:
    ids: list[str] = []
    for page in range(20):
        found = finder.find("naloxone", "19134", language="en", now=NOON, page=page)
        if not isinstance(found, Found):
            return ids
        ids += [site.id for site in found.sites]
    return ids


def test_later_callers_are_told_what_was_said(sqlite_url: str, redis_url: str, library: Any, finder: Finder) -> None:
    every = {site: Reported("empty", 2, NOON.date()) for site in _all(finder)}
    town = Town(sqlite_url, redis_url, compiled(library.release, finder=finder.with_reported(every)))

    answer = listed(town, SAM)

    assert "2 people said since Nov 23: 1 had none left. Call first." in answer
    town.close()


def test_what_was_said_is_gone_when_staff_have_checked(told: Town, finder: Finder) -> None:
    site = finder.index.site(0)
    site_list.add(told.database, [site], NOON)
    for who in (SAM, KIM):
        service.report(told.context, Phone(who, told.context.names), site.id, "closed", now=NOON)

    assert "" == verify(told.database, site.id, by="Ana", now=NOON)
    assert {} == service.reported_places(told.database, now=NOON)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.sampled_from([SAM, KIM]), st.sampled_from(["s1", "s2"]), st.sampled_from(KINDS), st.integers(0, 3)), max_size=12))  # fmt: skip
def test_nobody_counts_twice_for_a_place_on_a_day(told: Town, reports: list[tuple[str, str, str, int]]) -> None:
    service.settle(told.database, ["s1", "s2"])
    start = NOON + timedelta(days=len(reports) * 40)
    for who, site, kind, day in sorted(reports, key=lambda one: one[3]):
        service.report(told.context, Phone(who, told.context.names), site, kind, now=start + timedelta(days=day))

    for row in told.rows(PlaceReportRow):
        if row.day >= start.date():
            told_by = {
                who
                for who, site, _, day in reports
                if site == row.site_id and start.date() + timedelta(days=day) == row.day
            }
            assert row.people <= len(told_by)
