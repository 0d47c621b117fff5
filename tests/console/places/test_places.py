"""Staff keep the list of places true: they check, correct, pause, and every act can be taken back."""

from __future__ import annotations

import html
import re
import time
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import httpx
import msgspec
import pytest

from app.base import clock
from app.console.places.desk import desk_of
from app.console.places.place_map import HEIGHT, WIDTH, map_of
from app.console.roles import Role
from app.places.site import Site
from app.store import site_list
from app.store.database import Database, open_database
from app.store.tables import PlaceReportRow
from tests.console.places.sites import CSV, SITES
from tests.console.workshop import StaffBrowser, Workshop, workshop


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with workshop(tmp_path, database_url=f"sqlite:///{tmp_path}/var/console.db") as made:
        site_list.add(database_of(made), SITES, clock.unshifted())
        yield made


def database_of(shop: Workshop) -> Database:
    settings = shop.services.settings
    assert settings is not None
    return open_database(settings.database)


def stored(shop: Workshop, site_id: str) -> Site:
    kept = desk_of(shop.services).one(site_id)
    assert kept is not None
    return kept.site


def undone(browser: StaffBrowser, page: httpx.Response) -> str:
    """The page after the "Undo" of this one was pressed."""
    (path,) = re.findall(r'action="(/staff/places/one/[^"]*/undo)"', page.text)
    (before,) = re.findall(r'name="before" value="([^"]*)"', page.text)
    return browser.post(path, before=html.unescape(before)).text


def test_the_list_is_found_by_word_state_and_service_with_a_map(shop: Workshop) -> None:
    page = shop.browser("Rita", Role.READER).get("/staff/places?q=Harbor&status=unverified&service=naloxone").text

    assert "4 places" in page
    assert page.count('href="/staff/places/one/s1"') == 2  # in the list and on the map
    assert "No place matches" in shop.browser("Rita", Role.READER).get("/staff/places?q=nowhere").text


def test_a_reader_sees_and_changes_nothing(shop: Workshop) -> None:
    rita = shop.browser("Rita", Role.READER)

    assert 200 == rita.get("/staff/places/one/s1").status_code
    for path in ("one/s1", "one/s1/verify", "one/s1/pause", "one/s1/undo", "verify", "import", "sheet"):
        assert 403 == rita.post(f"/staff/places/{path}").status_code
    assert "unverified" == stored(shop, "s1").status


