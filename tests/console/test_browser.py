"""The console in headless Chromium, which keeps to what its headers say."""

from __future__ import annotations

import asyncio
import os
import shutil
from pathlib import Path

import pytest

from app.base import clock
from app.console.application import Console
from app.console.services import Services
from app.console.sign_in import SignIns
from tests.serving import served

pytestmark = pytest.mark.xdist_group("browser")  # one browser is enough
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""


def test_staff_sign_in_by_the_link_and_walk_a_conversation_on_a_phone() -> None:
    if not CHROMIUM:
        pytest.skip("SKIPPED LOUDLY: no chromium here, so the console is not tested in a browser")
    from playwright.sync_api import sync_playwright

    sign_ins = SignIns(clock.unshifted)
    console = Console(Services(Path(__file__).parents[2], sign_ins))
    wrong: list[str] = []
    with served(console.app, name="localhost") as address, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        with chromium.new_context(viewport={"width": 360, "height": 740}, locale="en-US") as context:
            context.set_default_timeout(30_000)  # a busy machine is not what is tested
            tab = context.new_page()
            tab.on("request", lambda asked: None if asked.url.startswith(address) else wrong.append(asked.url))
            tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
            tab.goto(f"{address}/staff/enter/{sign_ins.new_link()}")
            tab.get_by_role("button", name="Sign in").click()
            tab.get_by_role("link", name="What the line says").click()
            tab.get_by_label("Search all texts").fill("main.menu")
            tab.get_by_role("button", name="Search").click()
            tab.get_by_role("link", name="main.menu").first.click()
            tab.get_by_role("list").get_by_role("link").first.click()
            tab.get_by_role("heading", name="overdose.start").wait_for()

            assert "Call 911 now" in tab.locator(".bubble[lang=en]").inner_text()
            assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
            tab.get_by_role("button", name="Sign out").click()
            assert 401 == (tab.goto(f"{address}/staff") or pytest.fail("no answer")).status
        chromium.close()

    assert [] == [one for one in wrong if "401" not in one]
    asyncio.set_event_loop(None)
