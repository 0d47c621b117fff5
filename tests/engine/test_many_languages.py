"""However many languages are live, each can be chosen at the door of a call, by keys said in its own voice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import CallStarted, Pressed
from app.engine.packs import MORE_KEY
from app.engine.release import Text
from app.engine.session import Turn
from app.engine.step import step
from app.release.compiled import compiled
from app.release.load import load

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
LOADED = load(Path(__file__).resolve().parents[2]).release
assert LOADED is not None
FURTHER = ("qa", "qb", "qc", "qd", "qe", "qf", "qg", "qh", "qi", "qj")


def line_of(count: int) -> CompiledRelease:
    """The line in so many languages, all but the first two of which can only be chosen."""
    assert LOADED is not None
    codes = ("en", "es", *FURTHER)[:count]
    further = {code: {"line.door_language": Text(f"{code} {{key}}")} for code in codes[2:]}
    spoken = {code: msgspec.structs.replace(LOADED.speech["es"], name=code, names=(code,)) for code in codes[2:]}
    shown = {code: texts for code, texts in LOADED.texts.items() if code in codes}
    return compiled(
        msgspec.structs.replace(LOADED, languages=codes, texts={**shown, **further}, speech={**LOADED.speech, **spoken})
    )


def called(line: CompiledRelease, *keys: str) -> Turn:
    turn = step(line, None, CallStarted(), NOW)
    for key in keys:
        turn = step(line, turn.session, Pressed(key), NOW)
    return turn


def said_by(turn: Turn, code: str) -> list[str]:
    """The keys that this language says for itself."""
    return [one.text.split()[-1] for one in turn.effects if isinstance(one, Say) and one.text.startswith(f"{code} ")]


@pytest.mark.parametrize("count", [2, 3, 6, 7, 8, 12])
def test_every_language_is_reached_by_the_keys_it_says_of_itself(count: int) -> None:
    line = line_of(count)

    for code in ("en", "es", *FURTHER)[2:count]:
        keys: list[str] = []
        while (turn := called(line, *keys)).session.language != code:
            assert len(keys) < 4, (code, keys)
            keys += said_by(turn, code)
        assert keys


def test_with_six_languages_each_has_a_key_of_its_own() -> None:
    keys = [key for key, _ in line_of(6).packs.door("en")]

    assert ["2", "4", "5", "6", "8"] == keys


def test_with_more_the_last_key_leads_to_the_rest_and_the_steps_stay_one_key_away() -> None:
    line = line_of(8)

    assert [MORE_KEY] * 3 == [key for key, _ in line.packs.door("en")][4:]
    assert "1" not in {key for key, _ in line.packs.door("en", page=1)}
    for key in ("1", "9"):
        assert called(line, MORE_KEY, key).session.node.startswith("overdose.")


def test_silence_on_the_second_page_leads_to_the_menu_as_at_the_first() -> None:
    line = line_of(8)
    turn = called(line, MORE_KEY, "3")

    assert line.entry == turn.session.node
