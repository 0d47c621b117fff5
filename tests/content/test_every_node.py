"""The real flows, walked node by node in each language and on both channels."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest

from app.channels.twilio import twiml
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Event, Pressed, Silence, Spoke, Texted
from app.engine.session import Session, pack, unpack
from app.engine.step import step
from app.language.sms_text import segments
from app.release.load import Loaded

NOW = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
AT = int(NOW.timestamp())
LANGUAGES = ("en", "es")
URGENT = {"en": ("OD", "my friend is not breathing", "9"), "es": ("sobredosis", "mi amigo no respira", "9")}
REPLIED = ("checkins.good", "checkins.talk", "checkins.supplies")
"""Where replies 1, 2 and 3 to a check-in lead: by the engine, not by a choice on a page."""
TEXT_SEGMENTS = 5
"""An answer with a line in front of it; a node alone has at most four."""


def at(node: str, language: str, channel: str, library: CompiledRelease) -> Session:
    """A session that stands at this node, as if the caller had come to it."""
    mark = library.nodes[node].mark
    return Session(language=language, node=node, channel=channel, started=AT, last_event_at=AT, choices_hash=mark)


def answered(library: CompiledRelease, session: Session, event: Event) -> tuple[Session, str]:
    turn = step(library, unpack(pack(session)), event, NOW)
    kept = unpack(pack(turn.session))
    assert kept is not None
    return kept, "\n".join(effect.text for effect in turn.effects if isinstance(effect, Say))


OFF = {"programme.off"}
"""Said of modules that are switched off, and all are on here."""


def walk(library: CompiledRelease, language: str, channel: str) -> Iterator[tuple[str, str]]:
    """Every node that keys lead to from the menu, from what people mean and from what they tell, with what is said there."""
    entries = [library.entry, *library.answers.values(), *library.topics.values(), *library.opens.values(), *REPLIED]
    entries += [node for flow in library.release.flows.values() for node in flow.hears.values()]
    waiting, seen = list(dict.fromkeys(entries)), set()
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        session = at(name, language, channel, library)
        node = library.nodes[name]
        yield name, library.shown(node, language).text if channel == "sms" else library.shown(node, language).spoken[0]
        keys = (["1"] if node.next else []) + [choice.key for choice in node.choices]
        for key in keys:
            event: Event = Texted(key) if channel == "sms" else Pressed(key)
            moved, said = answered(library, session, event)
            assert said, f"{name} says nothing to {key}"
            if moved.node:  # empty after `forget me`
                waiting.append(moved.node)
        waiting += [other for other in (node.otherwise, node.go, *(choice.go for choice in node.choices)) if other]


def test_the_checkout_has_no_error(loaded: Loaded) -> None:
    assert [] == [str(problem) for problem in loaded.problems if problem.severity == "error"]


@pytest.mark.parametrize("channel", ["sms", "voice"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_node_is_visited_in_every_language_and_channel(
    library: CompiledRelease, language: str, channel: str
) -> None:
    visited = {name for name, _ in walk(library, language, channel)}

    assert set(library.nodes) - OFF == visited


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_is_short_enough_and_every_spoken_one_valid(library: CompiledRelease, language: str) -> None:
    too_long = [name for name, text in walk(library, language, "sms") if segments(text).count > TEXT_SEGMENTS - 1]
    for _, text in walk(library, language, "voice"):
        ElementTree.fromstring(twiml.call([Say(text, language)], action="/x"))

    assert [] == too_long


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_emergency_reaches_the_steps_from_every_node_in_one_turn(library: CompiledRelease, language: str) -> None:
    for name in library.nodes:
        for words in URGENT[language]:
            moved, said = answered(library, at(name, language, "sms", library), Texted(words))

            # with naloxone given, it tells how that went: on to the breaths, and 911 is named there too
            assert moved.node in {library.emergency, "overdose.breaths" if name == "overdose.second" else ""}, (
                name,
                words,
            )
            assert "911" in said
        for event in (Pressed("9"), Spoke(URGENT[language][1])):
            moved, said = answered(library, at(name, language, "voice", library), event)

            assert library.emergency == moved.node, (name, event)


@pytest.mark.parametrize("language", LANGUAGES)
def test_back_repeat_menu_and_silence_are_answered_at_every_node(library: CompiledRelease, language: str) -> None:
    for name in library.nodes:
        for words in ("back", "repeat", "menu", "more", "help", "zzzz"):
            assert answered(library, at(name, language, "sms", library), Texted(words))[1], (name, words)
        for event in (Pressed("#"), Pressed("*"), Pressed("8"), Silence()):
            assert answered(library, at(name, language, "voice", library), event)[1], (name, event)
