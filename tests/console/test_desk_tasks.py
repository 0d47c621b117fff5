"""What people who keep a line true do in a week, done in a browser that keeps to what the console's headers say."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from app.base import clock
from app.console.application import Console
from app.console.roles import Role
from app.store import site_list
from app.store.database import open_database
from tests.console.places.sites import CSV, SITES
from tests.console.served_console import REPOSITORY, ServedConsole, browser, console_at, tab_of
from tests.serving import free_port, served

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")  # one browser is enough


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedConsole]:
    home = tmp_path_factory.mktemp("line")
    for folder in ("flows", "content"):
        shutil.copytree(REPOSITORY / folder, home / folder)
    learnt = REPOSITORY / "var" / "cache" / "understanding"
    if learnt.is_dir():
        shutil.copytree(learnt, home / "var" / "cache" / "understanding")
    (home / "var").mkdir(exist_ok=True)
    url, port = f"sqlite:///{home}/var/console.db", free_port()
    services, access = console_at(home, url, origin=f"http://localhost:{port}", database_url=url)
    site_list.add(open_database(url), SITES, clock.unshifted())
    with served(Console(services).app, name="localhost", port=port) as address:
        yield ServedConsole(address, access, services)
    services.close()
    access.book.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as opened:
        yield opened


@pytest.fixture
def tab(held: ServedConsole, chromium: Any) -> Iterator[Page]:
    with tab_of(chromium, held, held.signed_in("Ana", Role.EDITOR), viewport={"width": 390, "height": 800}) as opened:
        opened.goto(f"{held.address}/staff")
        yield opened
        assert opened.evaluate("document.documentElement.scrollWidth <= innerWidth")


def to(tab: Page, area: str) -> None:
    tab.get_by_role("navigation").get_by_role("link", name=area, exact=True).click()
    tab.get_by_role("heading", level=1, name=area, exact=True).wait_for()


def test_three_places_are_checked_one_after_the_other(tab: Page) -> None:
    to(tab, "Places")
    tab.get_by_role("link", name="To call: 4").click()
    tab.get_by_role("link", name="Call one after the other").click()
    for number in (1, 2, 3):
        tab.get_by_role("heading", level=1, name=f"Harbor {number}").wait_for()
        tab.get_by_role("button", name="All of this is right, today").press("Enter")
        tab.get_by_role("status").get_by_text(f"Harbor {number} is told to callers").wait_for()

    tab.get_by_role("heading", level=1, name="Harbor 4").wait_for()
    tab.get_by_role("button", name="Undo").click()
    tab.get_by_role("heading", level=1, name="Harbor 3").wait_for()
    assert "not checked yet" in tab.locator("main").inner_text()


def test_a_list_with_bad_rows_comes_in_and_one_is_mended_in_place(tab: Page) -> None:
    to(tab, "Places")
    tab.get_by_role("link", name="Bring in a list").click()
    tab.get_by_label("The file").set_input_files({"name": "new.csv", "mimeType": "text/csv", "buffer": CSV.encode()})
    tab.get_by_role("button", name="Read it").click()
    tab.get_by_role("heading", name="Set aside: 2").wait_for()
    row = tab.locator("details", has_text="Lost Place")
    for label, words in (("Street", "300 Broad St"), ("City", "Philadelphia"), ("State", "PA"), ("Zip", "19146")):
        row.get_by_label(label, exact=True).fill(words)
    row.get_by_role("button", name="Take this row in").click()
    tab.get_by_role("status").get_by_text("Row 5 is taken in.").wait_for()
    tab.get_by_role("button", name="Take it over").click()
    tab.get_by_text("Taken over. New: 3.").wait_for()


def test_a_wrong_number_leaves_every_text_that_says_it(tab: Page, held: ServedConsole) -> None:
    to(tab, "Numbers to call")
    tab.get_by_role("link", name="SafeSpot").click()
    tab.get_by_role("link", name="Wrong number: take it out of use").click()
    boxes = tab.get_by_role("textbox")
    assert boxes.count() > 2
    for number in range(boxes.count()):
        box = boxes.nth(number)
        words = re.sub(
            r",? *(y|and|or|o)? *SafeSpot,? *(al )?\{phone\.safespot\}|\{phone\.safespot\}", "", box.input_value()
        )
        box.fill(words)
    tab.get_by_role("button", name="Put it in my draft").click()
    tab.get_by_role("status").get_by_text("SafeSpot is out of use in your draft").wait_for()

    draft = held.services.releases.drafts(owner="Ana")[0]
    assert b"phone.safespot" not in b"".join(held.services.releases.files(draft=draft.id).values())
    tab.get_by_role("status").get_by_role("button", name="Undo").click()
    tab.get_by_role("heading", level=1, name="SafeSpot").wait_for()


def test_an_example_is_taught_in_a_draft_and_measured(tab: Page) -> None:
    to(tab, "How people ask")
    tab.get_by_label("A message").fill("my cousin is cold and purple")
    tab.get_by_role("button", name="Read it").press("Enter")
    tab.get_by_role("heading", name="How it is read").wait_for()
    tab.get_by_label("What it means").select_option("intent:overdose_emergency")
    tab.get_by_role("button", name="Add it to my draft").click()
    tab.get_by_role("status").get_by_text("is in your draft, as: Somebody may be overdosing").wait_for()
    tab.get_by_role("button", name="Measure what it does").click()
    tab.locator(
        "[data-running], table"
    ).first.wait_for()  # what comes of it is tried on a small line, which learns faster
    tab.get_by_role("link", name="How people ask").first.click()
    tab.get_by_role("heading", name="Your draft teaches other messages").wait_for()


def test_a_heat_wave_is_a_topic_in_two_languages_and_is_heard_in_the_draft(tab: Page, held: ServedConsole) -> None:
    to(tab, "What the line says")
    tab.get_by_role("link", name="Add something people ask about").click()
    tab.get_by_label("What it is about").fill("heat wave")
    for language, words, says in (
        ("en", "heat dome\ncooling center", "In a heat wave, go where it is cool. Drink water often."),
        (
            "es",
            "ola de calor\ncentro de enfriamiento",
            "En una ola de calor, vaya a un lugar fresco. Tome agua seguido.",
        ),
    ):
        tab.locator(f"#asked-{language}").fill(words)
        tab.locator(f"#text-{language}").fill(says)
    tab.get_by_label("Where the facts come from").fill("https://www.cdc.gov/heat-health/")
    tab.get_by_role("button", name="Add it to my draft").click()
    tab.get_by_role("status").get_by_text("It is in your draft").wait_for()

    to(tab, "How people ask")
    for language, words, answer in (
        ("en", "is there a cooling center", "go where it is cool"),
        ("es", "hay un centro de enfriamiento", "lugar fresco"),
    ):
        tab.get_by_label("A message").fill(words)
        tab.get_by_label("Written in").select_option(language)
        tab.get_by_role("button", name="Read it").click()
        draft = tab.get_by_role("region", name="With your draft")
        draft.wait_for()
        assert answer in draft.inner_text()
