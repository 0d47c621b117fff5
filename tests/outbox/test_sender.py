"""What the provider is asked for, and what each of its answers means."""

from __future__ import annotations

import importlib.util
import json
import logging
import threading
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, ClassVar

import httpx
import pytest
import respx
from twilio.http import HttpClient
from twilio.http.response import Response

from app.channels.base import Letter
from app.channels.results import Outcome, wait
from app.channels.twilio.codes import meaning, refused
from app.channels.twilio.sender import Sender, call_document
from tests.conftest import MakeSettings

ACCOUNT = "AC" + "0a1b2c3d" * 4
MESSAGES = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Messages.json"
CALLS = f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/Calls.json"
TEXT = Letter(id="oAbc123_-xyz45", to="+13125550123", body="Hi, checking in. Reply 1 if all good.")
CALL = Letter(id="oAbc123_-xyz45", to="+13125550123", body="Press any key.", channel="voice", urgent=True, answer_path="check?c=c1")  # fmt: skip
OAI = Path(__file__).resolve().parents[3] / "shared" / "tools" / "oai_check.py"


class Recorder(HttpClient):  # type: ignore[misc]
    """A transport that notes each request and answers as told."""

    def __init__(self, answer: Response | None = None) -> None:
        super().__init__(logging.getLogger("none"), False)
        self.answer = answer or Response(201, json.dumps({"sid": "SM" + "1" * 32}))
        self.asked: list[tuple[str, str, dict[str, Any]]] = []

    def request(self, method: str, uri: str, **named: Any) -> Response:
        self.asked.append((method, uri, dict(named.get("data") or {})))
        return self.answer


@pytest.fixture
def make_sender(make_settings: MakeSettings) -> Any:
    def make(transport: object = None, **changes: Any) -> Sender:
        values = {"twilio_from": "+12025550100", "twilio_api_base": "https://api.twilio.com"} | changes
        return Sender(make_settings(**values), transport=transport)

    return make


def test_a_text_says_whom_what_and_where_to_report(make_sender: Any) -> None:
    asked = Recorder()
    outcome = make_sender(asked).send(TEXT)

    assert Outcome("sent", sid="SM" + "1" * 32) == outcome
    assert [("POST", MESSAGES, {
        "To": "+13125550123",
        "From": "+12025550100",
        "Body": "Hi, checking in. Reply 1 if all good.",
        "StatusCallback": "https://line.test/twilio/status?o=oAbc123_-xyz45",
        "ValidityPeriod": 600,
    })] == asked.asked  # fmt: skip


def test_accents_that_cost_unicode_stay_at_home(make_sender: Any) -> None:
    asked = Recorder()
    make_sender(asked).send(Letter(id="o1", to="+13125550123", body="¿Está bien, María? Qué más.", language="es"))

    assert "¿Esta bien, Maria? Qué mas." == asked.asked[0][2]["Body"]


def test_a_call_carries_its_own_words_and_asks_for_a_key(make_sender: Any) -> None:
    asked = Recorder(Response(201, json.dumps({"sid": "CA" + "1" * 32})))
    outcome = make_sender(asked, twilio_escalation_from="+12025550111").send(CALL)
    method, url, form = asked.asked[0]

    assert (Outcome("sent", sid="CA" + "1" * 32), "POST", CALLS) == (outcome, method, url)
    assert ("+12025550111", "false", "25") == (form["From"], str(form["Record"]), str(form["Timeout"]))
    assert "Press any key." in form["Twiml"]
    assert 'action="https://line.test/twilio/check?c=c1"' in form["Twiml"]
    assert "<Record" not in form["Twiml"]


def test_a_call_document_always_fits() -> None:
    longest = Letter(id="o1", to="+13125550123", body='&"<é' * 1000, channel="voice", answer_path="/x?" + "y" * 190)

    assert len(call_document(longest, base="https://line.test")) <= 4000
    assert "<Gather" not in call_document(Letter(id="o1", to="", body="x"), base="")


