"""What a message means, message by message: the ones that must never go wrong."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.understanding import EMERGENCIES, INTENTS, Meaning, Phrases
from app.understanding.understander import Understander, build

EMERGENCY_MESSAGES = [
    "OVERDOSE",
    "STOP BREATHING HELP",
    "stop he is not breathing",
    "he stopped breathing",
    "delete this my friend is blue and wont wake up",
    "he's o deeing please",
    "she oh deed in the bathroom",
    "shesnotbreathing",
    "hes bluee and cold",
    "no despierta mi hermano",
    "no respira ayuda",
    "heisntmoving",
    "my brthr isnt brthng",
    "le puse narcan y no reacciona",
    "alto mi amiga esta morada y no respira",
    "my toddler swallowed a methadone pill",
    "surdose elle respire plus",
    "need narcan he is not waking up 19134",
    "911",
    "heart racing and chest pain after smoking crack",
    "le duele el pecho y convulsiona por el cristal",
]
CALM_MESSAGES = [
    "od on homework lol",
    "i lost my cousin to an overdose last yr",
    "what are the signs of an overdose",
    "how do i prevent an overdose",
    "my phone is dead",
    "he stopped texting me",
    "my dog wont wake up from his nap lol",
    "blue shirt or black shirt",
    "sobredosis de tarea jaja",
    "me muero de risa",
    "want narcan just in case, not an emergency",
    "can i get narcan in dayton ohio",
]
STOP_MESSAGES = [
    "STOP",
    '"Stop"',
    "stop.",
    "stop texting me",
    "opt out",
    "take me off your list",
    "no mas mensajes",
    "alto",
    "\u0421\u0422\u041e\u0420",
    "stop calling me",
]
NOT_STOP_MESSAGES = [
    ("how to stop doing heroin", "treatment"),
    ("quiero dejar de usar", "treatment"),
    ("where is the bus stop", "unrelated"),
    ("omg stop lol", "unrelated"),
]


@pytest.mark.parametrize("text", EMERGENCY_MESSAGES)
def test_this_is_an_emergency(understander: Understander, text: str) -> None:
    meaning = understander.understand(text)

    assert meaning.emergency
    assert meaning.intent in EMERGENCIES


@pytest.mark.parametrize("text", CALM_MESSAGES)
def test_this_is_no_emergency(understander: Understander, text: str) -> None:
    assert not understander.understand(text).emergency


@pytest.mark.parametrize("text", STOP_MESSAGES)
def test_this_takes_permission_back(understander: Understander, text: str) -> None:
    assert understander.understand(text).intent == "stop"


@pytest.mark.parametrize(("text", "intent"), NOT_STOP_MESSAGES)
def test_something_else_stops_here(understander: Understander, text: str, intent: str) -> None:
    assert intent == understander.understand(text).intent


@pytest.mark.parametrize("text", ["911 911 911", "911!! 911!!", "911"])
def test_the_emergency_number_alone_however_often_is_an_emergency(understander: Understander, text: str) -> None:
    assert understander.understand(text).emergency


@pytest.mark.parametrize(
    "text",
    [
        "stop texting and send an ambulance",
        "no me manden mensajes manden una ambulancia",
        "quit asking me stuff i need a medic",
        "ya no manden textos necesito un paramedico",
    ],
)
def test_whoever_asks_for_rescue_takes_nothing_back(understander: Understander, text: str) -> None:
    assert "stop" != understander.understand(text).intent


@pytest.mark.parametrize("text", ["not breathing", "wont wake up", "no respira", "overdose", "ayuda no despierta"])
def test_an_emergency_needs_no_model(untrained: Understander, text: str) -> None:
    assert untrained.understand(text).emergency


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("naloxone 19104", "19104"),
        ("narcan Sacramento, CA", "Sacramento, CA"),
        ("narcan K1P 5M7", "K1P 5M7"),
        ("where is narcan near one nine one oh four", "one nine one oh four"),
        ("free narcan near me", "near me"),
        ("narcan seatle", "seatle"),
        ("narcan broad and erie", "broad and erie"),
        ("boston narcan", "boston"),
        ("naloxona en la villita", "la villita"),
        ("narcan en la avenida roosevelt", "la avenida roosevelt"),
        ("naloxone for 8 0 2 1 8", "8 0 2 1 8"),
        ("naloxone kit hastings and main", "hastings and main"),
        ("narcan at 3rd ave and pike st", "3rd ave and pike st"),
        ("jeringas en el barrio", "el barrio"),
        ("how can i get narcan im in macon", "macon"),
        ("narcan pls", None),
        ("narcan at front n girard", "front n girard"),
        ("narcan downtown la", "downtown la"),
        ("overdose at 1200 market st", "1200 market st"),
        ("who has narcan around capitol hill rn", "capitol hill"),
        ("people falling out in lawrence ma off the green bags", "lawrence ma"),
        ("need a bed tonight", None),
        ("i want to quit", None),
        ("narcan for my brother", None),
        ("can i get narcan in the mail", None),
        ("i have an abscess on my arm", None),
        ("overdose at kensington and allegheny", "kensington and allegheny"),
        ("theres somebody overdosing on the 2nd floor", None),
    ],
)
def test_the_place_is_found_as_written(understander: Understander, text: str, place: str | None) -> None:
    assert place == understander.understand(text).place


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("check on me in 20 min", 20),
        ("check on me in an hour", 60),
        ("text me in 10", 10),
        ("revisame en media hora", 30),
        ("check on me in twenty five minutes", 25),
        ("check on me in 99999 minutes", None),
        ("using alone", None),
    ],
)
def test_how_long_is_read(understander: Understander, text: str, minutes: int | None) -> None:
    assert minutes == understander.understand(text).minutes


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("what is xylazine", "xylazine"),
        ("can i mix benzos and alcohol", "mixing"),
        ("using after a break", "tolerance"),
        ("what are signs of an overdose", "overdose_signs"),
        ("my boyfriend is reading my phone", "watched_phone"),
        ("como fumar crack mas seguro", "crack"),
    ],
)
def test_the_topic_is_named(understander: Understander, text: str, topic: str) -> None:
    assert topic == understander.understand(text).topic


def test_a_zip_alone_asks_what_for(understander: Understander) -> None:
    meaning = understander.understand("19104")

    assert meaning.clarify
    assert "19104" == meaning.place
    assert 2 <= len(meaning.guesses) <= 3


def test_a_zip_is_an_answer_where_a_place_is_expected(understander: Understander) -> None:
    meaning = understander.understand("19104", expects="place")

    assert not meaning.clarify
    assert "19104" == meaning.place


def test_a_bare_number_is_minutes_where_minutes_are_expected(understander: Understander) -> None:
    assert 25 == understander.understand("25", expects="minutes").minutes


def test_what_a_node_expects_never_hides_an_emergency(understander: Understander) -> None:
    for expected in ("ok", "place", "minutes", "greeting"):
        assert understander.understand("he is not breathing", expects=expected).emergency


def test_a_reaction_picks_nothing(understander: Understander) -> None:
    meaning = understander.understand("Liked \u201cReply 1 for naloxone\u201d")

    assert ("unrelated", ("reaction",)) == (meaning.intent, meaning.why)


def test_a_question_names_two_or_three_guesses(understander: Understander, development: list[dict[str, str]]) -> None:
    asked = [meaning for row in development if (meaning := understander.understand(row["text"])).clarify]

    assert all(2 <= len(meaning.guesses) <= 3 and not meaning.emergency for meaning in asked)


@given(text=st.text(max_size=400))
@settings(max_examples=150, deadline=None)
def test_any_text_means_something(understander: Understander, text: str) -> None:
    meaning = understander.understand(text)

    assert meaning.intent in INTENTS
    assert 0.0 <= meaning.confidence <= 1.0
    assert meaning == understander.understand(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "a" * 5000,
        "\ufdfa" * 1600,
        "\ud800\udfff",
        "\x00\x1b[31m",
        "'" * 900,
        "1\ufe0f\u20e3",
        "\u202e" * 50,
        "he " * 2000,
    ],
)
def test_broken_and_endless_texts_are_survived(understander: Understander, text: str) -> None:
    assert isinstance(understander.understand(text), Meaning)


@pytest.mark.parametrize(
    "change", [str.upper, str.title, lambda text: text.replace(" ", "   "), lambda text: f"“{text}”!!!"]
)
def test_case_spaces_and_quotes_change_no_emergency(understander: Understander, change: object) -> None:
    assert callable(change)
    assert all(understander.understand(change(text)).emergency for text in EMERGENCY_MESSAGES if text != "911")


def test_why_never_holds_a_callers_words(understander: Understander) -> None:
    meaning = understander.understand("zanzibar my friend zebulon is not breathing at all")

    assert "zebulon" not in " ".join(meaning.why)


def test_staff_words_are_live_without_training() -> None:
    phrases = {"en": Phrases(words={"naloxone_location": ("pink box",)}, phrases={"stop": ("enough of this line",)})}
    understander = build(phrases)

    assert "naloxone_location" == understander.understand("Pink Box!").intent
    assert "stop" == understander.understand("ok enough of this line now").intent


def test_foreign_bytes_are_no_model() -> None:
    with pytest.raises(ValueError, match=r"MessagePack|form|Expected|trailing|Input|Invalid"):
        build({}, model=b"\x00not a model")
