"""Recorded exchanges of Twilio: the fields of real webhooks with invented values, and its REST answers without a network."""

from __future__ import annotations

import itertools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree

from twilio.http import HttpClient
from twilio.http.response import Response

from app.channels.base import Can
from app.channels.twilio.provider import TwilioProvider
from app.channels.twilio.sender import Sender
from app.channels.twilio.signature import sign
from tests.channels.kits import ANNA, Kit, Post, Shown
from tests.conftest import TEST_TOKEN, MakeSettings

SHARED_KEY = "the secret of a shared key"
PLACES = {f"{who}{what}": "" for who in ("From", "To", "Called", "Caller") for what in ("City", "State", "Zip")}
ACCOUNT = {"AccountSid": "AC" + "0a1b2c3d" * 4, "ApiVersion": "2010-04-01"}
TEXT_ID, CALL_ID = "SM" + "1" * 32, "CA" + "2" * 32
CALL = ACCOUNT | PLACES | {
    "CallSid": CALL_ID, "From": ANNA, "Caller": ANNA, "To": "+12025550100", "Called": "+12025550100",
    "Direction": "inbound", "CallStatus": "in-progress", "StirVerstat": "TN-Validation-Passed-A",
}  # fmt: skip
STATUS = ACCOUNT | {"MessageSid": "SM" + "3" * 32, "SmsSid": "SM" + "3" * 32, "To": ANNA, "From": "+12025550100"}


def post(path: str, fields: dict[str, str], query: str = "") -> Post:
    """What Twilio posts."""
    return Post(f"/twilio/{path}", urlencode(fields).encode(), query)


def signed(url: str, body: bytes) -> tuple[bytes, bytes]:
    """Twilio's header, made with the account's token."""
    return (b"x-twilio-signature", sign(url, _pairs(body), TEST_TOKEN).encode())


def _pairs(body: bytes) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(body.decode(), keep_blank_values=True)


def show(answer: bytes) -> Shown:
    """What a phone gets of a TwiML document."""
    root = ElementTree.fromstring(answer)
    gather, dial = root.find("Gather"), root.find("Dial")
    return Shown(
        said=["".join(verb.itertext()) for verb in root.iter() if verb.tag in ("Say", "Message")],
        then=gather.get("action", "") if gather is not None else "",
        dialled=dial.findtext("Number", "") if dial is not None else "",
        over=root.find("Hangup") is not None,
    )


def exchanges() -> dict[str, Any]:
    """Everything of a kit that Twilio posts."""
    return {
        "sign": signed,
        "show": show,
        "text": post("sms", ACCOUNT | PLACES | {
            "MessageSid": TEXT_ID, "SmsSid": TEXT_ID, "SmsMessageSid": TEXT_ID, "SmsStatus": "received", "From": ANNA,
            "To": "+12025550100", "Body": "naloxone 19104", "NumMedia": "0", "NumSegments": "1",
        }),
        "id": TEXT_ID,
        "call": post("voice", CALL | {"CallStatus": "ringing"}),
        "call_id": CALL_ID,
        "hidden": post("voice", CALL | {"From": "+266696687", "Caller": "+266696687"}),
        "key": post("voice/step", CALL | {"Digits": "2", "msg": "Gather End"}, "n=3"),
        "speech": post("voice/step", CALL | {"SpeechResult": "he is not breathing", "Confidence": "0.91"}, "n=4"),
        "silence": post("voice/step", CALL, "n=5"),
        "back": post("voice/peer", CALL | {"DialCallStatus": "completed", "DialCallDuration": "61"}, "n=6"),
        "check": post("check", CALL | {"Digits": "5", "Direction": "outbound-api"}, "c=c1&l=en"),
        "alarm": post("alarm", CALL | {"Digits": "1", "Direction": "outbound-api"}, "c=c1&w=first&l=en"),
        "delivered": post("status", STATUS | {"MessageStatus": "delivered"}, "o=oAbc12345678"),
        "failed": post("status", STATUS | {"MessageStatus": "undelivered", "ErrorCode": "21610"}, "o=oAbc12345678"),
        "hung_up": post("status", CALL | {"CallStatus": "completed", "CallDuration": "9", "Duration": "1"}),
        "odd_reports": [
            post("status", {}),
            post("status", {"CallSid": "!", "CallStatus": "completed"}, "o=x"),
            post("status", {"MessageSid": "?", "MessageStatus": "?", "ErrorCode": "9" * 500}, "o="),
        ],
        "bad": [
            post("sms", {"From": ANNA, "Body": "hi"}),
            post("sms", {"MessageSid": TEXT_ID, "Body": "hi"}),
            post("sms", {"MessageSid": "!", "From": ANNA}),
            Post("/twilio/sms", f"MessageSid={TEXT_ID}&From=%2B1&From=%2B2".encode()),
            Post("/twilio/voice", b"From=%2B13125550123"),
            Post("/twilio/sms", b"&".join(b"a=b" for _ in range(500))),
        ],
        "stopped": 21610,
        "foreign_ids": ["dummy-00000001", "XX" + "1" * 32, "SM", "SM" + "1" * 60, ""],
    }  # fmt: skip


class RestApi(HttpClient):  # type: ignore[misc]
    """Twilio's answers to what it is asked, as recorded."""

    def __init__(self) -> None:
        super().__init__(logging.getLogger("none"), False)
        self.sent: list[tuple[str, str]] = []
        self.copies: set[str] = set()
        self.refusals: list[int] = []
        self._ids = itertools.count(1)

    def request(self, method: str, uri: str, **named: Any) -> Response:
        form = named.get("data") or {}
        if method == "DELETE":
            gone = uri.rpartition("/")[2].removesuffix(".json") in self.copies
            self.copies.discard(uri.rpartition("/")[2].removesuffix(".json"))
            return Response(204 if gone else 404, "" if gone else '{"code": 20404, "message": "", "status": 404}')
        if self.refusals:
            code = self.refusals.pop(0)
            return Response(400, json.dumps({"code": code, "message": "no", "status": 400}))
        self.sent.append((form["To"], form.get("Body") or form["Twiml"]))
        sid = f"{'CA' if 'Twiml' in form else 'SM'}{next(self._ids):032x}"
        self.copies.add(sid)
        return Response(201, json.dumps({"sid": sid}))


@contextmanager
def open_kit(make_settings: MakeSettings) -> Iterator[Kit]:
    """Twilio, that has carried nothing yet."""
    api, settings = RestApi(), make_settings(twilio_from="+12025550100")
    provider = TwilioProvider(
        secrets=[TEST_TOKEN, SHARED_KEY], can=Can(), make_sender=lambda: Sender(settings, transport=api)
    )
    yield Kit(
        provider=provider,
        sent=lambda: api.sent,
        refuse=api.refusals.append,
        kept=lambda: len(api.copies),
        **exchanges(),
    )