@pytest.mark.parametrize(
    ("settings", "urgent", "sender"),
    [
        ({}, False, {"From": "+12025550100"}),
        ({}, True, {"From": "+12025550100"}),
        ({"twilio_messaging_service_sid": "MG" + "1" * 32}, False, {"MessagingServiceSid": "MG" + "1" * 32}),
        ({"twilio_escalation_from": "+12025550111"}, True, {"From": "+12025550111"}),
        ({"twilio_escalation_from": "+12025550111"}, False, {"From": "+12025550100"}),
    ],
)
def test_urgent_texts_have_a_sender_of_their_own_if_one_is_set(
    make_sender: Any, settings: dict[str, str], urgent: bool, sender: dict[str, str]
) -> None:
    asked = Recorder()
    make_sender(asked, **settings).send(Letter(id="o1", to="+13125550123", body="x", urgent=urgent))
    form = asked.asked[0][2]

    assert sender == {name: form[name] for name in ("From", "MessagingServiceSid") if name in form}


def test_the_account_keeps_as_little_as_it_can_be_told_to(make_sender: Any) -> None:
    asked = Recorder()
    make_sender(asked, twilio_discards_content=True, twilio_obfuscates_numbers=True).send(TEXT)

    assert ("discard", "obfuscate") == (asked.asked[0][2]["ContentRetention"], asked.asked[0][2]["AddressRetention"])


@pytest.mark.parametrize(("language", "mark"), [("en", "(repeat) "), ("es", "(otra vez) "), ("fr", "(repeat) ")])
def test_a_repeat_says_so(make_sender: Any, language: str, mark: str) -> None:
    asked = Recorder()
    make_sender(asked).send(Letter(id="o1", to="+13125550123", body="x" * 1600, language=language, repeat=True))
    body = asked.asked[0][2]["Body"]

    assert body.startswith(mark + "x")
    assert 1600 == len(body)


@pytest.mark.parametrize(
    ("status", "code", "verdict"),
    [
        (400, 21610, "opted_out"), (400, 21211, "unusable"), (400, 21614, "unusable"), (400, 21217, "unusable"),
        (400, 21408, "config_alarm"), (400, 21606, "config_alarm"), (401, 20003, "config_alarm"),
        (403, 99999, "config_alarm"), (400, 30034, "config_alarm"), (400, 30029, "config_alarm"),
        (400, 21617, "permanent"), (400, 99999, "permanent"), (429, 20429, "retry"), (400, 14107, "retry"),
        (400, 21611, "retry"), (500, 20500, "unknown"), (503, 20503, "unknown"), (502, 0, "unknown"),
        (400, 30007, "filtered"), (400, 30004, "filtered"), (400, 30005, "unusable"), (400, 30006, "unusable"),
        (400, 30023, "capped"),
    ],
)  # fmt: skip
def test_each_refusal_has_one_meaning(make_sender: Any, status: int, code: int, verdict: str) -> None:
    body = json.dumps({"code": code, "message": "no", "status": status} if code else {})
    outcome = make_sender(Recorder(Response(status, body))).send(TEXT)

    assert (verdict, code or status) == (outcome.verdict, outcome.code)


def test_an_answer_in_the_newer_form_means_the_same(make_sender: Any) -> None:
    body = json.dumps({"type": "about:blank", "title": "no", "status": 400, "code": 21610})

    assert "opted_out" == make_sender(Recorder(Response(400, body))).send(TEXT).verdict


@pytest.mark.parametrize("body", ["", "<html>", "[]", "null", '{"sid": null}'])
def test_an_answer_that_cannot_be_read_may_have_been_a_yes(make_sender: Any, body: str) -> None:
    assert make_sender(Recorder(Response(201, body))).send(TEXT).verdict in ("unknown", "sent")


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (httpx.ConnectError("no"), "retry"),
        (httpx.ConnectTimeout("no"), "retry"),
        (httpx.PoolTimeout("no"), "retry"),
        (httpx.ReadTimeout("no"), "unknown"),
        (httpx.WriteTimeout("no"), "unknown"),
        (httpx.ReadError("no"), "unknown"),
        (httpx.RemoteProtocolError("no"), "unknown"),
    ],
)
def test_only_a_connection_that_was_never_made_is_surely_not_sent(
    make_sender: Any, error: Exception, verdict: str
) -> None:
    with respx.mock:
        respx.post(MESSAGES).mock(side_effect=error)

        assert verdict == make_sender().send(TEXT).verdict


def test_too_many_requests_are_told_when_to_come_again(make_sender: Any) -> None:
    with respx.mock:
        respx.post(MESSAGES).respond(429, json={"code": 20429}, headers={"Retry-After": "7"})

        assert Outcome("retry", code=20429, after=7.0) == make_sender().send(TEXT)


