"""Every page of this line, in every language, as a call says it: short pieces, few choices, the whole of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Effect, Listen, Pause, Say
from app.engine.events import CallStarted, Pressed, Silence
from app.engine.session import Session
from app.engine.step import step
from app.language.speaking_time import seconds

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
_KEY = re.compile(r"(?:press|oprima) \w")


def at(node: str) -> Session:
    seconds_now = int(NOW.timestamp())
    return Session(node=node, channel="voice", language="en", started=seconds_now, last_event_at=seconds_now)


def stretches(effects: tuple[Effect, ...]) -> list[str]:
    """What is said without a stop."""
    found = [""]
    for effect in effects:
        if isinstance(effect, Say):
            found[-1] = f"{found[-1]} {effect.text}".strip()
        elif isinstance(effect, Pause | Listen):
            found.append("")
    return [one for one in found if one]


def pages(library: CompiledRelease, language: str) -> list[tuple[str, int, tuple[str, ...]]]:
    return [
        (name, number, pieces)
        for name, node in library.nodes.items()
        for number, pieces in enumerate(library.shown(node, language).pieces)
    ]


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_is_spoken_longer_than_twenty_seconds_without_a_wait(library: CompiledRelease, language: str) -> None:
    long = {
        (name, number): [round(seconds(piece)) for piece in pieces]
        for name, number, pieces in pages(library, language)
        if any(seconds(piece) > 20 for piece in pieces)
    }
    assert {} == long


@pytest.mark.parametrize("language", ["en", "es"])
def test_beside_somebody_dying_the_voice_waits_after_fifteen_seconds(library: CompiledRelease, language: str) -> None:
    for name in library.steps:
        assert all(
            seconds(piece) <= 15 for pages in library.shown(library.nodes[name], language).pieces for piece in pages
        ), name


@pytest.mark.parametrize("language", ["en", "es"])
def test_no_page_says_more_than_five_choices(library: CompiledRelease, language: str) -> None:
    many = {
        (name, number): len(_KEY.findall(" ".join(pieces)))
        for name, number, pieces in pages(library, language)
        if len(_KEY.findall(" ".join(pieces))) > 5
    }
    assert {} == many


def test_the_first_answer_has_all_the_steps_in_pieces_that_wait(library: CompiledRelease) -> None:
    door = step(library, None, CallStarted(), NOW).session
    turn = step(library, door, Pressed("1"), NOW)
    said = stretches(turn.effects)

    assert library.spoken("overdose.start", "en") in " ".join(said)
    assert len(said) > 2
    assert all(seconds(one) <= 15 for one in said)
    assert 5 >= len(_KEY.findall(" ".join(said)))


def test_breaths_are_counted_one_key_from_the_door_and_from_every_step(library: CompiledRelease) -> None:
    door = step(library, None, CallStarted(), NOW).session
    here = [door, *(at(name) for name in library.emergency_flow if name != library.paced)]

    for session in here:
        turn = step(library, session, Pressed("7"), NOW)
        said = [effect.text for effect in turn.effects if isinstance(effect, Say)]
        assert library.paced == turn.session.node
        assert said.index(library.spoken("overdose.breath", "en")) <= 2, session.node


def test_what_no_first_page_had_room_for_comes_after_a_silence(library: CompiledRelease) -> None:
    door = step(library, None, CallStarted(), NOW).session
    start = step(library, door, Pressed("1"), NOW)
    again = step(library, start.session, Silence(), NOW)
    said = " ".join(stretches(again.effects))

    assert "I am alone: press 4" in said
    assert library.spoken("overdose.start", "en") in said


def test_each_language_of_the_door_is_heard_by_its_own_recogniser(library: CompiledRelease) -> None:
    effects = step(library, None, CallStarted(), NOW).effects
    heard = [effect for effect in effects if isinstance(effect, Listen)]

    assert ["en", "es"] == list(dict.fromkeys(one.language for one in heard))[:2]
    assert {one.language for one in heard} <= {
        language for language in library.release.languages if library.packs.speaks(language)
    }
    assert not heard[-1].falls
    assert all(one.falls for one in heard[:-1])
    assert all("Narcan" in one.hints for one in heard if one.language in ("en", "es"))


def test_in_the_steps_no_word_cuts_the_voice_off_and_the_recogniser_expects_what_is_told(
    library: CompiledRelease,
) -> None:
    turn = step(library, at(library.emergency), Silence(), NOW)
    listen = turn.effects[-1]

    assert isinstance(listen, Listen)
    assert listen.quiet
    assert {"repeat", "is breathing", "not breathing"} <= set(listen.hints)
