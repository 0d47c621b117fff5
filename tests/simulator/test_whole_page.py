"""The page in a browser in front of the real line, as somebody who has just started it would try it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from app.config.settings import Settings
from app.web.main import create_app
from tests.serving import served
from tests.simulator.conftest import opened

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.xdist_group("browser")  # one browser is enough

PICTURE = Path(__file__).resolve().parents[2] / "docs" / "images" / "simulator.png"
_STATUS = "document.querySelector('[data-status]').textContent"


@pytest.fixture(scope="module")
def address(own_settings: Settings) -> Iterator[str]:
    """Where the real line is served."""
    with served(create_app(own_settings)) as address:
        yield address


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh tab on the real line's page."""
    with opened(browser, address) as tab:
        yield tab


def test_every_quick_pick_is_answered_and_none_leaves_a_complaint(page: Page) -> None:
    for number, button in enumerate(page.locator("[data-quick]").all(), 1):
        button.click()
        page.locator(".bubble").nth(2 * number - 1).wait_for()

        assert 0 == page.locator("[data-notes] li").count(), button.inner_text()
    answers = page.locator(".theirs").all_inner_texts()
    assert "911" in answers[0]
    assert "911" in answers[2]
    assert 5 == len(answers)


def test_the_beginning_of_an_emergency_answer_is_in_sight(page: Page) -> None:
    page.get_by_role("button", name="narcan", exact=True).click()
    page.locator(".theirs").nth(0).wait_for()
    page.get_by_role("button", name="od", exact=True).click()
    page.locator(".theirs").nth(1).wait_for()
    answer = page.locator(".theirs").nth(1).bounding_box()
    log = page.locator("[data-log]").bounding_box()

    assert answer is not None
    assert log is not None
    assert log["y"] <= answer["y"] <= log["y"] + log["height"] / 2


def test_a_call_with_keys_only_reaches_the_steps(page: Page) -> None:
    page.get_by_role("tab", name="Call").click()
    page.get_by_role("button", name="Call", exact=True).click()
    page.locator(".caption").first.wait_for()
    page.get_by_role("button", name="1", exact=True).click()
    page.locator("[data-captions]").get_by_text("9 1 1").first.wait_for()
    page.get_by_role("button", name="Hang up").click()
    page.get_by_role("status").get_by_text("You hung up.").wait_for()

    assert 0 == page.locator("[data-notes] li").count()


def test_a_call_in_silence_ends_kindly(page: Page) -> None:
    page.get_by_role("tab", name="Call").click()
    page.get_by_role("button", name="Call", exact=True).click()
    page.wait_for_function(f"() => /listening/.test({_STATUS})")
    for _ in range(12):
        heard = page.locator(".caption").count()
        page.get_by_role("button", name="Stay silent").click()
        page.wait_for_function(
            f"heard => document.querySelectorAll('.caption').length > heard && /listening|over/.test({_STATUS})",
            arg=heard,
        )
        if page.get_by_role("button", name="Hang up").is_disabled():
            break

    assert "The line hung up." in page.get_by_role("status").inner_text()


def test_a_picture_for_the_readme_can_be_taken(page: Page) -> None:
    """`TAKE_PICTURE=1 pytest tests/simulator/test_whole_page.py`, then `pngquant` the file."""
    page.set_viewport_size({"width": 1280, "height": 1000})
    for number, text in enumerate(("narcan", "my friend wont wake up")):
        page.get_by_role("button", name=text, exact=True).click()
        page.locator(".theirs").nth(number).wait_for()
    picture = page.screenshot(animations="disabled")

    assert picture.startswith(b"\x89PNG")
    if os.environ.get("TAKE_PICTURE"):
        PICTURE.parent.mkdir(parents=True, exist_ok=True)
        PICTURE.write_bytes(picture)
