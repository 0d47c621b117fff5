"""A list of languages names every one that is live, and each can be chosen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step
from app.release.compiled import compiled
from app.release.load import load

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LOADED = load(Path(__file__).resolve().parents[2]).release
assert LOADED is not None
LINE = compiled(LOADED)
MENU = "line.language"


def test_the_list_names_every_live_language_in_its_own_words() -> None:
    shown = LINE.shown(LINE.nodes[MENU], "en").text

    assert all(LOADED is not None and LOADED.speech[code].name in shown for code in LINE.packs.codes)


@pytest.mark.parametrize("code", LINE.packs.codes)
def test_each_language_can_be_chosen_from_it(code: str) -> None:
    node = LINE.nodes[MENU]
    key = next(choice.key for choice in node.choices if LINE.nodes[choice.go].language == code)
    other = next(one for one in LINE.packs.codes if one != code)
    at = int(NOW.timestamp())
    here = Session(language=other, node=MENU, choices_hash=node.mark, started=at, last_event_at=at)
    turn = step(LINE, here, Texted(key), NOW)

    assert code == turn.session.language
    assert LINE.text("line.language_switched", code) in [one.text for one in turn.effects if isinstance(one, Say)]
