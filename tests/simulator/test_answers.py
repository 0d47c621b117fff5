"""Keys, speech and silence do what the provider makes of them."""

from __future__ import annotations

import pytest

from app.simulator.key_gathering import Fell, Outcome, Sent, Waiting, press, speak, stay_silent
from app.simulator.phone_events import Ask

_ANY = Ask(action="x")
_ONE = Ask(action="x", digits=1, finish="", speech=True, sends_silence=True)
_SPEECH = Ask(action="x", keys=False, speech=True, sends_silence=True, language="es-US")


def _typed(digits: str, *more: tuple[str, str]) -> Sent:
    return Sent((("Digits", digits), ("msg", "Gather End"), *more))


@pytest.mark.parametrize(
    ("ask", "typed", "key", "outcome"),
    [
        (_ONE, "", "1", _typed("1")),
        (_ONE, "", "#", _typed("#")),
        (_ONE, "", "*", _typed("*")),
        (_ANY, "", "1", Waiting("1")),
        (_ANY, "12", "3", Waiting("123")),
        (_ANY, "12", "#", _typed("12", ("FinishedOnKey", "#"))),
        (_ANY, "", "#", Fell()),
        (Ask(action="x", digits=5), "6290", "1", _typed("62901")),
        (Ask(action="x", sends_silence=True), "", "#", _typed("")),
        (_SPEECH, "", "1", Waiting("")),
        (_ONE, "", "A", Waiting("")),
        (_ONE, "", "", Waiting("")),
        (_ONE, "", "12", Waiting("")),
    ],
)
def test_a_key(ask: Ask, typed: str, key: str, outcome: Outcome) -> None:
    assert outcome == press(ask, typed, key)


@pytest.mark.parametrize(
    ("ask", "typed", "outcome"),
    [
        (_ANY, "", Fell()),
        (_ANY, "12", _typed("12")),
        (_ONE, "", _typed("")),
        (_SPEECH, "", Sent((("SpeechResult", ""), ("msg", "Gather End")))),
    ],
)
def test_silence(ask: Ask, typed: str, outcome: Outcome) -> None:
    assert outcome == stay_silent(ask, typed)


def test_speech_arrives_as_a_sentence_with_its_language() -> None:
    outcome = speak(_SPEECH, " mi amigo no respira ", confidence=0.5)

    assert (
        Sent(
            (
                ("SpeechResult", "Mi amigo no respira."),
                ("Confidence", "0.5000000"),
                ("Language", "es-US"),
            )
        )
        == outcome
    )


@pytest.mark.parametrize(("ask", "words"), [(_ANY, "hello"), (_SPEECH, "  ")])
def test_speech_is_not_heard_where_none_is_listened_for(ask: Ask, words: str) -> None:
    assert Waiting() == speak(ask, words)
