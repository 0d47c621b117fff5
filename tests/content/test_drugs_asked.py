"""Pairs in everyday words, three at once, one name for two, and how long a test finds a drug: by text and by voice."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from app.engine.compiled_release import CompiledRelease
from app.engine.effects import Say
from app.engine.events import Spoke, Texted
from app.engine.session import Session
from app.engine.step import step

NOW = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)
ENGLISH = [
    "is it bad to do a speedball",
    "goofballs safe at all?",
    "can i candyflip",
    "g and k",
    "percs with a couple of beers ok",
    "oxy and trazodone",
    "hennessy, bars and weed all three",
    "molly and ket together at a rave",
    "sleeping pills with methadone",
    "special k plus wine",
]
SPANISH = [
    "perico con trazodona",
    "pastillas para dormir y heroína",
    "ron, xanax y mota los tres",
    "se puede éxtasis con cerveza en una fiesta",
    "metadona con pastillas pa dormir",
]
ALREADY_TAKEN = ["he took xanax and heroin and isn't breathing", "she did coke and fent and wont wake up"]
NO_PAIR = ["rock and roll", "i want to quit meth and heroin", "is methadone hard to get off", "how does methadone work"]


def _said(library: CompiledRelease, words: str, *, spoken: str = "") -> tuple[str, str]:
    if spoken:
        turn = step(library, Session(language=spoken, channel="voice", node="main.menu"), Spoke(words), NOW)
    else:
        turn = step(library, None, Texted(words), NOW)
    return turn.session.node, " ".join(one.text for one in turn.effects if isinstance(one, Say))


@pytest.mark.parametrize("words", [*ENGLISH, *SPANISH])
def test_a_pair_in_everyday_words_is_answered_as_that_pair(library: CompiledRelease, words: str) -> None:
    node, said = _said(library, words)

    assert node == "safer.mix_names"
    assert " + " in said


@pytest.mark.parametrize(("words", "language"), [*((one, "en") for one in ENGLISH), *((one, "es") for one in SPANISH)])
def test_a_pair_that_is_spoken_is_answered_with_names_joined_by_a_word(
    library: CompiledRelease, words: str, language: str
) -> None:
    node, said = _said(library, words, spoken=language)

    assert node == "safer.mix_names"
    assert " + " not in said


@pytest.mark.parametrize("words", ALREADY_TAKEN)
def test_what_was_taken_by_somebody_who_may_be_dying_brings_the_steps(library: CompiledRelease, words: str) -> None:
    assert _said(library, words)[0] == "overdose.start"


@pytest.mark.parametrize("words", NO_PAIR)
def test_words_of_any_day_are_no_pair(library: CompiledRelease, words: str) -> None:
    assert _said(library, words)[0] != "safer.mix_names"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("how long does coke show in your pee", "1 to 4 days"),
        ("will weed show up on a urine test", "3 to 30 days"),
        ("cuánto dura el cristal en la orina", "2 a 4 días"),
    ],
)
def test_how_long_a_urine_test_finds_a_drug_is_said_as_its_source_says(
    library: CompiledRelease, words: str, found: str
) -> None:
    assert found in _said(library, words)[1]


def test_where_no_source_gives_a_time_none_is_said(library: CompiledRelease) -> None:
    node, said = _said(library, "how long do shrooms show on a drug test")

    assert node == "asked_health.test"
    assert not any(sign.isdigit() for sign in said.split("\n", 1)[0])


@pytest.mark.parametrize(
    ("before", "words", "says"),
    [
        ("is it ok to mix weed and mushrooms", "and if im on zoloft", ("weed", "mushrooms", "zoloft")),
        ("cocaine", "and with beer?", ("cocaine", "beer")),
        ("meth", "can i drink on it", ("meth", "drink")),
        ("i take methadone", "and xanax?", ("methadone", "xanax")),
        ("ketamina", "y con alcohol", ("ketamina", "alcohol")),
        ("acid and lithium", "with weed then?", ("lsd", "lithium", "weed")),
    ],
)
def test_a_drug_joined_to_those_before_is_answered_with_them(
    library: CompiledRelease, before: str, words: str, says: tuple[str, ...]
) -> None:
    session = step(library, None, Texted(before), NOW).session
    turn = step(library, session, Texted(words), NOW)
    said = " ".join(one.text for one in turn.effects if isinstance(one, Say)).lower()

    assert all(name in said.partition(":")[0] for name in says), said


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("is it ok to mix weed and mushrooms", "meth and coke"),
        ("cocaine", "what about meth"),
        ("cocaine", "he took it with xanax and wont wake up"),
        ("narcan", "and with beer?"),
    ],
)
def test_what_names_another_pair_or_page_or_a_cry_is_not_joined(
    library: CompiledRelease, before: str, words: str
) -> None:
    session = step(library, None, Texted(before), NOW).session
    turn = step(library, session, Texted(words), NOW)
    said = " ".join(one.text for one in turn.effects if isinstance(one, Say)).lower().partition(":")[0]

    assert not {"weed", "mushrooms", "cocaine"} & set(said.split()), said
