"""The page in a browser while time passes: check-ins come, calls ring, a second phone is told."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from app.base import clock
from app.channels.twilio.sender import Sender
from app.channels.twilio.transport import Transport
from app.config.settings import Settings
from app.line.due_work import DueWork
from app.line.means import use_case_context
from app.line.sending import make_delivery
from app.privacy.unsealing import Unsealer
from app.store.database import open_database
from app.web.main import Porchlight, create_app
from tests.serving import served
from tests.simulator.conftest import opened
from workers.ticker import tick

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.xdist_group("browser")  # one browser is enough

LOOK = 0.1
"""Seconds between two looks of the ticker here."""


@contextmanager
def _ticking(app: Porchlight, settings: Settings, address: str) -> Iterator[None]:
    """Whatever falls due is sent to the pretend provider of this address while the block runs."""
    database = open_database(settings.database, statement_seconds=5)
    context = use_case_context(
        settings, database=database, library=lambda: app.standing.library, opener=Unsealer(settings.sender_keys)
    )
    watch, stopping = DueWork(context), threading.Event()
    transport = Transport(f"{address}/demo/provider")
    delivery = make_delivery(settings, sender=Sender(settings, transport=transport), clock=clock.now)

    def send(now: datetime) -> None:
        due = delivery.sweep(now)
        if due.urgent or due.others:
            delivery.deliver()

    def run() -> None:
        while not stopping.wait(LOOK):
            tick([watch, send], now=clock.now())

    ticker = threading.Thread(target=run, daemon=True)
    ticker.start()
    yield
    stopping.set()
    ticker.join(timeout=10)
    delivery.close()
    watch.close()


@pytest.fixture(scope="module")
def address(own_settings: Settings) -> Iterator[str]:
    """Where a demo is served whose clock can be moved."""
    more = {
        "public_url": "",
        "porchlight_safety_checks": True,
        "twilio_api_base": "http://localhost/demo/provider",
        "twilio_rate": 100.0,
    }
    settings = own_settings.model_copy(update=more)
    app = create_app(settings)
    opt_ins = app.standing.line.opt_ins
    assert opt_ins is not None
    opt_ins.seconds = 5.0  # a busy machine is not what is tested
    with served(app) as address, _ticking(app, settings, address):
        yield address
    clock.use_shared_offset(None)


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh tab."""
    with opened(browser, address) as tab:
        yield tab


def _text(page: Page, body: str, *, phone: str = "#phone-1") -> str:
    """What the line answers."""
    answers = page.locator(f"{phone} .theirs")
    before = answers.count()
    page.locator(f"{phone} [name=body]").fill(body)
    page.locator(f"{phone} [name=body]").press("Enter")
    answers.nth(before).wait_for()
    return answers.nth(before).inner_text()


def _next(page: Page) -> None:
    page.get_by_role("button", name="To the next thing that happens").click()
    page.wait_for_function("() => !document.querySelector('[data-move][aria-disabled]')")


def _says(page: Page, words: str) -> Locator:
    return page.locator("[data-clock-says]").get_by_text(words)


def test_a_check_in_is_one_press_away_and_is_answered(page: Page) -> None:
    _next(page)
    _says(page, "Nothing is planned.").wait_for()
    for body in ("checkin", "1", "daily at noon", "1", "1"):
        _text(page, body)
    _next(page)
    _says(page, "Something came").wait_for()

    assert "Hi, checking in." in page.locator(".theirs").last.inner_text()
    assert "Pick what you need" in _text(page, "3")
    page.get_by_role("button", name="+1 day").click()
    page.wait_for_function("() => /Something came/.test(document.querySelector('[data-clock-says]').textContent)")
    assert "Hi, checking in." in page.locator(".theirs").last.inner_text()
    assert "no more texts" in _text(page, "stop")
    page.get_by_role("button", name="+1 day").click()
    _says(page, "Nothing came").wait_for()


def test_silence_rings_and_then_the_second_phone_is_told_and_answers(page: Page) -> None:
    page.get_by_role("button", name="Add a second phone").click()
    page.locator("#phone-2[data-ready]").wait_for()
    _text(page, "check")
    page.locator("[data-contact]").click()
    page.locator("#phone-2 .theirs").get_by_text("Sam asked if you can be someone").wait_for()
    _text(page, "1", phone="#phone-2")
    page.locator("#phone-1 .theirs").get_by_text("said yes").wait_for()
    _text(page, "check")
    assert "It runs." in _text(page, "1")
    _next(page)
    assert "You good?" in page.locator("#phone-1 .theirs").last.inner_text()
    _next(page)
    _says(page, "A phone rings").wait_for()
    assert page.locator("#phone-1").get_by_role("alert").is_visible()
    _next(page)
    page.locator("#phone-1").get_by_text("Missed call").wait_for()
    assert not page.locator("#phone-1").get_by_role("alert").is_visible()
    assert "Sam did not answer" in page.locator("#phone-2 .theirs").last.inner_text()
    page.locator("#phone-2").get_by_role("button", name="Answer", exact=True).press("Enter")
    assert (
        page.locator("#phone-2").get_by_role("button", name="Hang up").evaluate("it => it === document.activeElement")
    )
    page.locator("#phone-2 .caption").get_by_text("Sam did not answer").first.wait_for()
    page.locator("#phone-2 [data-key='1']").click()
    page.locator("#phone-2 .caption").get_by_text("Thank you.").wait_for()
    assert "We tell them now" in _text(page, "ok")
    page.locator("#phone-2 .theirs").get_by_text("they answered just now").wait_for(state="attached")


@pytest.mark.parametrize("width", [320, 900, 1280])
def test_two_phones_and_the_clock_fit_on_every_screen(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.get_by_role("button", name="Add a second phone").click()
    page.locator("#phone-2[data-ready]").wait_for()
    page.get_by_text("What to try with the clock").click()

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert "Second pretend phone" == page.locator("#phone-2").get_attribute("aria-label")
    if width == 1280:
        boxes = [page.locator(one).bounding_box() for one in ("#phone-1", "#phone-2", "[data-clock]")]
        tops = [box["y"] for box in boxes if box]

        assert 3 == len(tops)
        assert max(tops) - min(tops) < 5


def test_long_conversations_scroll_inside_the_phone_and_not_the_page(page: Page) -> None:
    before = page.evaluate("document.documentElement.scrollHeight")
    for _ in range(4):
        _text(page, "od")

    assert before == page.evaluate("document.documentElement.scrollHeight")
