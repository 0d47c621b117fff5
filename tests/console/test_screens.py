"""Every screen of every area in headless Chromium: nothing for axe to find, light and dark, phone and twice as large, and light to load."""

from __future__ import annotations

import gzip
import re
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from starlette.routing import compile_path

from app.console.areas import AREAS
from app.console.roles import Role
from tests.console.conftest import MACHINE
from tests.console.served_console import REPOSITORY, ServedConsole, browser, console, hold, tab_of, unserved
from tests.learnt import take_learnt

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.xdist_group("browser")  # one browser is enough
MOST_BYTES = 200 * 1024
PATTERNS = [(f"/staff{view.path}", view) for area in AREAS for view in area.views if view.method == "GET"]
FIRST = [f"/staff{area.path.rstrip('/')}" for area in AREAS]
NO_ACCOUNT = ["/staff/sign-in", "/staff/enter/nothing", "/staff/elsewhere"]


def _scales() -> tuple[dict[str, int], ...]:
    """A phone, the narrowest that WCAG asks for, and a laptop at 200 %."""
    return ({"width": 360, "height": 740}, {"width": 320, "height": 640}, {"width": 640, "height": 400})


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedConsole]:
    home = tmp_path_factory.mktemp("screens")
    for folder in ("flows", "content"):
        shutil.copytree(REPOSITORY / folder, home / folder)
    take_learnt(home / "var" / "cache")
    with console(home, home=home) as made:
        releases = made.services.releases
        draft = releases.open_draft("Kim", name="Heat")
        path = "content/en/overdose.yaml"
        releases.put(draft.id, path, (releases.file(path, draft=draft.id) or b"") + b"\n# looked at\n", by="Kim")
        yield made


def screens(held: ServedConsole, session: str) -> list[str]:
    """One address for each view of each area, found by following links as somebody would."""
    found: dict[str, str] = {}
    with unserved(held.services) as client:
        hold(client, session)
        waiting, seen = list(FIRST), set(FIRST)
        while waiting and len(seen) < 3000:
            path = waiting.pop(0)
            view = _view(path)
            if view is None or view in found:
                continue
            answer = client.get(path)
            if answer.status_code != 200 or "<html" not in answer.text:
                continue
            found[view] = path
            links = [one.replace("&amp;", "&") for one in re.findall(r'href="(/staff[^"#]*)"', answer.text)]
            waiting += [one for one in links if one not in seen and "/static/" not in one]
            seen |= set(links)
    return list(found.values())


def _view(path: str) -> str | None:
    bare = path.partition("?")[0]
    return next((pattern for pattern, _ in PATTERNS if compile_path(pattern)[0].match(bare)), None)


def troubles(tab: Page, address: str, path: str, scheme: str) -> Iterator[str]:
    """What is wrong with one screen in one of the two schemes."""
    from axe_playwright_python.sync_playwright import Axe

    weighed: list[Any] = []

    def weigh(answer: Any) -> None:
        weighed.append(answer)

    tab.on("response", weigh)
    tab.goto(address + path, wait_until="load")
    tab.remove_listener("response", weigh)
    weight = sum(len(gzip.compress(one.body())) for one in weighed if one.ok and "/staff" in one.url)
    if weight > MOST_BYTES:
        yield f"{path}: {weight} bytes"
    for one in Axe().run(tab).response["violations"]:
        yield f"{path} {scheme}: {one['id']}: {one['nodes'][0]['target']} {one['nodes'][0]['failureSummary'][:200]}"
    wide = tab.viewport_size
    for size in _scales():
        tab.set_viewport_size(size)  # type: ignore[arg-type]
        if not tab.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            yield f"{path} {scheme}: wider than {size['width']}"
    tab.set_viewport_size(wide or {"width": 1280, "height": 800})


@pytest.mark.parametrize(("language", "scheme"), [("en-US", "light"), ("es-MX", "dark")])
def test_no_screen_keeps_anybody_out_or_waiting(held: ServedConsole, language: str, scheme: str) -> None:
    session = held.signed_in("Kim", Role.KEEPER)
    paths = screens(held, session)
    with browser() as chromium:
        with tab_of(chromium, held, session, language=language, color_scheme=scheme) as tab:
            found = [one for path in paths for one in troubles(tab, held.address, path, scheme)]
        with tab_of(chromium, held, language=language, color_scheme=scheme) as tab:
            found += [one for path in NO_ACCOUNT for one in troubles(tab, held.address, path, scheme)]

    assert [] == found
    assert {_view(path) for path in FIRST} <= {_view(path) for path in paths}
    assert len(paths) >= 0.6 * len(PATTERNS), paths  # the others need an upload, a report or a form before them


def device(tab: Page) -> None:
    """The tab's machine asks for a finger, and somebody lays theirs on it."""
    cdp = tab.context.new_cdp_session(tab)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def test_somebody_invited_makes_a_passkey_and_signs_in_with_it_by_keyboard_alone(held: ServedConsole) -> None:
    link = held.access.people.invite("Bea", Role.APPROVER, by=MACHINE)
    with browser() as chromium, tab_of(chromium, held) as tab:
        device(tab)
        tab.goto(f"{held.address}/staff/enter/{link}")
        tab.get_by_role("button", name="Sign in").press("Enter")
        tab.get_by_label("What you call it").fill("my phone")
        tab.get_by_role("button", name="Make a passkey here").press("Enter")
        tab.get_by_text("The passkey is yours.").wait_for()
        tab.get_by_role("button", name="Sign out").press("Enter")
        tab.get_by_role("link", name="Sign in", exact=True).press("Enter")
        tab.get_by_role("button", name="Sign in with a passkey").press("Enter")
        tab.get_by_role("link", name="My account").press("Enter")
        tab.get_by_text("with a passkey", exact=False).first.wait_for()

    bea = next(one for one in held.access.people.every() if one.name == "Bea")
    assert (1, False) == (bea.passkeys, bea.password)


def test_an_approval_is_signed_with_a_passkey_for_these_texts_alone(held: ServedConsole) -> None:
    releases = held.services.releases
    draft = releases.open_draft("Kim", name="Steps")
    path = "content/en/overdose.yaml"
    text = releases.file(path, draft=draft.id) or b""
    releases.put(draft.id, path, text.replace(b"Call 911 now.", b"Call 911 right now.", 1), by="Kim")
    link = held.access.people.invite("Cy", Role.APPROVER, by=MACHINE)
    with browser() as chromium, tab_of(chromium, held) as tab:
        device(tab)
        tab.goto(f"{held.address}/staff/enter/{link}")
        tab.get_by_role("button", name="Sign in").click()
        tab.get_by_role("button", name="Make a passkey here").click()
        tab.get_by_text("The passkey is yours.").wait_for()
        tab.goto(f"{held.address}/staff/drafts/{draft.id}/emergency")
        tab.locator("input[name=read]").check()
        with tab.expect_navigation():
            tab.locator("form.card[action$='/emergency'] button").last.click()
        said = tab.locator("main").inner_text()

    assert "approved" in said.lower(), said
    assert ("Cy",) == releases.approvals(draft.id).people


def test_a_page_without_script_still_signs_in_and_shows_what_the_line_says(held: ServedConsole) -> None:
    link = held.access.sign_ins.new_link()
    with browser() as chromium, tab_of(chromium, held, java_script_enabled=False) as tab:
        tab.goto(f"{held.address}/staff/enter/{link}")
        tab.get_by_role("button", name="Sign in").click()
        tab.get_by_role("link", name="What the line says").click()
        tab.get_by_role("link", name="overdose.start", include_hidden=True).first.wait_for(state="attached")
