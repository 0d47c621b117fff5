"""What staff came to do, done in a real browser: change, add, translate, mend, find out why, publish, undo, approve."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app.base import clock
from app.console.roles import Role
from app.store.staff import accounts
from tests.console.served_console import ServedConsole, browser, console, tab_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")  # one browser is enough
HERE = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    with browser() as found:
        yield found


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory, chromium: Any) -> Iterator[ServedConsole]:
    """The console over a copy of this line's own files."""
    assert chromium
    home = tmp_path_factory.mktemp("line")
    for name in ("flows", "content"):
        shutil.copytree(HERE / name, home / name)
    with console(home, home=home) as served:
        yield served


def content(held: ServedConsole, path: str) -> str:
    """What callers are answered from."""
    return (held.services.home / path).read_text(encoding="utf-8")


def publish(chromium: Any, held: ServedConsole, owner: str) -> None:
    """An approver publishes the draft of this person."""
    with tab_of(chromium, held, held.signed_in("Bo", Role.APPROVER)) as tab:
        tab.goto(f"{held.address}/staff/drafts")
        tab.get_by_role("main").get_by_role("link").filter(has_text=f"{owner},").first.click()
        tab.get_by_role("link", name="See what changes for callers").click()
        tab.get_by_label("Why").fill(f"By {owner}")
        tab.get_by_role("button", name="Publish").click()
        tab.get_by_text("is live.").wait_for()


def find_text(tab: Page, held: ServedConsole, words: str) -> None:
    """From the first page to the text that says these words."""
    tab.goto(f"{held.address}/staff")
    tab.get_by_role("link", name="What the line says").click()
    tab.get_by_label("Search all texts").fill(words)
    tab.get_by_role("button", name="Search").click()
    tab.get_by_role("main").get_by_role("listitem").get_by_role("link").first.click()
    tab.get_by_role("link", name="Change this text").click()


def test_a_sentence_is_changed_published_and_brought_back(chromium: Any, held: ServedConsole) -> None:
    before = content(held, "content/en/naloxone.yaml")
    with tab_of(chromium, held, held.signed_in("Ana", Role.EDITOR)) as tab:
        find_text(tab, held, "You can buy naloxone in every state")
        for field in ("#text-en", "textarea[name=voice-en]"):
            words = tab.locator(field).input_value()
            tab.locator(field).fill(words.replace("It can cost a lot.", "The price can be high."))
        tab.locator("[data-figures=en] ins").first.wait_for()
        tab.keyboard.press("Tab")
        tab.get_by_role("button", name="Save in my draft").click()
        tab.get_by_text("Saved in your draft.").wait_for()
        assert content(held, "content/en/naloxone.yaml") == before
    publish(chromium, held, "Ana")
    assert "The price can be high." in content(held, "content/en/naloxone.yaml")

    with tab_of(chromium, held, held.signed_in("Bo", Role.APPROVER)) as tab:
        tab.goto(f"{held.address}/staff/releases")
        tab.get_by_role("button", name="Go back to").first.click()
        tab.get_by_text("Callers get the words of release").wait_for()
    assert content(held, "content/en/naloxone.yaml") == before


def test_a_choice_is_added_to_a_page_in_two_languages(chromium: Any, held: ServedConsole) -> None:
    with tab_of(chromium, held, held.signed_in("Cam", Role.EDITOR)) as tab:
        tab.goto(f"{held.address}/staff/says/naloxone.by_mail")
        tab.get_by_text("Add a choice").click()
        tab.get_by_label("The page it leads to").select_option("services.syringes")
        tab.get_by_label("What stands behind the number (en)").fill("Syringe services")
        tab.get_by_label("What stands behind the number (es)").fill("Jeringas")
        tab.get_by_role("button", name="Add it to my draft").click()
        tab.get_by_text("The choice is in your draft.").wait_for()
        assert "3 Jeringas" in tab.locator(".bubble[lang=es]").inner_text()
        tab.get_by_role("button", name="Undo").click()
        tab.get_by_text("Undone.").wait_for()
        assert "3 Jeringas" not in tab.locator(".bubble[lang=es]").inner_text()


def test_what_is_stale_is_translated(chromium: Any, held: ServedConsole) -> None:
    with tab_of(chromium, held, held.signed_in("Dee", Role.EDITOR)) as tab:
        tab.goto(f"{held.address}/staff/texts/naloxone.ask_place")
        tab.locator("#text-en").fill("Naloxone near you: send a ZIP code or a town. We do not keep it.")
        tab.get_by_role("button", name="Save in my draft").click()
        tab.get_by_text("does not follow the first language any more").wait_for()
        tab.get_by_label("It says the same as the English text").check()
        tab.get_by_role("button", name="Save in my draft").click()
        tab.get_by_text("Saved in your draft.").wait_for()
        assert not tab.get_by_text("does not follow the first language any more").count()


def test_a_heat_wave_topic_is_added_in_two_languages_and_answers_on_the_phone(
    chromium: Any, held: ServedConsole
) -> None:
    with tab_of(chromium, held, held.signed_in("Eve", Role.EDITOR)) as tab:
        tab.goto(f"{held.address}/staff/says")
        tab.get_by_role("link", name="Add something people ask about").click()
        tab.get_by_label("What it is about").fill("cooling center")
        tab.locator("#asked-en").fill("cooling center\nplace to cool down")
        tab.locator("#text-en").fill(
            "Too hot? Go where it is cool, like a library. Drink water often. Call 211 to ask where."
        )
        tab.locator("#asked-es").fill("centro de enfriamiento\nlugar fresco")
        tab.locator("#text-es").fill(
            "¿Mucho calor? Vaya a un lugar fresco, como una biblioteca. Tome agua seguido. Llame al 211."
        )
        tab.get_by_label("The fact it says").fill("Going where it is cool protects from heat illness.")
        tab.get_by_label("Where the facts come from").fill("https://www.cdc.gov/heat-health/about/index.html")
        tab.get_by_role("button", name="Add it to my draft").click()
        tab.get_by_text("It is in your draft.").wait_for()
        tab.goto(f"{held.address}/staff/drafts")
        tab.get_by_role("main").get_by_role("link").filter(has_text="Eve,").first.click()
        tab.get_by_role("link", name="Try it on a phone").click()
        tab.get_by_label("Write as a caller would").fill("is there a cooling center")
        tab.get_by_role("button", name="Send").click()
        tab.locator("#talk .bubble").filter(has_text="Too hot?").wait_for()


