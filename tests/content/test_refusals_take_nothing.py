"""A refusal with courtesies around it takes no alarm, agrees to nothing and closes no check."""

from __future__ import annotations

import pytest

from app.engine.compiled_release import CompiledRelease
from app.language.said import Said

REFUSALS = [
    ("en", "yeah no no sorry"),
    ("en", "ok no no"),
    ("en", "ok sorry nah nah"),
    ("es", "ok no no"),
    ("es", "si perdon no no"),
]


def _says(library: CompiledRelease, language: str, text: str, *kinds: str) -> bool:
    answers = library.plain_answers(language)
    words = [word for kind in kinds for word in answers.get(kind, ())]
    return Said(text).made_of(words, answers.get("around", ()))


@pytest.mark.parametrize(("language", "text"), REFUSALS)
def test_a_no_after_a_yes_is_no_yes(library: CompiledRelease, language: str, text: str) -> None:
    assert not _says(library, language, text, "coming", "yes")
    assert not _says(library, language, text, "ok")


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "no no im fine"), ("en", "nah nah im good"), ("es", "no no estoy bien"), ("en", "didnt see this im ok")],
)
def test_a_no_before_it_takes_nothing_from_being_well(library: CompiledRelease, language: str, text: str) -> None:
    assert _says(library, language, text, "ok")


@pytest.mark.parametrize("text", ["good god", "fine god", "oh good god"])
def test_an_exclamation_does_not_say_that_somebody_is_well(library: CompiledRelease, text: str) -> None:
    assert not _says(library, "en", text, "ok")


@pytest.mark.parametrize("text", ["despierta", "despierta mi amor", "ya despierta mijo", "ay despierta por favor"])
def test_wake_up_does_not_say_that_somebody_is_awake(library: CompiledRelease, text: str) -> None:
    assert not _says(library, "es", text, "ok")


@pytest.mark.parametrize("text", ["estoy despierta", "sigo despierta gracias"])
def test_who_says_they_are_awake_is_well(library: CompiledRelease, text: str) -> None:
    assert _says(library, "es", text, "ok")
