"""What a caller can say anywhere is listed once: where it is carried out."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.engine.builtin import BUILTIN
from app.engine.commands import COMMANDS
from app.engine.effects import Forget, Say
from app.engine.events import Texted
from app.engine.listed_words import LANGUAGE
from app.engine.session import Session
from app.engine.step import step
from app.release import schema
from app.release.compiled import compiled

LIBRARY = compiled(BUILTIN)


def test_staff_may_write_words_for_what_is_carried_out_and_for_nothing_else() -> None:
    assert {*COMMANDS, LANGUAGE} == set(schema.COMMANDS)


@pytest.mark.parametrize("command", schema.COMMANDS)
@pytest.mark.parametrize("language", BUILTIN.languages)
def test_every_word_of_a_command_is_answered(command: str, language: str) -> None:
    for word in BUILTIN.words[language].get(command, ()):
        turn = step(LIBRARY, Session(language=language), Texted(text=word), datetime(2026, 11, 23, 12, tzinfo=UTC))

        assert any(isinstance(effect, Say | Forget) for effect in turn.effects), word


@pytest.mark.parametrize("language", BUILTIN.languages)
def test_the_commands_that_need_no_page_of_staff_have_words_when_all_files_are_broken(language: str) -> None:
    assert {"back", "menu", "more", "repeat", "next", "person", "help", "forget", LANGUAGE} <= set(
        BUILTIN.words[language]
    )
