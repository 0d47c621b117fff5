"""TwiML: valid XML 1.0 for any words, and nothing Twilio's own schema would refuse."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.twilio import twiml
from app.engine.effects import Connect, Effect, HangUp, Listen, OptOut, Pause, Say
from app.engine.plain_answer import PlainAnswer
from tests.web.posting import SHARED

CHECKER = SHARED / "tools" / "twiml_check.py"
TEXT = st.text(st.characters(codec=None), max_size=400)
EFFECTS: st.SearchStrategy[list[Effect]] = st.lists(
    st.one_of(
        st.builds(Say, text=TEXT, language=st.sampled_from(["en", "es", "fr"]), slower=st.booleans()),
        st.builds(Pause, seconds=st.integers(1, 9)),
        st.builds(
            Listen,
            timeout=st.integers(1, 9),
            digits=st.integers(1, 5),
            language=st.sampled_from(["en", "es"]),
            speech=st.booleans(),
            quiet=st.booleans(),
            falls=st.booleans(),
            hints=st.lists(TEXT, max_size=3).map(tuple),
        ),
        st.just(Connect()),
        st.just(HangUp()),
        st.just(OptOut(PlainAnswer("texts", "stop"))),
    ),
    max_size=6,
)


def spoken(effects: Sequence[Effect]) -> bytes:
    return twiml.call(effects, action="/twilio/voice/step?n=1", peer="+12025550101", caller_id="+12025550100", after_peer="/twilio/voice/peer?n=1")  # fmt: skip


# the public checker leaves its schema file to the garbage collector
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(scope="module")
def check() -> Callable[..., Any]:
    if not CHECKER.exists():
        pytest.skip("the public TwiML checker is not beside this checkout")
    spec = importlib.util.spec_from_file_location("twiml_check", CHECKER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["twiml_check"] = module
    spec.loader.exec_module(module)
    return module.check  # type: ignore[no-any-return]


def test_a_text_leaves_without_costly_accents_and_a_call_keeps_them() -> None:
    said = [Say("¿Está más tranquilo? Llame al 911.", "es")]

    assert b"<Message>\xc2\xbfEsta mas tranquilo? Llame al 911.</Message>" in twiml.message(said)
    assert "¿Está más tranquilo?" in spoken(said).decode()


@given(effects=EFFECTS)
def test_any_words_make_valid_xml_in_a_text_and_on_a_call(effects: list[Effect]) -> None:
    for document in (twiml.message(effects), spoken(effects)):
        assert "Response" == ElementTree.fromstring(document).tag


@given(effects=EFFECTS)
def test_nothing_is_made_that_twilio_refuses(check: Callable[..., Any], effects: list[Effect]) -> None:
    assert [] == check(spoken(effects), "voice")[0]
    assert [] == check(twiml.message(effects), "messaging")[0]


def test_a_prompt_is_inside_its_gather_so_that_a_key_interrupts_it() -> None:
    document = ElementTree.fromstring(spoken([Say("Hello", "en"), Pause(1), Listen()]))

    assert ["Say", "Pause"] == [verb.tag for verb in document[0]]
    assert ("Gather", "", "true", "false") == (document[0].tag, document[0].get("finishOnKey"), document[0].get("actionOnEmptyResult"), document[0].get("profanityFilter"))  # fmt: skip


def test_spanish_is_spoken_and_heard_as_spanish() -> None:
    document = ElementTree.fromstring(spoken([Say("Hola", "es"), Listen(language="es")]))

    assert ("es-US", "es-US", "Polly.Lupe-Neural") == (document[0].get("language"), document[0][0].get("language"), document[0][0].get("voice"))  # fmt: skip


def test_words_interrupt_no_steps_and_are_heard_after_them() -> None:
    first, second, onward = ElementTree.fromstring(spoken([Say("Call 9 1 1", "en"), Listen(quiet=True)]))

    assert ("dtmf", "dtmf speech", "Redirect") == (first.get("input"), second.get("input"), onward.tag)
    assert first.get("actionOnEmptyResult") is None
    assert (["Say"], []) == ([verb.tag for verb in first], list(second))


def test_a_recogniser_is_told_its_model_and_likely_words_and_a_keypad_nothing() -> None:
    heard = ElementTree.fromstring(spoken([Listen(hints=("naloxone", "test strips, please"))]))[0]
    typed = ElementTree.fromstring(spoken([Listen(speech=False, hints=("naloxone",))]))[0]

    assert ("phone_call", "auto") == (heard.get("speechModel"), heard.get("speechTimeout"))
    assert "naloxone, test strips  please" == heard.get("hints")
    assert (None, None) == (typed.get("speechModel"), typed.get("hints"))


def test_where_nothing_comes_what_stands_after_a_falling_wait_is_said() -> None:
    document = ElementTree.fromstring(
        spoken([Say("Overdose?", "en"), Listen(falls=True), Say("Hola", "es"), Listen(language="es")])
    )

    assert ["Gather", "Gather", "Redirect"] == [verb.tag for verb in document]
    assert ["en-US", "es-US"] == [verb.get("language") for verb in document[:2]]


def test_a_bridge_shows_the_lines_number_and_records_nothing() -> None:
    dial = ElementTree.fromstring(spoken([Connect()]))[0]

    assert ("+12025550100", "do-not-record") == (dial.get("callerId"), dial.get("record"))


@pytest.mark.parametrize(
    "numbers", [{"peer": "", "caller_id": "+12025550100"}, {"peer": "+12025550101", "caller_id": ""}]
)
def test_nothing_is_dialled_without_a_peer_line_or_a_number_of_ours_to_show(numbers: dict[str, str]) -> None:
    document = twiml.call(
        [Connect()],
        action="/x",
        after_peer="/twilio/voice/peer?n=1",
        peer=numbers["peer"],
        caller_id=numbers["caller_id"],
    )

    assert b"<Dial" not in document
    assert b"<Redirect" in document


def test_a_long_answer_is_cut_between_words_into_messages_that_twilio_takes() -> None:
    document = ElementTree.fromstring(twiml.message([Say("word " * 700, "en")]))

    assert [True] * len(document) == [len(message.text or "") <= 1600 for message in document]
    assert 700 == sum((message.text or "").count("word") for message in document)
