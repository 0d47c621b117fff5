"""A document is read into what a phone lives through."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.simulator.phone_events import Ask, Bubble, End, Go, Heard, Quiet, Ring, Step, Tones
from app.simulator.twiml import Script, read_call, read_messages

_URL = "https://line.example.org/twilio/voice/7"


def _call(inner: str) -> Script:
    return read_call(f"<?xml version='1.0'?><Response>{inner}</Response>".encode(), url=_URL)


def _texts(inner: str) -> Script:
    return read_messages(f"<Response>{inner}</Response>".encode(), url=_URL)


@pytest.mark.parametrize(
    ("inner", "steps"),
    [
        ("", []),
        ("<Say>Hi  there,\n you.</Say>", [Heard("Hi there, you.")]),
        ("<Say language='es-MX'>Hola</Say>", [Heard("Hola", language="es-MX")]),
        ("<Say voice='Google.es-US-Wavenet-A'>Hola</Say>", [Heard("Hola", language="es-US")]),
        ("<Say voice='Polly.Lupe'>Hola</Say>", [Heard("Hola")]),
        ("<Say loop='2'>Hi</Say>", [Heard("Hi")] * 2),
        ("<Say loop='0'>Hi</Say>", [Heard("Hi")] * 3),
        ("<Pause/><Pause length='5'/>", [Quiet(1), Quiet(5)]),
        ("<Play digits='12w3'/>", [Tones("12w3")]),
        ("<Play>https://line.example.org/a.mp3</Play>", [Tones("https://line.example.org/a.mp3")]),
        ("<Hangup/>", [End("hangup")]),
        ("<Reject/>", [End("rejected")]),
        ("<Reject reason='busy'/>", [End("busy")]),
        ("<Say>Hi</Say><!-- a remark --><Hangup/>", [Heard("Hi"), End("hangup")]),
    ],
)
def test_a_verb_becomes_a_step(inner: str, steps: list[Step]) -> None:
    script = _call(inner)

    assert tuple(steps) == script.steps
    assert () == script.notes
    assert not script.broken


@pytest.mark.parametrize(
    ("inner", "steps"),
    [
        (
            "Breathe.<break time='500ms'/>Again.<break time='2s'/>",
            [Heard("Breathe."), Quiet(0.5), Heard("Again."), Quiet(2.0)],
        ),
        ("<break/>Now", [Quiet(0.5), Heard("Now")]),
        ("<break strength='strong'/>Now", [Quiet(1.0), Heard("Now")]),
        ("<break strength='none'/>Now", [Heard("Now")]),
        ("<break time='60s'/>Now", [Quiet(10.0), Heard("Now")]),
        ("Text <say-as interpret-as='spell-out'>OD</say-as> now", [Heard("Text OD now")]),
        ("Use <sub alias='naloxone'>NLX</sub>.", [Heard("Use naloxone.")]),
        ("<p>One.</p><p>Two.</p>", [Heard("One. Two.")]),
        ("<prosody rate='slow'>Tilt the head.</prosody>", [Heard("Tilt the head.", rate=0.8)]),
        ("<prosody rate='70%'>Tilt</prosody>", [Heard("Tilt", rate=0.7)]),
        (
            "Or: <lang xml:lang='es-US'>en español</lang> too",
            [Heard("Or:"), Heard("en español", language="es-US"), Heard("too")],
        ),
    ],
)
def test_speech_marks_become_pauses_speed_and_language(inner: str, steps: list[Step]) -> None:
    assert tuple(steps) == _call(f"<Say>{inner}</Say>").steps


@pytest.mark.parametrize(
    ("attributes", "ask"),
    [
        ("action='/twilio/voice/8'", Ask(action="https://line.example.org/twilio/voice/8")),
        ("action='8'", Ask(action="https://line.example.org/twilio/voice/8")),
        ("action='?try=2'", Ask(action=f"{_URL}?try=2")),
        ("action='https://else.example.org/x'", Ask(action="https://else.example.org/x")),
        ("action='8' input='speech'", Ask(action=_URL[:-1] + "8", keys=False, speech=True)),
        ("action='8' input='dtmf speech'", Ask(action=_URL[:-1] + "8", speech=True)),
        ("action='8' timeout='0' numDigits='1'", Ask(action=_URL[:-1] + "8", timeout=0, digits=1)),
        ("action='8' timeout='auto'", Ask(action=_URL[:-1] + "8")),
        ("action='8' finishOnKey=''", Ask(action=_URL[:-1] + "8", finish="")),
        ("action='8' bargeIn='false'", Ask(action=_URL[:-1] + "8", barge_in=False)),
        ("action='8' actionOnEmptyResult='true'", Ask(action=_URL[:-1] + "8", sends_silence=True)),
        ("action='8' language='es-US'", Ask(action=_URL[:-1] + "8", language="es-US")),
    ],
)
def test_gather_listens_with_the_providers_defaults(attributes: str, ask: Ask) -> None:
    script = _call(f"<Gather {attributes}/>")

    assert (ask,) == script.steps
    assert () == script.notes


def test_what_stands_inside_gather_is_its_prompt_and_the_rest_follows_on_silence() -> None:
    script = _call("<Say>Hi</Say><Gather action='8'><Say>Key?</Say><Pause/></Gather><Say>Bye</Say>")

    assert (
        Heard("Hi"),
        Ask(action=_URL[:-1] + "8", prompt=(Heard("Key?"), Quiet(1))),
        Heard("Bye"),
    ) == script.steps


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("/twilio/voice", "https://line.example.org/twilio/voice"),
        ("\n  6  \n", "https://line.example.org/twilio/voice/6"),
        ("https://line.example.org/x?a=1&amp;b=2", "https://line.example.org/x?a=1&b=2"),
        ("", _URL),
    ],
)
def test_redirect_leads_to_a_full_address(target: str, url: str) -> None:
    assert (Go(url),) == _call(f"<Redirect>{target}</Redirect>").steps


@pytest.mark.parametrize(
    ("inner", "ring"),
    [
        ("<Dial callerId='+12025550100'>+12025550111</Dial>", Ring("+12025550111", "+12025550100")),
        (
            "<Dial callerId='+12025550100' action='9'><Number>+12025550111</Number></Dial>",
            Ring("+12025550111", "+12025550100", action="https://line.example.org/twilio/voice/9"),
        ),
    ],
)
def test_dial_rings_another_number(inner: str, ring: Ring) -> None:
    assert (ring,) == _call(inner).steps


@pytest.mark.parametrize(
    ("inner", "texts"),
    [
        ("", []),
        ("<Message>Hi &amp; bye</Message>", ["Hi & bye"]),
        ("<Message><Body>Hi</Body></Message>", ["Hi"]),
        ("<Message>One\n1 Two</Message><Message>Three</Message>", ["One\n1 Two", "Three"]),
        ("<Message><![CDATA[<3]]></Message>", ["<3"]),
    ],
)
def test_a_message_becomes_a_bubble(inner: str, texts: list[str]) -> None:
    script = _texts(inner)

    assert tuple(Bubble(text) for text in texts) == script.steps
    assert () == script.notes


@pytest.mark.parametrize(
    ("document", "code"),
    [
        (b"", 12100),
        (b"<Response>", 12100),
        (b"\n<?xml version='1.0'?><Response/>", 12100),
        (b"<Response>\xff</Response>", 12100),
        (b"<Response>\x00</Response>", 12100),
        (b"<!DOCTYPE r [<!ENTITY a 'b'>]><Response><Say>&a;</Say></Response>", 12100),
        (b"<response/>", 12102),
        (b'{"detail": "Not Found"}', 12100),
        (b"<Response>" + b" " * 70_000 + b"</Response>", 11750),
    ],
)
def test_a_document_that_cannot_be_used_is_broken(document: bytes, code: int) -> None:
    for read in (read_call, read_messages):
        script = read(document, url=_URL)

        assert script.broken
        assert (code,) == tuple(note.code for note in script.notes)


@pytest.mark.parametrize(
    ("inner", "codes"),
    [
        ("<Message>Hi</Message>", [12200]),
        ("<Record/>", [12200]),
        ("<Say loud='yes'>Hi</Say>", [12200]),
        ("<Say/>", [13520]),
        (f"<Say>{'a' * 4097}</Say>", [13521]),
        (f"<Say voice='Polly.Joanna'>{'a' * 3001}</Say>", [13521]),
        ("<Gather action='8'><Dial>+1</Dial></Gather>", [13320]),
        ("<Gather action='8' numDigits='0'/>", [12200]),
        ("<Gather action='8' timeout='-1'/>", [12200]),
        ("<Gather action='8' bargeIn='yes'/>", [12200]),
        ("<Gather action='8' input='voice'/>", [12200]),
        ("<Gather/>", [0]),
        ("<Gather action='8' method='GET'/>", [0]),
        ("<Dial>+12025550111</Dial>", [0]),
        ("<Dial callerId='+12025550100' record='record-from-answer'>+12025550111</Dial>", [0]),
        ("<Dial callerId='+12025550100'><Say>Hi</Say></Dial>", [13215]),
        ("<Redirect/>", [0]),
        ("<Redirect>8</Redirect><Say>Never</Say>", [0]),
        ("<Play/>", [12200]),
    ],
)
def test_a_mistake_in_a_call_becomes_a_note_and_the_call_goes_on(inner: str, codes: list[int]) -> None:
    script = _call(inner)

    assert codes == [note.code for note in script.notes]
    assert not script.broken


@pytest.mark.parametrize(
    ("inner", "codes"),
    [
        ("<Say>Hi</Say>", [14110]),
        ("<Message/>", [14103]),
        (f"<Message>{'a' * 1601}</Message>", [21617]),
        ("<Message>Hi</Message>" * 11, [14109]),
    ],
)
def test_a_mistake_in_texts_becomes_a_note(inner: str, codes: list[int]) -> None:
    assert codes == [note.code for note in _texts(inner).notes]


def test_ten_texts_are_sent_and_not_eleven() -> None:
    assert 10 == len(_texts("<Message>Same</Message>" * 11).steps)


@given(st.binary(max_size=200))
def test_no_bytes_raise(document: bytes) -> None:
    read_call(document, url=_URL)
    read_messages(document, url=_URL)


@given(st.text(alphabet="<>/=\"' &;SayGatherPusDilRdctMg012", max_size=120))
def test_no_scrap_of_markup_raises(scrap: str) -> None:
    _call(scrap)
    _texts(scrap)


def test_waits_that_follow_each_other_to_one_place_are_one_wait() -> None:
    steps = _call(
        "<Gather action='8' input='dtmf' timeout='1' numDigits='1'><Say>Tilt the head.</Say></Gather>"
        "<Gather action='8' input='dtmf speech' timeout='7' numDigits='1' actionOnEmptyResult='true'/>"
    ).steps

    assert (
        Ask(action=_URL[:-1] + "8", prompt=(Heard("Tilt the head."),), speech=True, timeout=7, digits=1, sends_silence=True, speech_after=True),
    ) == steps  # fmt: skip


def test_waits_that_lead_to_two_places_stay_two() -> None:
    assert 2 == len(_call("<Gather action='8'/><Gather action='9'/>").steps)
