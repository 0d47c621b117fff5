"""The list in SQL: what an import may change, what staff decide, and what happens when either is cut short."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from sqlmodel import select

from app.line import place_lists
from app.line.places_cache import PlacesCache
from app.places.imports.reading import ListRead
from app.places.imports.rows import RefusedFileError
from app.places.site import Site
from app.store import site_list
from app.store.database import Database, open_database
from app.store.tables import SiteImport

NOW = datetime(2026, 11, 23, 17, tzinfo=UTC)
LATER = NOW + timedelta(days=1)


def site(number: int, **values: Any) -> Site:
    base = Site(
        id=f"s{number:012x}", name=f"Place {number}", services=("naloxone",), address=f"{number} Amber St",
        city="Philadelphia", state="PA", latitude=39.96 + number / 1000, longitude=-75.2, hours="24/7",
        zone="America/New_York", source="county", source_id=str(number), phone=f"215-555-{2000 + number}",
    )  # fmt: skip
    return msgspec.structs.replace(base, **values)


def bring(database: Database, *sites: Site, now: datetime = NOW, **values: Any) -> place_lists.ImportReport:
    reading = ListRead(format="csv", sites=sites, aside=(), merged=0, unused=(), without_service=0)
    return place_lists.import_places(database, reading, source="county", now=now, **values)


def live_ids(database: Database) -> list[str]:
    with site_list.live(database) as (_, sites):
        return [one.id for one in sites]


def found(database: Database, number: int) -> site_list.StoredSite:
    kept = site_list.one(database, site(number).id)
    assert kept is not None
    return kept


def test_what_is_imported_lands_unverified_and_is_told_to_nobody(database: Database) -> None:
    report = bring(database, *(site(n) for n in range(5)))

    assert (5, 0, 0, 0) == (report.new, report.changed, report.same, report.gone)
    assert {"unverified": 5} == site_list.counts(database)
    assert [] == live_ids(database)


def test_a_verified_site_is_live_at_once(database: Database) -> None:
    bring(database, site(1))

    assert "" == place_lists.verify(database, site(1).id, by="Sam", now=NOW)
    assert [site(1).id] == live_ids(database)
    assert (date(2026, 11, 23), "Sam", "live") == (
        found(database, 1).site.verified_on, found(database, 1).site.verified_by, found(database, 1).site.status,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("values", "why"),
    [({"services": ()}, "no service"), ({"latitude": None}, "no coordinates"), ({"zone": ""}, "no time zone")],
)
def test_a_site_that_cannot_be_found_cannot_be_verified(database: Database, values: dict[str, Any], why: str) -> None:
    bring(database, site(1, **values))

    assert why in place_lists.verify(database, site(1).id, by="Sam", now=NOW)
    assert "There is no site 'nope'." == place_lists.verify(database, "nope", by="Sam", now=NOW)
    assert [] == live_ids(database)


def test_the_same_import_twice_changes_nothing(database: Database) -> None:
    everything = [site(n, notes=(("en", "Ring."),), accessible=True, minimum_age=18, serves=("PA",)) for n in range(5)]
    bring(database, *everything)

    report = bring(database, *everything)

    assert (0, 0, 5, 0) == (report.new, report.changed, report.same, report.gone)


def test_a_new_import_changes_what_nobody_verified(database: Database) -> None:
    bring(database, *(site(n) for n in range(5)))

    report = bring(database, *(site(n, name=f"Renamed {n}") for n in range(5)), now=LATER)

    assert (5, 0) == (report.changed, report.same)
    assert "Renamed 1" == found(database, 1).site.name


def test_an_import_never_overwrites_what_staff_wrote(database: Database) -> None:
    bring(database, site(1))
    place_lists.edit(database, site(1).id, {"phone": "215-555-9999", "notes.es": "Toque."}, NOW)

    bring(database, site(1, phone="215-555-0000", name="Renamed"), now=LATER)

    kept = found(database, 1)
    assert ("215-555-9999", "Renamed", (("es", "Toque."),)) == (kept.site.phone, kept.site.name, kept.site.notes)
    assert ("notes", "phone") == kept.edited


def test_an_import_changes_nothing_of_a_verified_site_and_shows_staff_what_differs(database: Database) -> None:
    bring(database, site(1))
    place_lists.verify(database, site(1).id, by="Sam", now=NOW)

    first = bring(database, site(1, hours="Mo-Fr 09:00-17:00", services=("food",)), now=LATER)
    second = bring(database, site(1, hours="Mo-Fr 09:00-17:00", services=("food",)), now=LATER)

    kept = found(database, 1)
    assert (1, 0) == (first.kept_back, second.kept_back)
    assert ("live", "24/7", date(2026, 11, 23)) == (kept.site.status, kept.site.hours, kept.site.verified_on)
    assert {"hours": "Mo-Fr 09:00-17:00", "services": ["food"]} == kept.offered


def test_staff_can_believe_what_the_source_says(database: Database) -> None:
    bring(database, site(1))
    place_lists.verify(database, site(1).id, by="Sam", now=NOW)
    bring(database, site(1, hours="Mo-Fr 09:00-17:00", services=("food",), notes=(("en", "Ring."),)), now=LATER)

    assert "" == place_lists.verify(database, site(1).id, by="Sam", now=LATER, take=True)

    kept = found(database, 1)
    assert ("Mo-Fr 09:00-17:00", ("food",), (("en", "Ring."),), {}) == (
        kept.site.hours, kept.site.services, kept.site.notes, kept.offered,
    )  # fmt: skip


def test_what_a_source_has_no_more_is_gone_unless_staff_verified_it(database: Database) -> None:
    bring(database, *(site(n) for n in range(4)))
    place_lists.verify(database, site(0).id, by="Sam", now=NOW)

    report = bring(database, site(2), site(3), now=LATER)

    assert (1, ("Place 0",)) == (report.gone, report.missing)
    assert "live" == found(database, 0).site.status
    assert "gone" == found(database, 1).site.status
    assert 1 == bring(database, *(site(n) for n in range(4)), now=LATER).changed
    assert "unverified" == found(database, 1).site.status


def test_a_list_that_shrank_too_far_is_refused_until_it_is_confirmed(database: Database) -> None:
    bring(database, *(site(n) for n in range(120)))

    with pytest.raises(RefusedFileError, match="CSV_SHRINK: The new list has 1 place, the one before had 120"):
        bring(database, site(1))
    with pytest.raises(RefusedFileError, match="CSV_EMPTY"):
        bring(database, confirm=0)

    assert {"unverified": 120} == site_list.counts(database)
    assert 119 == bring(database, site(1), confirm=1).gone


def test_a_dry_run_changes_nothing(database: Database) -> None:
    report = bring(database, site(1), dry=True)

    assert (1, True) == (report.new, report.dry)
    assert {} == site_list.counts(database)
    assert 0 == site_list.version(database)


class Killed(BaseException):
    """The process was killed."""


@pytest.mark.parametrize("after", [1, 2, 3])
def test_an_import_killed_half_way_leaves_the_old_list_live(database: Database, after: int) -> None:
    bring(database, *(site(n) for n in range(600)))
    place_lists.verify(database, site(1).id, by="Sam", now=NOW)
    before, version = site_list.counts(database), site_list.version(database)
    calls = 0

    def progress(_: int) -> None:
        nonlocal calls
        calls += 1
        if calls == after:
            raise Killed

    changed = [site(n, name=f"New {n}") for n in range(600)] + [site(n) for n in range(1000, 2200)]
    with pytest.raises(Killed):
        bring(database, *changed, now=LATER, progress=progress)

    assert (before, version) == (site_list.counts(database), site_list.version(database))
    assert ("Place 2", [site(1).id]) == (found(database, 2).site.name, live_ids(database))
    assert 1200 == bring(database, *changed, now=LATER).new


def test_what_staff_change_while_an_import_runs_stays(database: Database) -> None:
    bring(database, *(site(n) for n in range(600)))

    def progress(done: int) -> None:
        if done == 500:
            assert "" == place_lists.verify(database, site(5).id, by="Sam", now=LATER)
            assert [] == place_lists.edit(database, site(6).id, {"name": "Ours"}, LATER)

    new = [site(n) for n in range(1000, 1600)]
    bring(database, *(site(n, name=f"New {n}") for n in range(600)), *new, now=LATER, progress=progress)

    assert ("live", "Place 5") == (found(database, 5).site.status, found(database, 5).site.name)
    assert ("Ours", "New 7") == (found(database, 6).site.name, found(database, 7).site.name)


def test_pausing_takes_a_site_away_and_verifying_brings_it_back(database: Database) -> None:
    bring(database, site(1))
    place_lists.verify(database, site(1).id, by="Sam", now=NOW)

    assert place_lists.pause(database, site(1).id, NOW)
    assert [] == live_ids(database)
    assert "" == place_lists.verify(database, site(1).id, by="Sam", now=LATER)
    assert [site(1).id] == live_ids(database)
    assert not place_lists.pause(database, "nope", NOW)


WRONG = [
    ({"services": "unicorns"}, "No service is called 'unicorns'"), ({"latitude": "95"}, "not on Earth"),
    ({"latitude": "north"}, "not a number"), ({"hours": "9-5"}, "cannot be read"), ({"zone": "Mars"}, "not a time zone"),
    ({"status": "live"}, "verify it"), ({"verified_on": "2026-01-01"}, "cannot be set"), ({"id": "x"}, "cannot be set"),
    ({"name": "=1"}, "cannot be empty or start with"), ({"kind": "castle"}, "kind is one of"), ({}, "nothing to change"),
    ({"notes.french": "x"}, "notes.en, notes.es"), ({"needs_id": "maybe"}, "yes, no or empty"), ({"minimum_age": "old"}, "a number"),
]  # fmt: skip


@pytest.mark.parametrize(("values", "message"), WRONG)
def test_an_edit_with_a_mistake_changes_nothing(database: Database, values: dict[str, str], message: str) -> None:
    bring(database, site(1))

    problems = place_lists.edit(database, site(1).id, {**values}, NOW)

    assert message in problems[0]
    assert site(1).name == found(database, 1).site.name


def test_stale_lists_whom_to_call_the_longest_unchecked_first(database: Database) -> None:
    bring(database, *(site(n) for n in range(4)))
    for number, days in ((1, 100), (2, 200), (3, 10)):
        place_lists.verify(database, site(number).id, by="Sam", now=NOW - timedelta(days=days))

    assert ["Place 2", "Place 1"] == [one.name for one in place_lists.stale(database, NOW)]


def test_sites_are_listed_by_status_service_and_words(database: Database) -> None:
    bring(database, site(1), site(2, services=("food", "shelter"), name="50% Off Hall"), site(3, city="Reading"))

    assert ["50% Off Hall"] == [one.name for one in site_list.listed(database, service="food")]
    assert ["Place 3"] == [one.name for one in site_list.listed(database, words="reading")]
    assert [] == site_list.listed(database, status="live")
    assert [] == site_list.listed(database, service="foo")


def test_an_import_is_on_record(database: Database) -> None:
    bring(database, site(1), by="sam")

    with database.reading() as session:
        assert [("county", "sam", 1)] == [
            (one.source, one.by, one.new) for one in session.exec(select(SiteImport)).all()
        ]


CONTENT = Path(__file__).parents[2] / "content"


def watched(database: Database | None, tmp_path: Path, *, demo: bool = False) -> PlacesCache:
    opened = (lambda: database) if database is not None else None
    return PlacesCache(content=CONTENT, var=tmp_path, database=opened, demo=demo)


def test_a_process_sees_a_change_at_its_next_look(database: Database, tmp_path: Path) -> None:
    bring(database, site(1), site(2))
    one, other = watched(database, tmp_path / "a"), watched(database, tmp_path / "b")
    assert (0, 0) == (len(one.refresh()), len(other.refresh()))
    before = one.finder

    place_lists.verify(database, site(1).id, by="Sam", now=NOW)

    assert (1, 1) == (len(one.refresh()), len(other.refresh()))
    assert before is not one.finder
    assert one.finder is one.refresh()
    place_lists.pause(database, site(1).id, NOW)
    assert 0 == len(other.refresh())


class Broken:
    """A database that answers nothing."""

    def __getattr__(self, name: str) -> Any:
        raise ConnectionError(name)


def test_without_a_database_the_list_in_memory_answers(database: Database, tmp_path: Path) -> None:
    bring(database, site(1))
    place_lists.verify(database, site(1).id, by="Sam", now=NOW)
    opened: list[Any] = [database]
    process = PlacesCache(content=CONTENT, var=tmp_path, database=lambda: opened[0], demo=False)
    process.refresh()

    opened[0] = Broken()

    assert 1 == len(process.refresh())
    assert "Place 1" in process.refresh().find("naloxone", "19104", language="en", now=NOW).text


def test_a_process_that_starts_without_a_database_takes_up_the_list_it_last_saw(
    database: Database, tmp_path: Path
) -> None:
    bring(database, site(1))
    place_lists.verify(database, site(1).id, by="Sam", now=NOW)
    watched(database, tmp_path).refresh()

    started = PlacesCache(content=CONTENT, var=tmp_path, database=Broken, demo=False)  # type: ignore[arg-type]

    assert 1 == len(started.refresh())


def test_the_demo_list_answers_only_where_there_is_no_list_and_only_in_demo(tmp_path: Path) -> None:
    assert len(watched(None, tmp_path, demo=True).refresh()) >= 12
    assert 0 == len(watched(None, tmp_path, demo=False).refresh())


def test_a_broken_last_list_is_no_list(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "places.list").write_bytes(b"\xff\xff\xff\xffjunk")

    assert 0 == len(watched(None, tmp_path).refresh())


def killed_import(url: str) -> None:
    """Imports 3,000 sites and kills this process in the middle of it."""
    calls = iter(range(10))

    def progress(_: int) -> None:
        if next(calls) == 2:
            os.kill(os.getpid(), signal.SIGKILL)

    bring(open_database(url), *(site(n, name="New") for n in range(3000)), now=LATER, progress=progress)


def test_an_import_whose_process_is_killed_leaves_the_old_list(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    bring(database, *(site(n) for n in range(600)))
    before, version = site_list.counts(database), site_list.version(database)
    database.close()

    code = f"from tests.places.test_list import killed_import; killed_import({sqlite_url!r})"
    child = subprocess.run([sys.executable, "-c", code], cwd=CONTENT.parent, check=False, capture_output=True)

    after = open_database(sqlite_url)
    assert -signal.SIGKILL == child.returncode, child.stderr
    assert (before, version, "Place 1") == (
        site_list.counts(after),
        site_list.version(after),
        found(after, 1).site.name,
    )
    assert 2400 == bring(after, *(site(n) for n in range(3000)), now=LATER).new
    after.close()
