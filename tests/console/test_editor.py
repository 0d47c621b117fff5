"""The editor of a file in a browser: mistakes are marked at their line, a press mends them, and the keyboard gets in and out."""

from __future__ import annotations

import gzip
import hashlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.console.roles import Role
from tests.console.served_console import REPOSITORY, ServedConsole, browser, console, tab_of

FILES = REPOSITORY / "app" / "console" / "files"
MOST_BYTES = 150 * 1024


def test_the_committed_editor_is_made_of_what_stands_beside_it() -> None:
    made = hashlib.sha256()
    for name in ("editor.mjs", "build.mjs", "package.json", "package-lock.json"):
        made.update((FILES / "editor" / name).read_bytes())
    bundle = (FILES / "static" / "editor.js").read_bytes()

    assert f"made of {made.hexdigest()[:16]};".encode() in bundle[:80]
    assert len(gzip.compress(bundle)) < MOST_BYTES
    assert b"@codemirror/view" in (FILES / "editor" / "LICENSES.txt").read_bytes()


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedConsole]:
    home = tmp_path_factory.mktemp("editor")
    for folder in ("flows", "content"):
        shutil.copytree(REPOSITORY / folder, home / folder)
    with console(home, home=home) as made:
        yield made


@pytest.mark.xdist_group("browser")
def test_a_mistake_is_marked_and_mended_by_one_press_and_by_keyboard(held: ServedConsole, tmp_path: Path) -> None:
    session = held.signed_in("Kim", Role.EDITOR)
    with browser() as chromium, tab_of(chromium, held, session) as tab:
        tab.goto(f"{held.address}/staff/files/flows/person.yaml")
        editor = tab.locator(".cm-content")
        editor.wait_for()
        assert not tab.locator("#file").is_visible()
        assert not tab.locator("#pasted").is_visible()
        editor.press("Control+End")
        tab.keyboard.insert_text("\n  lost:\n    say: person.lins\n    done: yes\n")
        tab.locator("#verdict li[data-line]", has_text="person.lins").first.wait_for()
        tab.locator(".cm-lintRange").first.wait_for()
        press = tab.locator("#verdict button[data-old='person.lins']")
        press.click()
        assert "say: person.lines" in tab.locator("#file").input_value()
        editor.press("Escape")
        tab.keyboard.press("Tab")
        assert not editor.evaluate("(one) => one === document.activeElement")
        tab.get_by_role("button", name="Save in my draft").press("Enter")
        tab.get_by_text("Saved in your draft.").wait_for()
