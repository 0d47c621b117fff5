"""Languages that have a part of the line: chosen by name, words or key, never mixed, never read by another's voice."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from app.engine.builtin import BUILTIN
from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Effect, Listen, Say
from app.engine.events import CallStarted, Pressed, Silence, Texted
from app.engine.release import Release, Speech, Text, Voice
from app.engine.session import Session
from app.engine.step import step
from app.release.load import load

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
AT = int(NOW.timestamp())
LOADED = load(Path(__file__).resolve().parents[2]).release
assert LOADED is not None
RELEASE: Release = LOADED
LINE = CompiledRelease(RELEASE)
MARK = "\u2021"


def _said(effects: tuple[Effect, ...]) -> list[Say]:
    return [effect for effect in effects if isinstance(effect, Say)]


def _texts(*texts: str, library: CompiledRelease = LINE) -> list[list[str]]:
    session: Session | None = None
    answers = []
    for text in texts:
        turn = step(library, session, Texted(text), NOW)
        session = turn.session
        answers.append([effect.text for effect in _said(turn.effects)])
    return answers


@pytest.mark.parametrize(
    ("cry", "language"),
    [
        ("zanmi mwen pa respire", "ht"),
        ("li pa ka reveye tanpri", "ht"),
        ("frè m ap mouri", "ht"),
        ("meu irmão não respira", "pt"),
        ("ela não tá acordando", "pt"),
        ("ele ficou roxo", "pt"),
    ],
)
def test_a_cry_in_a_language_that_nobody_taught_gets_its_whole_steps_at_once(cry: str, language: str) -> None:
    (answer,) = _texts(cry)

    assert answer[0].startswith(LINE.text("overdose.start", language))
    assert len(answer) == 1


@pytest.mark.parametrize(
    ("name", "language"), [("Kreyòl", "ht"), ("haitian creole", "ht"), ("Português", "pt"), ("portuguese", "pt")]
)
def test_a_language_is_chosen_by_its_name_and_what_it_lacks_is_told_once(name: str, language: str) -> None:
    chosen, again, emergency = _texts(name, "menu", "OD")

    assert LINE.text("line.language_switched", language) == chosen[0]
    assert LINE.text("line.partial", language) == chosen[-1]
    assert LINE.text("line.partial", language) not in again
    assert emergency[0].startswith(LINE.text("overdose.start", language))


def test_a_language_is_chosen_by_its_own_script() -> None:
    session = step(LINE, None, Texted("друг не дышит помогите"), NOW).session

    assert "ru" == session.language


@pytest.mark.parametrize(
    ("cry", "language"),
    [
        ("он не дышит", "ru"),
        ("他没有呼吸了", "zh"),
        ("我朋友叫不醒", "zh"),
        ("صديقي لا يتنفس", "ar"),
        ("il ne respire plus", "fr"),
        ("anh ấy không thở", "vi"),
        ("khong tho", "vi"),
    ],
)
def test_a_cry_in_a_drafted_language_has_the_steps_in_it(cry: str, language: str) -> None:
    session = step(LINE, None, Texted(cry), NOW).session

    assert (language, "overdose.start") == (session.language, session.node)


def test_the_door_names_every_language_in_its_own_voice_and_each_has_a_key() -> None:
    began = step(LINE, None, CallStarted(), NOW)
    spoken = [(effect.language, effect.text) for effect in _said(began.effects)]

    assert ("es", "Para español, oprima 2.") in spoken
    assert ("en", "For Arabic by text, press 5.") in spoken
    assert ("pt", "Para português, aperte 4.") in spoken
    assert ["en", "es", "pt", "en", "en"] == [effect.language for effect in began.effects if isinstance(effect, Listen)]
    for key, language in (("2", "es"), ("4", "pt"), ("5", "ar")):
        assert language == step(LINE, began.session, Pressed(key), NOW).session.language


def test_no_voice_reads_a_language_it_does_not_speak_and_that_is_said_once() -> None:
    session = step(LINE, None, CallStarted(), NOW).session
    chosen = step(LINE, session, Pressed("5"), NOW)
    urgent = step(LINE, chosen.session, Pressed("9"), NOW)

    told = LINE.spoken("line.by_text_only", "en", language="Arabic")
    assert {"en"} == {effect.language for turn in (chosen, urgent) for effect in _said(turn.effects)}
    assert told == _said(chosen.effects)[0].text
    assert told not in [effect.text for effect in _said(urgent.effects)]
    assert "Call 9 1 1 now." in _said(urgent.effects)[0].text


def test_on_a_call_in_a_partial_language_each_text_is_read_in_the_language_it_is_written_in() -> None:
    session = step(LINE, None, CallStarted(), NOW).session
    session = step(LINE, session, Pressed("4"), NOW).session
    for event in (Pressed("9"), Pressed("1"), Silence(), Pressed("#"), Pressed("0"), Pressed("9"), Pressed("5")):
        turn = step(LINE, session, event, NOW)
        session = turn.session
        for effect in _said(turn.effects):
            portuguese = any(
                word in f" {effect.text.lower()}" for word in (" não ", " ligue", " aperte", "português", " sopr")
            )
            assert portuguese == (effect.language == "pt"), effect


def test_the_first_steps_of_every_live_language_are_in_memory() -> None:
    assert set(RELEASE.languages) == set(LINE.first_steps)


# A language whose every text carries a mark: one that is said without it was said past the language's folder.


def _marked(text: Text) -> Text:
    return msgspec.structs.replace(text, text=f"{MARK}{text.text}", voice=f"{MARK}{text.spoken}")


def _pseudo() -> CompiledRelease:
    texts = {key: _marked(text) for key, text in (BUILTIN.texts["en"] | RELEASE.texts["en"]).items()}
    speech = Speech(name="Xaxa", names=("xaxa",), voices={"twilio": Voice("Xaxa", "xx-XX")})
    return CompiledRelease(
        msgspec.structs.replace(
            RELEASE,
            languages=(*RELEASE.languages, "xx"),
            texts=RELEASE.texts | {"xx": texts},
            words=RELEASE.words | {"xx": RELEASE.words["en"]},
            speech=RELEASE.speech | {"xx": speech},
        )
    )


PSEUDO = _pseudo()
WRITTEN = (
    *(
        "menu",
        "hello",
        "zzqq",
        "OD",
        "1",
        "next",
        "back",
        "repeat",
        "help",
        "person",
        "more",
        "STOP",
        "START",
        "forget me",
    ),
    *("1", "9", "2", "3", "NALOXONE", "PRIVACY", "", "*", "#", "0", "xaxa"),
)


def _unmarked(said: Say) -> list[str]:
    """The lines of this text that do not begin with the mark behind their number."""
    lines = (line.lstrip("0123456789 ") for line in said.text.splitlines())
    return [line for line in lines if line and not line.startswith(MARK) and not said.text.startswith(MARK)]


SWITCHES = {name for name, node in RELEASE.nodes.items() if node.do == "switch_language"}
SAYING = sorted(
    name
    for name, node in RELEASE.nodes.items()
    if not node.do and SWITCHES.isdisjoint(choice.go for choice in node.choices)
)
"""All but the list of languages, which leads out of this one."""
PIECES = frozenset(
    piece
    for name in RELEASE.nodes
    for page in PSEUDO.shown(PSEUDO.nodes[name], "xx").pieces
    if page and MARK in page[0]
    for piece in page
)
"""Of a marked passage: the mark stands at its beginning alone."""


@pytest.mark.parametrize("text", WRITTEN)
def test_no_unmarked_word_is_written(text: str) -> None:
    for node in SAYING:
        here = Session(language="xx", node=node, started=AT, last_event_at=AT, choices_hash=PSEUDO.nodes[node].mark)
        for said in _said(step(PSEUDO, here, Texted(text), NOW).effects):
            assert "xx" == said.language, (node, said)
            assert [] == _unmarked(said), (node, said)


@pytest.mark.parametrize("keys", ["1", "2", "3", "4", "6", "8", "9", "0", "*", "#", ""])
def test_no_unmarked_word_is_spoken(keys: str) -> None:
    for node in SAYING:
        here = Session(
            language="xx",
            node=node,
            started=AT,
            last_event_at=AT,
            choices_hash=PSEUDO.nodes[node].mark,
            channel="voice",
        )
        for effect in step(PSEUDO, here, Pressed(keys) if keys else Silence(), NOW).effects:
            assert "xx" == getattr(effect, "language", "xx"), (node, effect)
            assert not isinstance(effect, Say) or MARK in effect.text or effect.text in PIECES, (node, effect)
