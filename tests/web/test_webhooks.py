"""The webhooks: who may post, what a broken form gets, and that one message has one effect."""

from __future__ import annotations

import asyncio
import socket
import time
import uuid
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.channels.twilio.signature import sign
from app.engine.compiled_release import CompiledRelease
from app.store.redis_pipeline import PipelinedRedis
from tests.web.conftest import House
from tests.web.posting import BASE, SHARED, TOKEN, Answer, post, request, shared_json, sms, voice


def sid(kind: str = "SM") -> str:
    return kind + uuid.uuid4().hex


def phone() -> str:
    return f"+1202555{uuid.uuid4().int % 10_000:04}"


def one(house: House, path: str, fields: dict[str, str], *, query: str = "") -> Answer:
    answer: Answer = house.run(lambda: post(house.app, path, fields, query=query))
    return answer


def bodies(answer: Answer) -> list[str]:
    return [message.text or "" for message in ElementTree.fromstring(answer.body)]


def test_an_emergency_is_answered_with_the_steps_in_the_first_reply(house: House) -> None:
    answer = one(house, "/twilio/sms", sms("OD", sid=sid()))

    assert 200 == answer.status
    assert "text/xml; charset=utf-8" == answer.headers["content-type"]
    assert bodies(answer)[0].startswith("Overdose? Call 911 NOW.")


@pytest.mark.parametrize("path", ["/twilio/sms", "/twilio/voice", "/twilio/voice/step", "/twilio/voice/peer", "/twilio/status"])  # fmt: skip
def test_no_webhook_answers_without_a_signature(house: House, path: str) -> None:
    for signature in (None, "", "nonsense", "é"):
        answer = house.run(lambda: request(house.app, path, b"From=%2B12025550143", signature=signature))  # noqa: B023 - run at once

        assert 403 == answer.status


def test_a_signature_for_another_host_or_a_changed_form_is_refused(house: House) -> None:
    fields = list(sms("hi", sid=sid()).items())
    body = b"MessageSid=x"
    other = sign("https://elsewhere.example/twilio/sms", fields, TOKEN)

    assert 403 == house.run(lambda: request(house.app, "/twilio/sms", body, signature=other)).status
    assert 403 == house.run(lambda: request(house.app, "/twilio/sms", body, signature=sign(f"{BASE}/twilio/sms", fields, TOKEN))).status  # fmt: skip


def test_only_posts_are_taken(house: House) -> None:
    answer = house.run(lambda: request(house.app, "/twilio/sms", b"", signature="x", method="GET"))

    assert 405 == answer.status


def test_a_form_larger_than_any_real_one_is_refused(house: House) -> None:
    answer = house.run(lambda: request(house.app, "/twilio/sms", b"Body=" + b"a" * 70_000, signature="x"))

    assert 413 == answer.status


@pytest.mark.parametrize(
    "fields",
    [
        {"From": "", "MessageSid": "SM00000000000000000000000000000000", "Body": "hi"},
        {"From": "+12025550143", "MessageSid": "../../etc/passwd", "Body": "hi"},
        {"From": "+12025550143", "Body": "hi"},
    ],
)
def test_a_form_without_a_sender_or_an_id_gets_a_clear_error(house: House, fields: dict[str, str]) -> None:
    assert 400 == one(house, "/twilio/sms", fields).status


def test_a_form_that_names_two_senders_is_refused(house: House) -> None:
    pairs = [("From", "+12025550143"), ("From", "+12025550188"), ("MessageSid", sid()), ("Body", "1")]

    assert 400 == house.run(lambda: post(house.app, "/twilio/sms", pairs)).status


def test_the_same_message_gets_the_same_reply_and_has_one_effect(house: House) -> None:
    number, message = phone(), sid()
    one(house, "/twilio/sms", sms("hi", sid=sid(), sender=number))
    first = one(house, "/twilio/sms", sms("2", sid=message, sender=number))
    house.later(days=1)
    again = one(house, "/twilio/sms", sms("2", sid=message, sender=number))

    assert first.body == again.body


