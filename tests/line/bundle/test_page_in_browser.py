"""The offline page in headless Chromium, on the smallest phone there is."""

from __future__ import annotations

import asyncio
import os
import shutil
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

from app.line.bundle.folder import write_bundle
from tests.line.bundle.test_bundle import files
from tests.serving import served

pytestmark = pytest.mark.xdist_group("browser")
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or ""
CONTRAST = """() => {
  const channel = c => (c /= 255) <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  const light = rgb => { const [r, g, b] = rgb.match(/[\\d.]+/g).map(Number); return .2126 * channel(r) + .7152 * channel(g) + .0722 * channel(b); };
  const behind = e => { for (; e; e = e.parentElement) { const c = getComputedStyle(e).backgroundColor; if (!c.endsWith(', 0)')) return c; } return 'rgb(255, 255, 255)'; };
  return Math.min(...[...document.querySelectorAll('body *')].filter(e => e.childNodes.length && e.tagName !== 'SCRIPT').map(e => {
    const [a, b] = [light(getComputedStyle(e).color), light(behind(e))].sort((x, y) => y - x); return (a + .05) / (b + .05); }));
}"""


def test_a_phone_240_pixels_wide_reads_it_with_contrast_and_again_with_no_signal(tmp_path: Any) -> None:
    if not CHROMIUM:
        pytest.skip("SKIPPED LOUDLY: no chromium here, so the offline page is not tested in a browser")
    from playwright.sync_api import sync_playwright

    write_bundle(tmp_path, files())
    site = Starlette(routes=[Mount("/", StaticFiles(directory=tmp_path, html=True))])
    wrong: list[str] = []
    with served(site, name="localhost") as address, sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for scheme in ("light", "dark"):
            with chromium.new_context(viewport={"width": 240, "height": 320}, color_scheme=scheme) as context:
                context.set_default_timeout(30_000)
                tab = context.new_page()
                tab.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
                for name in sorted(path for path in files() if path.endswith(".html")):
                    tab.goto(f"{address}/{name}")
                    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
                    assert 4.5 <= tab.evaluate(CONTRAST), (scheme, name)
                tab.goto(f"{address}/")
                assert tab.locator(".first").bounding_box()["y"] < 160, "the steps begin on the first screen"  # type: ignore[index]
                tab.evaluate("navigator.serviceWorker.ready.then(() => true)")
                if where := os.environ.get("PICTURES"):
                    tab.screenshot(path=f"{where}/bundle-{scheme}.png", full_page=True)
                context.set_offline(True)
                tab.reload()
                assert "Call 911 now" in tab.locator(".first").inner_text()
                tab.get_by_role("link", name="Español").click()
                assert "Llame al 911" in tab.locator(".first").inner_text()
        with chromium.new_context(viewport={"width": 240, "height": 320}, java_script_enabled=False) as context:
            tab = context.new_page()
            tab.goto(f"{address}/index.es.html")
            tab.get_by_text("No hay naloxona").click()
            assert tab.get_by_text("Mande a alguien", exact=False).count() or tab.locator("details[open]").count()
        chromium.close()

    assert [] == wrong
    asyncio.set_event_loop(None)
