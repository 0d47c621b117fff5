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


LISTED = [LINE.nodes[choice.go].language for choice in LINE.nodes[MENU].choices]


def test_the_list_names_as_many_live_languages_as_it_has_keys_each_in_its_own_words() -> None:
    shown = LINE.shown(LINE.nodes[MENU], "en").text

    assert min(8, len(LINE.packs.codes)) == len(LISTED)
    assert all(LOADED is not None and LOADED.speech[code].name in shown for code in LISTED)


@pytest.mark.parametrize("code", LISTED)
def test_each_language_can_be_chosen_from_it(code: str) -> None:
    node = LINE.nodes[MENU]
    key = next(choice.key for choice in node.choices if LINE.nodes[choice.go].language == code)
    other = next(one for one in LINE.packs.codes if one != code)
    at = int(NOW.timestamp())
    here = Session(language=other, node=MENU, choices_hash=node.mark, started=at, last_event_at=at)
    turn = step(LINE, here, Texted(key), NOW)

    assert code == turn.session.language
    assert LINE.text("line.language_switched", code) in [one.text for one in turn.effects if isinstance(one, Say)]


@pytest.mark.parametrize("code", [code for code in LINE.packs.codes if code not in LISTED])
def test_a_language_that_the_list_has_no_key_for_is_asked_for_by_its_name(code: str) -> None:
    assert LOADED is not None
    at = int(NOW.timestamp())
    here = Session(language="en", node=MENU, choices_hash=LINE.nodes[MENU].mark, started=at, last_event_at=at)

    assert code == step(LINE, here, Texted(LOADED.speech[code].name), NOW).session.language


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_choice_that_leads_to_it_names_the_first_and_says_that_there_are_more(language: str) -> None:
    assert LOADED is not None
    label = LINE.text("main.label.language", language)
    names = label.removesuffix(", ...").split(", ")

    assert label == LINE.text("intent.language_switch", language)
    assert label.endswith(", ...")
    assert {LOADED.speech[code].name for code in LINE.packs.codes if code != language} > set(names)


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