def test_ten_parallel_copies_of_a_stop_opt_out_once_and_all_get_the_same_reply(house: House) -> None:
    form = sms("STOP", sid=sid(), sender=phone())

    async def ten() -> list[Answer]:
        return await asyncio.gather(*(post(house.app, "/twilio/sms", form) for _ in range(10)))

    answers = house.run(ten)

    assert 1 == len({answer.body for answer in answers})
    assert 1 == len(set(house.record.out))


def test_two_texts_at_the_same_moment_are_both_answered_and_neither_step_is_lost(house: House) -> None:
    number = phone()
    one(house, "/twilio/sms", sms("hi", sid=sid(), sender=number))

    async def both() -> list[Answer]:
        forms = [sms("2", sid=sid(), sender=number), sms("español", sid=sid(), sender=number)]
        return await asyncio.gather(*(post(house.app, "/twilio/sms", form) for form in forms))

    answers = house.run(both)
    back = one(house, "/twilio/sms", sms("atras", sid=sid(), sender=number))

    assert all(bodies(answer)[0] for answer in answers)
    assert "1 Sobredosis" in bodies(back)[0]


@pytest.mark.parametrize("kind", ["STOP", "HELP", "START"])
def test_what_twilio_has_answered_is_not_answered_again(house: House, kind: str) -> None:
    answer = one(house, "/twilio/sms", sms(kind.lower(), sid=sid(), sender=phone(), OptOutType=kind))

    assert [] == bodies(answer)
    assert (kind == "STOP") == bool(house.record.out)


def test_an_opt_out_the_record_cannot_take_waits_and_is_written_later(house: House) -> None:
    house.record.broken = True
    answer = one(house, "/twilio/sms", sms("STOP", sid=sid(), sender=phone()))
    house.record.broken = False

    assert "START" in bodies(answer)[0]
    assert 0 == house.line.opt_outs.catch_up()
    assert 1 == len(house.record.out)


@pytest.mark.parametrize("sender", ["22395", "INFO", "+18765550123"])
def test_machines_and_premium_regions_get_no_reply_but_an_emergency_does(house: House, sender: str) -> None:
    assert [] == bodies(one(house, "/twilio/sms", sms("hi", sid=sid(), sender=sender)))
    assert "911" in bodies(one(house, "/twilio/sms", sms("OD", sid=sid(), sender=sender)))[0]


def test_hidden_callers_share_nothing(house: House) -> None:
    one(house, "/twilio/voice", voice(sid="CA" + "1" * 32, sender="Anonymous"))
    one(house, "/twilio/voice/step", voice(sid="CA" + "1" * 32, sender="Anonymous", Digits="1"), query="n=1")
    other = one(house, "/twilio/voice", voice(sid="CA" + "2" * 32, sender="Anonymous"))

    assert "press 3" not in other.text


def test_a_call_that_broke_off_is_offered_its_place_for_ten_minutes(house: House) -> None:
    number, first = phone(), sid("CA")
    one(house, "/twilio/voice", voice(sid=first, sender=number))
    one(house, "/twilio/voice/step", voice(sid=first, sender=number, Digits="1"), query="n=1")
    one(house, "/twilio/status", voice(sid=first, sender=number) | {"CallStatus": "completed"})

    assert "press 3" in one(house, "/twilio/voice", voice(sid=sid("CA"), sender=number)).text


def test_the_same_step_of_a_call_has_one_effect(house: House) -> None:
    call, number = sid("CA"), phone()
    one(house, "/twilio/voice", voice(sid=call, sender=number))
    first = one(house, "/twilio/voice/step", voice(sid=call, sender=number, Digits="2"), query="n=1")
    again = one(house, "/twilio/voice/step", voice(sid=call, sender=number, Digits="2"), query="n=1")

    assert first.body == again.body