def test_a_text_pasted_from_word_is_plain_when_it_is_saved(chromium: Any, held: ServedConsole) -> None:
    with tab_of(chromium, held, held.signed_in("Fay", Role.EDITOR)) as tab:
        tab.goto(f"{held.address}/staff/texts/naloxone.store")
        tab.locator("#text-en").fill(
            "You can buy it \u2014 no \u201cprescription\u201d.\u00a0Ask for the 4 mg nose spray\u2026"
        )
        tab.get_by_role("button", name="Save in my draft").click()
        tab.get_by_text("are plain now").wait_for()
        assert (
            tab.locator("#text-en").input_value()
            == 'You can buy it - no "prescription". Ask for the 4 mg nose spray...'
        )


def test_why_a_draft_is_held_back_stands_first_and_leads_to_where_it_is_mended(
    chromium: Any, held: ServedConsole
) -> None:
    with tab_of(chromium, held, held.signed_in("Gus", Role.EDITOR)) as tab:
        tab.goto(f"{held.address}/staff/texts/naloxone.store")
        field = tab.locator("#text-en")
        field.fill(field.input_value().replace("4 mg", "40 mg"))
        tab.get_by_role("button", name="Save in my draft").click()
        tab.get_by_role("link", name="your draft").click()
        first = tab.locator(".hold li").first
        assert "40 mg" in first.inner_text()
        first.get_by_role("link", name="naloxone.store").click()
        field.fill(field.input_value().replace("40 mg", "4 mg"))
        tab.get_by_role("button", name="Save in my draft").click()
        tab.get_by_role("link", name="your draft").click()
        tab.get_by_text("The check holds nothing back.").or_(tab.get_by_text("Nothing is changed")).first.wait_for()


def test_the_second_person_reads_an_emergency_text_aloud_and_signs(chromium: Any, held: ServedConsole) -> None:
    with tab_of(chromium, held, held.signed_in("Hal", Role.EDITOR)) as tab:
        tab.goto(f"{held.address}/staff/texts/overdose.start")
        field = tab.locator("#text-en")
        field.fill(f"{field.input_value()} Stay there.")
        tab.get_by_role("button", name="Save in my draft").click()
        tab.get_by_role("link", name="your draft").click()
        draft = tab.url.rsplit("/", 1)[1]
    with tab_of(chromium, held, held.signed_in("Ida", Role.APPROVER)) as tab:
        tab.goto(f"{held.address}/staff/drafts/{draft}/emergency")
        assert (
            "Stay there." in tab.locator(".large[lang=en]").first.inner_text()
        )  # what this draft changes stands first
        tab.get_by_label("I read all").check()
        tab.get_by_text("With the code of an app instead").click()
        tab.locator("#proof-code").fill(code_of(held, "Ida"))
        tab.get_by_role("button", name="Approve").click()
        tab.get_by_text("You approved them.").or_(tab.get_by_text("Two people approved.")).first.wait_for()
    assert any("Ida" in one for one in held.services.releases.approvals(int(draft)).people)


def code_of(held: ServedConsole, name: str) -> str:
    """What this person's app shows in half a minute, which is taken as well and was not used to sign in."""
    from pyotp import TOTP

    account = next(one.id for one in held.access.people.every() if one.name == name)
    with held.access.book.reading() as session:
        row = accounts.one(session, account)
    assert row is not None
    assert row.totp is not None
    return TOTP(row.totp).at(clock.unshifted() + timedelta(seconds=30))


SCREENS = (
    "says", "says/naloxone.menu", "texts/naloxone.store", "texts/overdose.start", "topics/new", "drafts", "releases",
    "releases/1", "releases/trail", "files", "files/flows/main.yaml", "phone",
)  # fmt: skip


@pytest.mark.parametrize("width", [360, 1200])
@pytest.mark.parametrize("language", ["en-US", "es-MX"])
def test_no_screen_scrolls_sideways_or_breaks_its_own_rules(
    chromium: Any, held: ServedConsole, width: int, language: str
) -> None:
    session = held.signed_in("Jo", Role.KEEPER)
    with tab_of(chromium, held, session, language=language, viewport={"width": width, "height": 800}) as tab:
        for path in SCREENS:
            answer = tab.goto(f"{held.address}/staff/{path}")
            assert answer
            assert answer.status == 200, path
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), path


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_finding_of_axe(chromium: Any, held: ServedConsole, scheme: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    session, axe = held.signed_in("Jo", Role.KEEPER), Axe()
    with tab_of(chromium, held, session, color_scheme=scheme) as tab:
        for path in SCREENS:
            tab.goto(f"{held.address}/staff/{path}")
            # the bar that stays at the foot hides what scrolls under it, and axe would measure that against the bar
            tab.evaluate("scrollTo(0, document.body.scrollHeight)")
            found = axe.run(tab).response["violations"]
            assert [] == [(path, one["id"], one["nodes"][0]["html"]) for one in found]
