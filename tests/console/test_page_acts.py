"""Pages are added, renamed and taken out by form; each undo leaves every byte as it was."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from app.console.editing.workbench import Workbench
from app.release.history.staff_set import read_folder
from app.release.staff_files import Files
from tests.console.workshop import StaffBrowser, Workshop, workshop

HERE = Path(__file__).parents[2]
PAGE = {
    "name": "Clean air",
    "flow": "asked_health",
    "text-en": "Smoke outside? Close the windows.",
    "text-es": "¿Humo afuera? Cierre las ventanas.",
    "plain": "yes",
    "led_from": "asked_health.heat",
    "label-en": "Smoke",
    "label-es": "Humo",
}


@pytest.fixture
def shop(tmp_path: Path) -> Iterator[Workshop]:
    with workshop(tmp_path, dict(read_folder(HERE))) as made:
        yield made


def drafted(shop: Workshop, name: str) -> Files:
    return Workbench(shop.services.releases, name).files()


def undone(browser: StaffBrowser, answer: httpx.Response) -> None:
    page = browser.get(answer.headers["location"]).text if answer.is_redirect else answer.text
    (path,) = re.findall(r'action="(/staff/drafts/\d+/undo)"', page)
    fields = dict(re.findall(r'name="(saved|back)" value="([^"]*)"', page))
    browser.post(path, **{name: html.unescape(value) for name, value in fields.items()})


def test_a_page_comes_gets_a_name_and_goes_and_each_is_undone(shop: Workshop) -> None:
    ana, was = shop.browser("Ana"), read_folder(HERE)
    added = ana.post("/staff/pages/new", **PAGE)
    with_it = drafted(shop, "Ana")
    assert "say: asked_health.clean_air" in with_it["flows/asked_health.yaml"].decode()

    change = ana.get("/staff/says/asked_health.clean_air/change").text
    assert "asked_health.heat</a>: choice" in change
    undone(ana, ana.post("/staff/says/asked_health.clean_air/rename", name="smoke"))
    assert with_it == drafted(shop, "Ana")
    undone(ana, ana.post("/staff/says/asked_health.clean_air/take-out"))
    assert with_it == drafted(shop, "Ana")
    undone(ana, added)
    assert was == drafted(shop, "Ana")


def test_a_part_of_the_line_comes_and_goes_with_its_files(shop: Workshop) -> None:
    ana, was = shop.browser("Ana"), read_folder(HERE)
    fields = PAGE | {"flow": "", "part": "Smoke", "about": "Smoke and clean air.", "led_from": "", "word-en": "smoke"}
    ana.post("/staff/pages/new", **fields)
    assert {"flows/smoke.yaml", "content/es/smoke.yaml"} < set(drafted(shop, "Ana"))

    gone = ana.post("/staff/says/smoke.clean_air/take-out")
    assert was == drafted(shop, "Ana")
    undone(ana, gone)
    assert b"SMOKE" in drafted(shop, "Ana")["flows/smoke.yaml"]


def test_what_is_missing_is_said_and_what_was_typed_stays(shop: Workshop) -> None:
    ana = shop.browser("Ana")
    lacking = ana.post("/staff/pages/new", **PAGE | {"label-es": ""})
    no_source = ana.post("/staff/pages/new", **PAGE | {"plain": ""})

    assert 422 == lacking.status_code == no_source.status_code
    assert "Something is missing" in lacking.text
    assert "Smoke outside? Close the windows." in lacking.text
    assert "https://" in no_source.text
    assert 422 == ana.post("/staff/says/naloxone.by_mail/take-out").status_code
    assert 404 == ana.get("/staff/says/naloxone.nowhere/change").status_code
    assert read_folder(HERE) == drafted(shop, "Ana")
