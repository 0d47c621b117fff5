"""`python -m tools.console_pictures [NAME ...]`: the pictures of docs/console.md and the README, taken anew in headless Chromium.

Light, 1280 wide, of this line's own texts and made-up people and places: run it after a screen has changed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.base import clock
from app.console.roles import Role
from app.store import site_list
from app.store.database import open_database
from tests.console.places.sites import SITES
from tests.console.served_console import REPOSITORY, ServedConsole, browser, console, tab_of

if TYPE_CHECKING:
    from playwright.sync_api import Page

FOLDER = REPOSITORY / "docs" / "pictures"
MOST_BYTES = 150 * 1024
_WIDE = {"width": 1280, "height": 860}
_LOWER = {"width": 1280, "height": 720}
_PHONE = {"width": 390, "height": 780}
_CHANGED = "content/en/naloxone.yaml"
_URGENT = "content/en/overdose.yaml"
_NAMES = {"Ana": "Naloxone: what it costs", "Cam": "A new order", "Dee": "Plainer steps"}
_FLOW = "flows/naloxone.yaml"


def home(tab: Page, address: str) -> None:
    """What needs staff."""
    tab.goto(f"{address}/staff")
    tab.get_by_role("heading", name="What needs you").wait_for()


def phone(tab: Page, address: str) -> None:
    """The same on a phone, in Spanish."""
    tab.goto(f"{address}/staff")


def page(tab: Page, address: str) -> None:
    """A page in each language."""
    tab.goto(f"{address}/staff/says/naloxone.menu")


def text(tab: Page, address: str) -> None:
    """A text with what it would cost, and what is different of it."""
    tab.goto(f"{address}/staff/texts/naloxone.store")
    field = tab.locator("#text-en")
    field.fill(field.input_value().replace("It can cost a lot.", "The price can be high: \u201cask\u201d first."))
    tab.locator("[data-figures=en] ins").first.wait_for()
    tab.evaluate("window.scrollTo(0, document.querySelector('#problems').offsetTop)")


def beside(tab: Page, address: str) -> None:
    """The phone beside a page."""
    tab.goto(f"{address}/staff/says/naloxone.store")
    tab.locator("[data-phone-beside] summary").click()
    tab.locator("#words").fill("my friend wont wake up")
    tab.locator("#words").press("Enter")
    tab.locator("#talk .bubble").nth(1).wait_for()
    tab.locator("[data-phone-beside]").scroll_into_view_if_needed()


def file(tab: Page, address: str) -> None:
    """A file with a mistake and the press that mends it."""
    tab.goto(f"{address}/staff/files/{_FLOW}")
    tab.get_by_role("button", name="spray").first.wait_for()


def publish(tab: Page, address: str) -> None:
    """What changes for callers."""
    tab.goto(f"{address}/staff/drafts/1/publish")
    tab.get_by_role("button", name="Publish").wait_for()


def approve(tab: Page, address: str) -> None:
    """An emergency text as it is read aloud."""
    tab.goto(f"{address}/staff/drafts/3/emergency")
    tab.locator(".large").first.wait_for()


def places(tab: Page, address: str) -> None:
    """Places, with their map."""
    tab.goto(f"{address}/staff/places")


SHOTS: dict[str, tuple[Callable[[Any, str], None], str, dict[str, Any]]] = {
    "home": (home, "Ana", {}),
    "phone": (phone, "Ana", {"language": "es-US", "viewport": _PHONE}),
    "page": (page, "Ana", {}),
    "text": (text, "Eve", {"viewport": _LOWER}),
    "beside": (beside, "Ana", {}),
    "file": (file, "Cam", {}),
    "publish": (publish, "Bo", {}),
    "approve": (approve, "Bo", {"viewport": _LOWER}),
    "places": (places, "Ana", {}),
}
"""Name -> how to come there, whose screen it is, and what is unusual about it."""


@contextmanager
def scene() -> Iterator[ServedConsole]:
    """A console over a copy of the staff files, with three drafts and some places."""
    with tempfile.TemporaryDirectory(prefix="porchlight-pictures-") as folder:
        there = Path(folder)
        for name in ("flows", "content"):
            shutil.copytree(REPOSITORY / name, there / name)
        kept = REPOSITORY / "var" / "cache"
        if kept.is_dir():
            shutil.copytree(kept, there / "var" / "cache")
        with console(there, home=there) as held:
            site_list.add(open_database(f"sqlite:///{there}/console.db"), SITES, clock.unshifted())
            draft(held, "Ana", _CHANGED, "It can cost a lot.", "The price can be high.")
            draft(held, "Cam", _FLOW, "go: spray}", "go: sprey}")
            draft(held, "Dee", _URGENT, "Call 911 now", "Call 911 right now")
            yield held


def draft(held: ServedConsole, owner: str, path: str, old: str, new: str) -> None:
    """A draft of this person in which these words are others."""
    releases = held.services.releases
    made = releases.open_draft(owner, name=_NAMES[owner])
    data = (releases.file(path, draft=made.id) or b"").decode()
    if old not in data:
        raise SystemExit(f"'{old}' is not in {path} any more: choose other words for the picture.")
    releases.put(made.id, path, data.replace(old, new, 1).encode(), by=owner)


def take(held: ServedConsole, chromium: Any, name: str) -> Path:
    """The picture of this name, as it is now."""
    come, who, more = SHOTS[name]
    options: dict[str, Any] = {"viewport": _WIDE, "color_scheme": "light", "reduced_motion": "reduce"} | more
    role = Role.APPROVER if who == "Bo" else Role.EDITOR
    with tab_of(chromium, held, held.signed_in(who, role), **options) as tab:
        come(tab, held.address)
        tab.wait_for_load_state("networkidle")
        to = FOLDER / f"console-{name}.png"
        tab.screenshot(path=to)
    if (size := to.stat().st_size) > MOST_BYTES:
        raise SystemExit(f"{to.name} has {size // 1024} KB: show less of the screen.")
    return to


def main(names: list[str]) -> None:
    """These pictures are taken anew; all of them without names."""
    with browser() as chromium, scene() as held:
        for name in names or list(SHOTS):
            sys.stdout.write(f"{take(held, chromium, name).relative_to(REPOSITORY)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
