"""The stub line behind a real socket, and a real browser in front of it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, cast

import pytest
from pydantic import SecretStr

from app.config.settings import Settings
from app.store.valkey_server import ValkeyServer
from app.web.demo import open_demo
from tests.conftest import TEST_KEY, TEST_TOKEN
from tests.migrated import migrated
from tests.serving import served
from tests.simulator.stub_line import LINE, TOKEN, make_line

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, Page, Request

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
_ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--mute-audio", "--disable-extensions"]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Headless Chromium; tests that need it are skipped, and say so, where there is none.

    For one module only: while it runs, this thread has an event loop that `asyncio.run` elsewhere would trip over.
    """
    if not CHROMIUM:
        pytest.skip("SKIPPED LOUDLY: no chromium here, so the page is not tested in a browser (apt install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=_ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def stub_address() -> Iterator[str]:
    """Where the page in front of the stub line is served."""
    app = make_line()
    settings = Settings(public_url=LINE.public_url, twilio_auth_token=SecretStr(TOKEN))
    open_demo(app, settings)
    with served(app) as address:
        yield address


@pytest.fixture(scope="module")
def own_settings(valkey: ValkeyServer, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings of a line on a real Valkey and SQLite, for all tests of a module."""
    var = tmp_path_factory.mktemp("line")
    url = migrated(f"sqlite:///{var / 'porchlight.db'}")
    return Settings(
        **cast("dict[str, Any]", {"_env_file": None}),
        porchlight_var=var,
        porchlight_key=SecretStr(TEST_KEY),
        twilio_account_sid="AC" + "0a1b2c3d" * 4,
        twilio_auth_token=SecretStr(TEST_TOKEN),
        redis_url=SecretStr(valkey.url),
        database_url=SecretStr(url),
        public_url="https://line.test",
        line_number="+12025550100",
        peer_line_number="+12025550111",
    )


@pytest.fixture
def page(browser: Browser, stub_address: str) -> Iterator[Page]:
    """A fresh tab on the page in front of the stub line."""
    with opened(browser, stub_address) as tab:
        yield tab


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh tab on the page, at desktop size; requests to any other host or console errors fail the test."""
    with browser.new_context(base_url=address, viewport={"width": 1280, "height": 900}) as context:
        context.set_default_timeout(30_000)  # a busy machine is not what is tested
        tab = context.new_page()
        wrong: list[str] = []
        _watch(tab, address, wrong)
        tab.goto("/demo")
        tab.wait_for_selector("[data-ready]")
        yield tab

        assert [] == wrong


def _watch(tab: Page, address: str, wrong: list[str]) -> None:
    def asked(request: Request) -> None:
        if not request.url.startswith(address):
            wrong.append(request.url)

    def said(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(message.text)

    tab.on("request", asked)
    tab.on("console", said)
    tab.on("pageerror", lambda error: wrong.append(str(error)))
