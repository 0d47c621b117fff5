"""What has no page is counted with its topic and language, and never with words of the caller's."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Count
from app.engine.events import Texted
from app.engine.session import Session
from app.engine.step import step

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
WORDS = ["purple lamp in the garden", "quisiera comprar una silla de madera", "qwoeiru zmxncb"]


def _counted(library: CompiledRelease, words: str, session: Session | None = None) -> list[Count]:
    turn = step(library, session, Texted(words), NOW)
    return [one for one in turn.effects if isinstance(one, Count) and one.name == "unanswered"]


@pytest.mark.parametrize("words", WORDS)
def test_what_ends_in_the_menu_is_counted_by_a_name_of_ours(library: CompiledRelease, words: str) -> None:
    counted = _counted(library, words)

    assert 1 == len(counted)
    assert counted[0].node in library.release.languages
    assert counted[0].intent
    assert not set(counted[0].intent.split("_")) & set(words.split())


@pytest.mark.parametrize("words", ["hi", "does narcan wear off", "he is not breathing", "narcan 19134", "STOP"])
def test_what_has_an_answer_is_not_counted(library: CompiledRelease, words: str) -> None:
    assert [] == _counted(library, words)
