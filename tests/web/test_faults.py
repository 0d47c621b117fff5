"""A whole web app with parts of it broken: files, database, Redis; every caller is answered within a second."""

from __future__ import annotations

import asyncio
import sqlite3
import time
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.config.settings import Settings
from app.outbox.opt_outs import opted_out
from app.web.main import Porchlight, create_app
from tests.conftest import TEST_TOKEN
from tests.migrated import migrated
from tests.processes import wait_for
from tests.web.posting import Answer, post, sms

BASE = "https://line.test"
PATIENCE = 5.0
"""Seconds that show a test did not hang; what an answer really takes is measured in tests/bench/webhook.py."""
MakeSettings = Callable[..., Settings]


def answer(app: Porchlight, words: str, *, sender: str = "+12025550143") -> tuple[Answer, float]:
    """The reply to a text, and the seconds it took."""

    async def ask() -> Answer:
        try:
            return await post(
                app, "/twilio/sms", sms(words, sid="SM" + uuid.uuid4().hex, sender=sender), base=BASE, token=TEST_TOKEN
            )
        finally:
            app.standing.line.conversations.close()
            await asyncio.sleep(0.01)

    began = time.perf_counter()
    found: Answer = asyncio.run(ask())
    return found, time.perf_counter() - began


def staff_files(root: Path, **files: str) -> Path:
    """A home with these files, by name with dots for slashes."""
    for name, text in files.items():
        file = root / name.replace("__", "/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.with_suffix(".yaml").write_text(text)
    return root


@pytest.mark.parametrize("broken", ["nothing there", "not YAML", "no overdose flow"])
def test_a_line_with_broken_files_at_start_still_says_the_steps(
    make_settings: MakeSettings, tmp_path: Path, broken: str
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    if broken == "not YAML":
        staff_files(home, flows__main="flow: [main\n\t")
    elif broken == "no overdose flow":
        staff_files(
            home, flows__main="flow: main\nabout: x\nstart: menu\nnodes:\n  menu: {say: main.menu, done: yes}\n"
        )
    app = create_app(make_settings(porchlight_home=home, line_name="Corner Line"))

    try:
        emergency, took = answer(app, "he is not breathing")
        hello, _ = answer(app, "hi", sender="+12025550144")
    finally:
        app.standing.close()

    assert "naloxone" in emergency.text
    assert took < PATIENCE
    assert "Corner Line" in hello.text
    assert app.standing.last_good


def test_an_opt_out_while_sql_is_locked_is_confirmed_at_once_and_written_later(make_settings: MakeSettings) -> None:
    settings = make_settings()
    settings.porchlight_var.mkdir(parents=True, exist_ok=True)
    migrated(settings.database)
    app = create_app(settings)
    key = app.standing.line.names.optout_key("+12025550143")
    lock = sqlite3.connect(settings.porchlight_var / "porchlight.db", isolation_level=None)
    lock.execute("BEGIN EXCLUSIVE")

    try:
        stopped, took = answer(app, "STOP")
        lock.execute("ROLLBACK")
        left = app.standing.line.opt_outs.catch_up()
        database: Any = app.standing.record._open()
        wait_for(lambda: opted_out(database, key), seconds=20)  # another thread of the line may be writing it
    finally:
        lock.close()
        app.standing.close()

    assert "START" in stopped.text
    assert took < PATIENCE
    assert 0 == left


def test_an_edit_is_live_at_the_next_look_and_a_broken_one_changes_nothing(
    make_settings: MakeSettings, tmp_path: Path
) -> None:
    import shutil

    root = Path(__file__).resolve().parents[2]
    home = tmp_path / "home"
    for folder in ("flows", "content"):
        shutil.copytree(root / folder, home / folder)
    app = create_app(make_settings(porchlight_home=home))
    file = home / "content" / "en" / "main.yaml"
    before = file.read_text()

    try:
        file.write_text(before.replace("What do you need?", "How can we help?"))
        app.standing.refresh()
        edited = answer(app, "menu")[0].text
        file.write_text("main.menu: [")
        app.standing.refresh()
        kept = answer(app, "menu")[0].text
        problems = [str(problem) for problem in app.standing.problems]
    finally:
        app.standing.close()

    assert "How can we help?" in edited
    assert "How can we help?" in kept
    assert any(problem.startswith("content/en/main.yaml:") for problem in problems)
