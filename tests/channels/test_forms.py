"""Webhook forms: read as the standard library reads them, and turned into events without the number."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.channels.base import BadWebhook
from app.channels.received import clean, is_machine
from app.channels.twilio.forms import call_from, first_values, heard, parse, text_from
from app.engine.events import Pressed, Silence, Spoke
from app.privacy.pseudonyms import Pseudonyms

NAMES = Pseudonyms(b"k" * 32)
FORM = st.lists(
    st.sampled_from(["a", "=", "&", "+", "%20", "%C3%A1", "%", "%zz", "\u00e9", "Body", "%F0%9F", "1"]), max_size=30
)


@given(body=st.one_of(st.binary(max_size=200), FORM.map(lambda parts: "".join(parts).encode())))
def test_a_form_is_read_as_the_standard_library_reads_it(body: bytes) -> None:
    assert parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True) == parse(body)


def test_a_form_with_more_fields_than_any_real_one_is_refused() -> None:
    with pytest.raises(BadWebhook):
        parse(b"a=1&" * 500)


@pytest.mark.parametrize(
    ("fields", "event"),
    [
        ({"Digits": "1"}, Pressed("1")),
        ({"Digits": "*"}, Pressed("*")),
        ({"Digits": "1", "SpeechResult": "Two."}, Pressed("1")),
        ({"SpeechResult": "He is not breathing.", "Confidence": "0.91"}, Spoke("He is not breathing.", 0.91)),
        ({"SpeechResult": "menu", "Confidence": ""}, Spoke("menu", 1.0)),
        ({"SpeechResult": "menu", "Confidence": "nan"}, Spoke("menu", 1.0)),
        ({"Digits": "", "SpeechResult": " "}, Silence()),
        ({}, Silence()),
    ],
)
def test_what_a_gather_heard_is_keys_then_speech_then_silence(fields: dict[str, str], event: object) -> None:
    assert event == heard(first_values(list(fields.items())))


@pytest.mark.parametrize(
    ("sender", "machine"),
    [
        ("+12025550143", False),
        ("+5215512345678", True),
        ("whatsapp:+12025550143", False),
        ("whatsapp:US.1234", False),
        ("22395", True),
        ("384387", True),
        ("INFO", True),
        ("+18765550123", True),
        ("+18095550123", True),
        ("+17875550123", False),
    ],
)
def test_machines_are_short_codes_names_and_premium_regions(sender: str, machine: bool) -> None:
    assert machine == is_machine(sender)


@pytest.mark.parametrize("number", ["Anonymous", "+266696687", "", "RESTRICTED", "sip:anonymous@anonymous.invalid"])
def test_a_hidden_caller_has_no_key_but_that_of_the_call(number: str) -> None:
    inbound = call_from(first_values([("CallSid", "CA" + "1" * 32), ("From", number)]), NAMES)

    assert inbound.caller is None
    assert inbound.phone is None
    assert inbound.call


@pytest.mark.parametrize(
    ("latitude", "longitude", "expected"),
    [
        ("39.95", "-75.16", (39.95, -75.16)),
        ("", "", (None, None)),
        ("nan", "inf", (None, None)),
        ("91", "-181", (None, None)),
    ],
)
def test_a_pin_is_a_point_on_earth_or_nothing(latitude: str, longitude: str, expected: object) -> None:
    fields = [
        ("MessageSid", "SM" + "1" * 32),
        ("From", "whatsapp:+12025550143"),
        ("Latitude", latitude),
        ("Longitude", longitude),
    ]
    event = text_from(first_values(fields), NAMES).event

    assert expected == (event.latitude, event.longitude)


@given(text=st.text(st.characters(codec=None), max_size=100))
def test_cleaned_text_can_be_written_and_sent(text: str) -> None:
    cleaned = clean(text)

    assert "\x00" not in cleaned
    cleaned.encode()
