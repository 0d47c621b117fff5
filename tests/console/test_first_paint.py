"""A page is there before what takes long to work out; without script all of it comes at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.editing import first_look, looks
from app.console.staff_request import SCRIPT_COOKIE
from tests.console.workshop import StaffBrowser, Workshop, workshop

CHECKED = "Being checked"
PAGES = ("/staff/texts/line.welcome", "/staff/files/flows/main.yaml")


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    first_look.FIRST_LOOKS.clear()
    looks.LOOKS.clear()
    with workshop(tmp_path) as made:
        yield made


def scripted(browser: StaffBrowser) -> StaffBrowser:
    """The same person, whose browser ran our script on the page before."""
    browser.cookie(SCRIPT_COOKIE, "1")
    return browser


@pytest.mark.parametrize("path", PAGES)
def test_what_the_check_says_comes_after_the_page_once_and_then_with_it(shop: Workshop, path: str) -> None:
    plain = shop.browser("Ana").get(path).text
    first_look.FIRST_LOOKS.clear()
    looks.LOOKS.clear()
    ana = scripted(shop.browser("Ana"))

    assert CHECKED not in plain
    assert "data-late" in ana.get(path).text
    assert CHECKED in ana.get(path).text
    shop.browser("Bo").get(path)  # worked out for whoever has no script
    assert CHECKED not in ana.get(path).text


def test_the_first_page_says_that_files_are_being_read_and_goes_on(shop: Workshop) -> None:
    first = scripted(shop.browser("Ana")).get("/staff").text

    assert 'data-then="/staff?now=1"' in first
    assert "What needs you" in shop.browser("Ana").get("/staff?now=1").text
    assert "data-then" not in scripted(shop.browser("Ana")).get("/staff").text
