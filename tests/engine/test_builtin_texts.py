"""Whatever staff files lack, no text the line says by itself is empty: an alarm least of all."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from app.engine.builtin import BUILTIN
from app.engine.compiled_release import CompiledRelease
from app.language.sms_text import blanks_in, fill, segments
from app.release.compiled import compiled
from app.release.lint.discreet import SHOWN, TELLING
from app.release.lint.opt_ins import FIRST, PLAIN
from app.release.load import load
from app.release.required_texts import REQUIRED_TEXTS

ROOT = Path(__file__).resolve().parents[2]
EMPTY = compiled(msgspec.structs.replace(BUILTIN, texts={}))
"""A release with nothing written."""
FRENCH = compiled(msgspec.structs.replace(BUILTIN, texts={}, languages=("fr", "es")))
"""The same of a programme whose first language the program has no words in."""
ONCE = {
    "name": "Sam",
    "place": " Place: 5 Elm.",
    "minutes": "10",
    "words": "Hi.",
    "when": "daily",
    "label": "x",
    "key": "1",
    "people": "2",
    "day": "Nov 23",
    "language": "Klingon",
}


@pytest.mark.parametrize("key", sorted(REQUIRED_TEXTS))
@pytest.mark.parametrize(("library", "language"), [(EMPTY, "en"), (EMPTY, "es"), (FRENCH, "fr"), (FRENCH, "es")])
def test_no_text_of_the_line_is_ever_empty(library: CompiledRelease, language: str, key: str) -> None:
    for said in (library.text(key, language), library.spoken(key, language)):
        assert any(letter.isalnum() for letter in said)


def test_both_languages_have_the_blanks_that_are_filled() -> None:
    release = load(ROOT).release
    assert release is not None
    ours = {"line_name", "line_number"}

    for key in REQUIRED_TEXTS:
        english, spanish = (set(blanks_in(BUILTIN.texts[language][key].text)) for language in ("en", "es"))
        written = {name for name in blanks_in(release.texts["en"][key].text) if not name.startswith("phone.")}
        assert english == spanish, key
        assert written - ours == english - ours, key


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", sorted(FIRST))
def test_what_is_sent_first_gives_nobody_away_on_a_locked_screen(key: str, language: str) -> None:
    text = BUILTIN.texts[language][key].text

    assert not TELLING.search(text[:SHOWN])
    assert "line_name" not in text[:SHOWN]


@pytest.mark.parametrize("language", ["en", "es"])
@pytest.mark.parametrize("key", ["safety_checks.alarm", "safety_checks.plain.alarm"])
def test_an_alarm_says_whom_it_is_about_and_to_call_911(key: str, language: str) -> None:
    text = fill(BUILTIN.texts[language][key].text, ONCE)

    assert "Sam" in text
    assert "911" in text
    assert "STOP" not in text
    assert 1 <= segments(text).count <= 3


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_for_a_filter_are_others(language: str) -> None:
    texts = BUILTIN.texts[language]

    assert [] == [plain for plain, urgent in PLAIN.items() if texts[plain].text == texts[urgent].text]


def test_a_missing_translation_is_said_in_our_words_before_the_other_language() -> None:
    texts = {
        "en": {"safety_checks.prompt": msgspec.structs.replace(BUILTIN.texts["en"]["line.hint"], text="Staff ask.")}
    }
    library = compiled(msgspec.structs.replace(BUILTIN, texts=texts))

    assert "Staff ask." == library.text("safety_checks.prompt", "en")
    assert BUILTIN.texts["es"]["safety_checks.prompt"].text == library.text("safety_checks.prompt", "es")
