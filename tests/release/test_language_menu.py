"""A list of languages names every one that is live, and each can be chosen."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.engine.effects import Say
from app.engine.events import Texted
from app.engine.release import Text
from app.engine.session import Session
from app.engine.step import step
from app.release.compiled import compiled
from app.release.language_menu import with_every_language
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


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_choice_that_leads_to_it_names_every_other_live_language(language: str) -> None:
    assert LOADED is not None
    label = LINE.text("main.label.language", language)

    assert label == LINE.text("intent.language_switch", language)
    assert len(LINE.packs.codes) > 2
    assert label == ", ".join(LOADED.speech[code].name for code in LINE.packs.codes if code != language)


def test_a_label_that_names_all_of_them_stays_as_staff_wrote_it() -> None:
    assert LOADED is not None
    two = msgspec.structs.replace(
        LOADED, languages=("en", "es"), texts={code: LOADED.texts[code] for code in ("en", "es")}
    )
    written = {**two.texts["en"], "main.label.language": Text("Español, English", voice="Spanish or English")}
    again = with_every_language(
        msgspec.structs.replace(two, texts={**two.texts, "en": written}), fingerprint=lambda _ways, _next: 1
    )

    assert written["main.label.language"] == again.texts["en"]["main.label.language"]