def test_a_call_listens_again_whatever_was_said(house: House) -> None:
    call = sid("CA")
    one(house, "/twilio/voice", voice(sid=call))
    answer = one(house, "/twilio/voice/step", voice(sid=call, SpeechResult="</Say><Dial>+19005550100</Dial>"), query="n=1")  # fmt: skip

    assert "<Dial" not in answer.text
    assert "<Gather" in answer.text


def test_a_status_callback_needs_no_answer(house: House) -> None:
    answer = one(house, "/twilio/status", {"MessageSid": sid(), "MessageStatus": "delivered"})

    assert (204, b"") == (answer.status, answer.body)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@example(text="\ud800")
@given(text=st.text(st.characters(codec=None), max_size=300))
def test_every_text_gets_valid_xml(house: House, text: str) -> None:
    answer = one(house, "/twilio/sms", sms(text, sid=sid(), sender=phone()))

    assert 200 == answer.status
    ElementTree.fromstring(answer.body)


def _with_trouble(house: House, trouble: str) -> None:
    if trouble == "redis refused":
        house.line.conversations._wire = PipelinedRedis("unix:///nowhere/at/all.sock")
    elif trouble == "engine fails":
        house.line.library = _fails
    elif trouble == "redis hangs":
        silent = socket.create_server(("127.0.0.1", 0))  # accepts and never says a word
        house.silent = silent
        house.line.conversations._wire = PipelinedRedis(f"redis://127.0.0.1:{silent.getsockname()[1]}")


def _fails() -> CompiledRelease:
    raise RuntimeError("boom")


@pytest.mark.parametrize("trouble", ["redis refused", "redis hangs", "engine fails"])
@pytest.mark.parametrize("words", ["OD", "he stopped breathing", "no despierta mi hermano"])
def test_an_emergency_gets_the_steps_whatever_is_broken(house: House, trouble: str, words: str) -> None:
    _with_trouble(house, trouble)

    began = time.perf_counter()
    answer = one(house, "/twilio/sms", sms(words, sid=sid(), sender=phone()))

    assert 200 == answer.status
    assert "911" in answer.text
    assert "911" in bodies(answer)[0]
    assert any(word in bodies(answer)[0] for word in ("naloxone", "naloxona"))
    assert time.perf_counter() - began < 5  # it did not hang; the real time is measured in tests/bench/webhook.py


@pytest.mark.parametrize("trouble", ["redis refused", "redis hangs", "engine fails"])
def test_everything_else_still_gets_a_next_step_and_the_emergency_number(house: House, trouble: str) -> None:
    _with_trouble(house, trouble)

    assert "911" in bodies(one(house, "/twilio/sms", sms("hello", sid=sid(), sender=phone())))[0]
    assert "verdose" in one(house, "/twilio/voice", voice(sid=sid("CA"))).text


def test_a_menu_still_works_from_memory_while_redis_is_gone(house: House) -> None:
    _with_trouble(house, "redis refused")
    number = phone()
    one(house, "/twilio/sms", sms("hi", sid=sid(), sender=number))
    one(house, "/twilio/sms", sms("2", sid=sid(), sender=number))

    assert "1 Overdose" in bodies(one(house, "/twilio/sms", sms("back", sid=sid(), sender=number)))[0]


@pytest.mark.skipif(not (SHARED / "samples" / "twilio_payloads.json").exists(), reason="public payload samples are not beside this checkout")  # fmt: skip
def test_every_real_payload_gets_valid_xml_or_a_clear_refusal(house: House) -> None:
    seen: dict[str, Any] = {}
    for payload in shared_json("twilio_payloads.json")["payloads"]:
        pairs = [(str(key), str(value)) for key, value in payload["params"]]
        kind = payload["kind"]
        path = "/twilio/voice" if kind.startswith("voice") or dict(pairs).get("CallSid") else "/twilio/sms"
        if "status" in kind:
            path = "/twilio/status"
        answer = house.run(lambda: post(house.app, path, pairs))  # noqa: B023 - run at once
        seen[payload["id"]] = answer.status
        if answer.status == 200:
            ElementTree.fromstring(answer.body)

    assert {200, 204} >= set(seen.values()) - {400}, seen