def test_every_request_has_a_time_limit_and_goes_to_the_base_that_is_set(make_sender: Any) -> None:
    with respx.mock:
        route = respx.post(MESSAGES.replace("https://api.twilio.com", "http://localhost:8900")).respond(
            201, json={"sid": "SM" + "2" * 32}
        )
        make_sender(twilio_api_base="http://localhost:8900").send(TEXT)
        limits = route.calls[0].request.extensions["timeout"]

    assert {"connect": 2.0, "read": 5.0, "write": 5.0, "pool": 2.0} == limits


def test_region_variables_of_the_library_do_not_move_the_host(
    make_sender: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TWILIO_REGION", "ie1")
    asked = Recorder()
    make_sender(asked).send(TEXT)

    assert MESSAGES == asked.asked[0][1]


class Counting(BaseHTTPRequestHandler):
    """Answers every text, and notes which connection it came on."""

    protocol_version = "HTTP/1.1"
    connections: ClassVar[list[int]] = []

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.connections.append(self.client_address[1])
        answer = json.dumps({"sid": "SM" + "3" * 32}).encode()
        self.send_response(201)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None:
        """Nothing."""


def test_no_thread_sends_on_a_connection_that_another_may_close(make_sender: Any) -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), Counting) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        sender = make_sender(twilio_api_base=f"http://127.0.0.1:{server.server_address[1]}")
        with ThreadPoolExecutor(1) as one, ThreadPoolExecutor(1) as other:
            verdicts = [thread.submit(sender.send, TEXT).result().verdict for thread in (one, other, one, other)]
        sender.close()
        server.shutdown()
    first, second, *again = Counting.connections

    assert ["sent"] * 4 == verdicts
    assert first != second
    assert [first, second] == again


@pytest.mark.parametrize(("status", "gone"), [(204, True), (404, True), (409, False), (500, False), (429, False)])
@pytest.mark.parametrize(("sid", "kind"), [("SM" + "1" * 32, "Messages"), ("CA" + "1" * 32, "Calls")])
def test_a_copy_is_gone_when_the_provider_says_so(
    make_sender: Any, sid: str, kind: str, status: int, gone: bool
) -> None:
    with respx.mock:
        respx.delete(f"https://api.twilio.com/2010-04-01/Accounts/{ACCOUNT}/{kind}/{sid}.json").respond(status)

        assert gone == make_sender().delete(sid)


def test_nothing_of_a_letter_is_in_its_repr_or_in_the_log(make_sender: Any, capfd: pytest.CaptureFixture[str]) -> None:
    with respx.mock:
        respx.post(MESSAGES).respond(400, json={"code": 21211, "message": "no +13125550123"})
        make_sender().send(TEXT)
    said = repr(TEXT) + "".join(capfd.readouterr())

    assert "5550123" not in said
    assert "checking" not in said


def test_a_phone_that_is_off_is_tried_once_more() -> None:
    assert ["retry", "unusable", "retry", "unusable"] == [
        meaning(code, tries=tries) for code in (30003, 30008) for tries in (1, 2)
    ]
    assert "permanent" == meaning(12345, tries=1)
    assert "unknown" == refused(504, 0, tries=1)


def test_waits_grow_and_spread() -> None:
    assert [1.0, 2.0, 4.0, 8.0, 15.0, 15.0] == [wait(tries, urgent=True, chance=0) for tries in range(1, 7)]
    assert 22.5 == wait(9, urgent=True, chance=1)
    assert 5.0 == wait(0, urgent=False, chance=0)


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # the description is left open
@pytest.mark.skipif(not OAI.exists(), reason="Twilio's OpenAPI description is not beside this checkout")
def test_every_request_is_one_that_twilio_describes(make_sender: Any) -> None:
    spec = importlib.util.spec_from_file_location("oai_check", OAI)
    assert spec is not None
    assert spec.loader is not None
    oai = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(oai)
    client = oai.OaiHttpClient()
    sender = make_sender(client, twilio_discards_content=True, twilio_obfuscates_numbers=True)
    outcomes = [sender.send(TEXT), sender.send(CALL)]
    gone = [sender.delete("SM" + "1" * 32), sender.delete("CA" + "1" * 32)]

    assert ["sent", "sent"] == [outcome.verdict for outcome in outcomes]
    assert [True, True] == gone
    assert 4 == len(client.sent)
