"""A pretend phone talks to a line as the provider would."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import pytest
from fastapi import FastAPI

from app.simulator import http_post
from app.simulator.fake_provider import Exchange
from app.simulator.http_post import HttpAnswer, Message, over_asgi
from app.simulator.phone import PretendPhone, is_fictional
from app.simulator.phone_events import Ask, Bubble, End, Heard, Moment, Note, Quiet, Ring
from tests.fixed_clock import FixedClock
from tests.simulator.stub_line import LINE, make_line

T = TypeVar("T")
_NUMBER = "+12025550142"
_CLOCK = FixedClock(datetime(2026, 3, 6, 3, 0, tzinfo=UTC))


def _run(work: Awaitable[T]) -> T:
    async def wait() -> T:
        return await work

    return asyncio.run(wait())


def _phone(app: FastAPI, *, hidden: bool = False, number: str = _NUMBER) -> PretendPhone:
    exchange = Exchange(LINE, over_asgi(app, LINE.public_url), clock=_CLOCK)
    return PretendPhone(exchange, number=number, hidden=hidden)


def _words(moments: list[Moment]) -> list[str]:
    return [moment.text for moment in moments if isinstance(moment, Heard)]


def _codes(moments: list[Moment]) -> list[int]:
    return [moment.code for moment in moments if isinstance(moment, Note)]


def test_a_text_and_its_answers_stand_in_the_conversation() -> None:
    app = make_line()
    phone = _phone(app)

    moments = _run(phone.text("narcan"))

    assert [
        Bubble("narcan", mine=True),
        Bubble("Sam's Place (fictional)", language=""),
        Bubble("Text MORE for more.", language="en"),
    ] == moments
    assert moments == list(phone.texts)


def test_a_text_arrives_signed_with_the_fields_of_a_real_one() -> None:
    app = make_line()

    _run(_phone(app).text("él está aquí"))

    path, form = app.state.forms[0]
    assert "/twilio/sms" == path
    assert form["MessageSid"] == form["SmsSid"] == form["SmsMessageSid"]
    assert (34, "SM") == (len(form["MessageSid"]), form["MessageSid"][:2])
    assert ("él está aquí", "1", "0") == (form["Body"], form["NumSegments"], form["NumMedia"])
    assert (_NUMBER, LINE.number, "received") == (form["From"], form["To"], form["SmsStatus"])
    assert 0 == app.state.refused


def test_two_texts_have_two_ids() -> None:
    app = make_line()
    phone = _phone(app)

    _run(phone.text("od"))
    _run(phone.text("od"))

    assert 2 == len({form["MessageSid"] for _, form in app.state.forms})


@pytest.mark.parametrize(("body", "codes"), [("boom", [11217]), ("plain", [12300]), ("quiet", []), ("loop", [0])])
def test_a_line_that_answers_badly_leaves_a_note_and_no_text(body: str, codes: list[int]) -> None:
    moments = _run(_phone(make_line()).text(body))

    assert [Bubble] == [type(moment) for moment in moments if not isinstance(moment, Note)]
    assert codes == _codes(moments)


def test_a_line_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http_post, "TIMEOUT", 0.01)

    async def hangs(scope: Message, receive: object, send: object) -> None:
        await asyncio.Event().wait()

    exchange = Exchange(LINE, over_asgi(hangs, LINE.public_url))
    moments = _run(PretendPhone(exchange, number=_NUMBER).text("od"))

    assert [11205] == _codes(moments)


def test_lone_surrogates_and_nul_do_not_break_the_phone() -> None:
    moments = _run(_phone(make_line()).text("a\udc80\x00b"))

    assert isinstance(moments[0], Bubble)


def test_a_call_rings_and_then_is_in_progress() -> None:
    app = make_line()
    phone = _phone(app)

    moments = _run(phone.start_call())

    assert [Heard, Quiet, Heard, Ask] == [type(moment) for moment in moments]
    assert ["Overdose? Press 1 now.", "Para español, oprima 8."] == _words(moments)
    assert phone.call is not None
    assert "listening" == phone.call.state

    moments = _run(phone.call.press("1"))

    assert "Call 911 now." == _words(moments)[0]
    assert ["ringing", "in-progress"] == [form["CallStatus"] for _, form in app.state.forms]
    assert ["/twilio/voice", "/twilio/voice/1"] == [path for path, _ in app.state.forms]
    assert 1 == len({form["CallSid"] for _, form in app.state.forms})
    assert "1" == app.state.forms[1][1]["Digits"]


def test_a_hidden_caller_has_no_number_in_any_field() -> None:
    app = make_line()
    phone = _phone(app, hidden=True)

    _run(phone.start_call())

    form = app.state.forms[0][1]
    assert ("Anonymous", "Anonymous") == (form["From"], form["Caller"])
    assert _NUMBER not in form.values()


def test_speech_and_silence_reach_the_action() -> None:
    app = make_line()
    phone = _phone(app)
    _run(phone.start_call())
    assert phone.call is not None

    spoken = _run(phone.call.speak("my friend wont wake up"))
    silent = _run(phone.call.stay_silent())

    assert "You said something in en-US." == _words(spoken)[0]
    assert "Are you still there?" == _words(silent)[0]
    assert "My friend wont wake up." == app.state.forms[1][1]["SpeechResult"]
    assert "" == app.state.forms[2][1]["Digits"]


def test_a_redirect_waits_until_all_before_it_was_played() -> None:
    app = make_line()
    phone = _phone(app)
    _run(phone.start_call())
    assert phone.call is not None

    moments = _run(phone.call.press("5"))

    assert [Heard("Breathe."), Quiet(5)] == moments
    assert "playing" == phone.call.state
    assert [] == _run(phone.call.press("1"))

    moments = _run(phone.call.go_on())

    assert "listening" == phone.call.state
    assert Ask is type(moments[-1])


def test_a_redirect_with_nothing_before_it_is_followed_at_once() -> None:
    app = make_line()
    phone = _phone(app)
    _run(phone.start_call())
    assert phone.call is not None

    moments = _run(phone.call.press("6"))

    assert "Are you still there?" == _words(moments)[0]
    assert "Digits" not in app.state.forms[-1][1]


def test_the_call_is_put_through_and_comes_back() -> None:
    app = make_line()
    phone = _phone(app)
    _run(phone.start_call())
    assert phone.call is not None

    moments = _run(phone.call.press("0"))

    assert Ring("+12025550111", "+12025550100", f"{LINE.public_url}/twilio/voice/2") == moments[-1]
    assert "connected" == phone.call.state

    moments = _run(phone.call.other_side("no-answer"))

    assert "Back with you: no-answer." == _words(moments)[0]


def test_silence_without_an_action_for_it_goes_on_below_and_the_end_hangs_up() -> None:
    app = make_line()
    phone = _phone(app)
    _run(phone.start_call())
    assert phone.call is not None
    _run(phone.call.press("8"))

    moments = _run(phone.call.stay_silent())

    assert [End("hangup")] == moments
    assert "over" == phone.call.state


def test_whoever_hangs_up_the_line_is_told_once_with_seconds_and_begun_minutes() -> None:
    app = make_line()
    clock = FixedClock(_CLOCK.at)
    phone = PretendPhone(Exchange(LINE, over_asgi(app, LINE.public_url), clock=clock), number=_NUMBER)
    _run(phone.start_call())
    assert phone.call is not None
    clock.at += timedelta(seconds=61)

    moments = _run(phone.call.hang_up())
    again = _run(phone.call.hang_up())

    path, form = app.state.forms[-1]
    assert [End("caller")] == moments
    assert [] == again
    assert "/twilio/status" == path
    assert ("completed", "61", "2") == (form["CallStatus"], form["CallDuration"], form["Duration"])
    assert 2 == len(app.state.forms)


def test_a_new_call_puts_the_old_one_down() -> None:
    app = make_line()
    phone = _phone(app)
    _run(phone.start_call())

    _run(phone.start_call())

    assert ["/twilio/voice", "/twilio/status", "/twilio/voice"] == [path for path, _ in app.state.forms]


def test_an_unusable_document_is_heard_as_the_providers_apology() -> None:
    async def post(path: str, params: object, headers: object) -> HttpAnswer:
        return HttpAnswer(200, "text/xml", b"<Response><Say>")

    phone = PretendPhone(Exchange(LINE, post), number=_NUMBER)
    moments = _run(phone.start_call())

    assert [12100] == _codes(moments)
    assert ["We're sorry, an application error has occurred. Goodbye."] == _words(moments)
    assert End("error") in moments


def test_a_document_that_leads_to_another_host_is_not_followed() -> None:
    async def post(path: str, params: object, headers: object) -> HttpAnswer:
        return HttpAnswer(200, "text/xml", b"<Response><Redirect>https://else.example.org/x</Redirect></Response>")

    phone = PretendPhone(Exchange(LINE, post), number=_NUMBER)
    moments = _run(phone.start_call())

    assert 11200 in _codes(moments)


def test_endless_redirects_end_the_call() -> None:
    async def post(path: str, params: object, headers: object) -> HttpAnswer:
        return HttpAnswer(200, "text/xml", b"<Response><Redirect>/twilio/voice</Redirect></Response>")

    phone = PretendPhone(Exchange(LINE, post), number=_NUMBER)
    moments = _run(phone.start_call())

    assert End("error") in moments


@pytest.mark.parametrize(
    ("number", "fictional"),
    [
        ("+12025550100", True),
        ("+13125550199", True),
        ("+12025550200", False),
        ("+12025551234", False),
        ("+14158675309", False),
        ("2025550100", False),
        ("", False),
    ],
)
def test_only_numbers_set_aside_for_fiction_count_as_fictional(number: str, fictional: bool) -> None:
    assert fictional == is_fictional(number)


def test_a_phone_with_a_real_number_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="fictional"):
        _phone(make_line(), number="+14158675309")