def test_three_places_are_called_one_after_the_other(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    assert "To call: 4" in ana.get("/staff/places/due").text
    for number in (1, 2, 3):
        assert f"Harbor {number} is told to callers" in ana.post(f"/staff/places/one/s{number}/verify", then="due").text

    assert ["Ana"] * 3 == [stored(shop, f"s{number}").verified_by for number in (1, 2, 3)]
    assert "To call: 1" in ana.get("/staff/places/due").text


def test_many_are_checked_at_once_and_what_lacks_something_is_named(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    site_list.edit(database_of(shop), "s2", {"zone": ""}, clock.unshifted())

    assert "checked today: 1. Not: 1. Harbor 2" in ana.post("/staff/places/verify", id=["s1", "s2"]).text
    assert "live" == stored(shop, "s1").status
    assert "unverified" == stored(shop, "s2").status


def test_a_pause_and_a_check_are_taken_back_by_one_press(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    live = ana.post("/staff/places/one/s1/verify")
    paused = ana.post("/staff/places/one/s1/pause")
    assert "paused" == stored(shop, "s1").status

    assert "is as it was" in undone(ana, paused)
    assert "live" == stored(shop, "s1").status
    undone(ana, live)
    assert stored(shop, "s1").status == "unverified"
    assert stored(shop, "s1").verified_on is None


def test_a_correction_is_staffs_own_and_can_be_taken_back(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    page = ana.post(
        "/staff/places/one/s1",
        name="Harbor House",
        hours="Mo-Fr 10:00-18:00; PH off",
        **{"notes.es": "Toque el timbre."},
    )

    now = stored(shop, "s1")
    assert ("Harbor House", "Mo-Fr 10:00-18:00; PH off", (("es", "Toque el timbre."),)) == (
        now.name,
        now.hours,
        now.notes,
    )
    undone(ana, page)
    assert stored(shop, "s1") == SITES[0]


def test_what_cannot_be_is_said_and_nothing_is_changed(shop: Workshop) -> None:
    page = shop.browser("Ana").post("/staff/places/one/s1", latitude="north", name="=1+1")

    assert 422 == page.status_code
    assert "is not a number" in page.text
    assert "Nothing was changed." in page.text
    assert stored(shop, "s1") == SITES[0]


def test_nobody_is_made_live_by_the_way_back(shop: Workshop) -> None:
    held = msgspec.json.encode({"id": "s9", "source": "x", "demo": True}).decode()
    shop.browser("Ana").post("/staff/places/one/s1/undo", before=held)

    assert stored(shop, "s1") == SITES[0]
    assert 400 == shop.browser("Ana").post("/staff/places/one/s1/undo", before="[").status_code


def test_what_callers_said_is_place_day_and_count(shop: Workshop) -> None:
    with database_of(shop).writing() as session:
        session.add(PlaceReportRow(site_id="s1", day=clock.unshifted().date(), kind="closed", people=2))
    rita = shop.browser("Rita", Role.READER)

    page = rita.get("/staff/places/reports").text
    assert "Harbor 1" in page
    assert "it was closed" in page
    assert "Callers say:" in rita.get("/staff/places/due").text
    shop.browser("Ana").post("/staff/places/one/s1/verify")
    assert "Nobody said anything" in rita.get("/staff/places/reports").text


def test_the_sheet_goes_out_and_comes_back_filled(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    sheet = ana.get("/staff/places/sheet").text
    lines = sheet.splitlines()
    filled = "\n".join(
        [lines[0], *("yes" + line for line in lines[1:3]), *("gone" + line for line in lines[3:4]), *lines[4:]]
    )

    page = ana.upload("/staff/places/sheet", filled.encode(), name="calls.csv").text

    assert "2 checked today" in page
    assert "1 closed for good" in page
    assert "1 without an answer" in page


def taken_back(browser: StaffBrowser, page: str) -> str:
    """The page after the one offered way back on this page was pressed."""
    (path,) = set(re.findall(r'action="(/staff/places/back/[^"]+)"', page))
    return browser.post(path).text


def test_many_checks_are_taken_back_at_once_but_for_what_was_changed_since(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    page = ana.post("/staff/places/verify", id=["s1", "s2", "s3"]).text
    ana.post("/staff/places/one/s2", name="Harbor House")

    assert "As they were before: 2. Taken off the list: 0. Changed since, and left: 1." in taken_back(ana, page)
    assert SITES[0] == stored(shop, "s1")
    assert "live" == stored(shop, "s2").status
    assert "Harbor House" == stored(shop, "s2").name
    assert "places/back" not in ana.get("/staff/places").text


def test_a_sheet_is_taken_back_at_once(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    lines = ana.get("/staff/places/sheet").text.splitlines()
    filled = "\n".join([lines[0], "yes" + lines[1].replace("Harbor", "Pier"), "gone" + lines[2], *lines[3:]])
    page = ana.upload("/staff/places/sheet", filled.encode(), name="calls.csv").text
    assert "gone" in {stored(shop, site.id).status for site in SITES}

    assert "As they were before: 2." in page
    assert "As they were before: 2." in taken_back(ana, page)
    assert SITES == [stored(shop, site.id) for site in SITES]


def test_a_whole_list_is_taken_back_at_once(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    path, _ = arrived(ana, CSV.encode(), source="county")
    ana.post(f"{path}/apply", shrunk="yes")
    page = settled(ana, path)
    assert "gone" == stored(shop, "s1").status

    assert "As they were before: 4. Taken off the list: 2." in taken_back(ana, page)
    assert SITES == desk_of(shop.services).listed(status="", service="", words="")


def test_after_a_day_or_by_a_reader_nothing_is_taken_back(shop: Workshop) -> None:
    ana, rita = shop.browser("Ana"), shop.browser("Rita", Role.READER)
    ana.post("/staff/places/verify", id=["s1", "s2"])
    (path,) = re.findall(r'action="(/staff/places/back/[^"]+)"', ana.get("/staff/places").text)
    assert "places/back" not in rita.get("/staff/places").text
    assert 403 == rita.post(path).status_code

    shop.later(hours=25)
    late = shop.browser("Ana").post(path)
    assert 409 == late.status_code
    assert "A day is over" in late.text
    assert "live" == stored(shop, "s1").status


def test_points_lie_within_the_picture_with_north_up() -> None:
    drawn = map_of([*SITES, msgspec.structs.replace(SITES[0], id="mail", latitude=None, longitude=None)])

    assert 1 == drawn.without
    assert all(0 < one.x < WIDTH and 0 < one.y < HEIGHT for one in drawn.points)
    assert drawn.points[3].y < drawn.points[0].y
    assert 2 <= len(drawn.lines) <= 20
    assert map_of([]).points == ()


def test_the_names_of_lines_stand_apart_though_all_places_lie_above_each_other() -> None:
    lowell, brockton = (
        msgspec.structs.replace(SITES[0], latitude=at, longitude=long)
        for at, long in ((42.65, -71.31), (42.08, -71.02))
    )
    lines = map_of([lowell, brockton]).lines
    down = sorted(one.x1 for one in lines if one.x1 == one.x2)

    assert len(down) >= 2
    assert all(right - left >= 60 for left, right in pairwise(down))


def test_a_place_not_checked_for_ninety_days_is_due(shop: Workshop) -> None:
    old = clock.unshifted().date() - timedelta(days=100)
    site_list.edit(
        database_of(shop), "s4", {"status": "live", "verified_on": old, "verified_by": "Bo"}, clock.unshifted()
    )

    page = shop.browser("Ana").get("/staff/places?status=live").text
    assert "not checked for 90 days" in page


def arrived(browser: StaffBrowser, data: bytes, **fields: str) -> tuple[str, str]:
    """(address of the list, its page once it was read)."""
    page = browser.upload("/staff/places/import", data, name="county.csv", **fields)
    return str(page.url.path), settled(browser, str(page.url.path))


def settled(browser: StaffBrowser, path: str) -> str:
    until = time.monotonic() + 120
    while "data-running" in (page := browser.get(path).text):
        assert time.monotonic() < until
        time.sleep(0.1)
    return page


def test_a_list_with_bad_rows_comes_in_and_the_rows_are_mended_in_place(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    path, page = arrived(ana, CSV.encode(), source="county two")

    assert "Set aside: 2" in page
    assert "hours that can mean two things" in page
    assert 4 == sum(desk_of(shop.services).counts().values())
    row = {
        "value Site Name": "Lost Place",
        "value Street": "300 Broad St",
        "value City": "Philadelphia",
        "value State": "PA",
        "value Zip": "19146",
    }
    assert (
        "Row 5 is still set aside" in ana.post(f"{path}/mend", row="5", **(row | {"value Street": "P.O. Box 9"})).text
    )
    assert "Row 5 is taken in." in ana.post(f"{path}/mend", row="5", **row).text

    ana.post(f"{path}/apply")
    assert "Taken over. New: 3" in settled(ana, path)
    assert {"unverified"} == {one.status for one in desk_of(shop.services).listed(status="", service="", words="Broad")}
    assert 3 == len(desk_of(shop.services).listed(status="", service="", words="Broad"))
    assert "Test entry" in ana.get(f"{path}/aside").text


def test_a_row_mended_after_the_list_was_taken_over_comes_on_top(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    path, _ = arrived(ana, CSV.encode())
    ana.post(f"{path}/apply")
    settled(ana, path)
    ana.post(
        f"{path}/mend",
        row="5",
        **{"value Street": "300 Broad St", "value City": "Philadelphia", "value State": "PA", "value Zip": "19146"},
    )

    assert 3 == len(desk_of(shop.services).listed(status="", service="", words="Broad"))


def test_a_list_that_has_shrunk_waits_for_somebody_to_say_it_is_right(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    path, page = arrived(
        ana, CSV.splitlines()[0].encode() + b"\n" + CSV.splitlines()[1].encode() + b"\n", source="county"
    )

    assert "It is right that there are only 1 now" in page
    assert "Tick that the shorter list is right" in ana.post(f"{path}/apply").text
    ana.post(f"{path}/apply", shrunk="yes")
    assert "Taken over. New: 1" in settled(ana, path)
    assert "gone" == stored(shop, "s1").status


def test_a_column_that_is_not_clear_is_asked_for(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    path, page = arrived(ana, b"ABC,Zip\nNorth Van,19121\nSouth House,19146\n")

    assert "This cannot be taken as it is" in page
    ana.post(f"{path}/columns", name="ABC")
    assert "Take it over" in settled(ana, path)


@pytest.mark.parametrize("data", [b"\x00\x01\x02" * 50, b"PK\x03\x04broken", b"{" * 5000])
def test_a_file_that_is_no_list_is_refused_and_the_console_goes_on(shop: Workshop, data: bytes) -> None:
    ana = shop.browser("Ana")
    _, page = arrived(ana, data)

    assert "Another file" in page
    assert 4 == sum(desk_of(shop.services).counts().values())


def test_nobody_sees_the_list_that_somebody_else_brings_in(shop: Workshop) -> None:
    path, _ = arrived(shop.browser("Ana"), CSV.encode())

    assert 404 == shop.browser("Bo").get(path).status_code


def test_a_console_whose_record_has_no_places_says_where_they_are(tmp_path: Path) -> None:
    with workshop(tmp_path) as other:
        page = other.browser("Ana").get("/staff/places")

    assert 409 == page.status_code
    assert "porchlight places" in page.text
