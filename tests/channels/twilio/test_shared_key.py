"""A webhook rule at Twilio may sign with a shared key and SHA-256: such a line answers as before."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest

from app.channels.base import InboundText, Request
from app.channels.twilio.provider import open_provider
from app.channels.twilio.signature import sign
from app.privacy.pseudonyms import Pseudonyms
from tests.channels.kits import BASE
from tests.channels.twilio.kit import exchanges
from tests.conftest import TEST_TOKEN, MakeSettings
from tests.web.conftest import House
from tests.web.posting import BASE as PUBLIC
from tests.web.posting import TOKEN, request, sms

TEXT = exchanges()["text"]
NAMED = (b"x-twilio-webhooks-signature-settings", b"key=WK0123,algorithm=HMAC_SHA256")


def headers(secret: str, digest: str) -> list[tuple[bytes, bytes]]:
    pairs = parse_qsl(TEXT.body.decode(), keep_blank_values=True)
    return [NAMED, (b"x-twilio-signature", sign(BASE + TEXT.path, pairs, secret, digest=digest).encode())]


@pytest.mark.parametrize("secret", ["the newer secret", "the older secret", TEST_TOKEN])
@pytest.mark.parametrize("digest", ["sha1", "sha256"])
def test_either_hash_and_every_secret_that_is_set_counts(make_settings: MakeSettings, secret: str, digest: str) -> None:
    provider = open_provider(make_settings(twilio_shared_key="the newer secret,the older secret"))
    webhook = provider.verify(Request(BASE + TEXT.path, TEXT.path, "", headers(secret, digest), TEXT.body))

    assert webhook is not None
    assert isinstance(provider.read(webhook, Pseudonyms(b"k" * 32)), InboundText)


@pytest.mark.parametrize(("secret", "digest"), [("another secret", "sha256"), ("the secret", "sha512"), ("", "sha256")])
def test_no_other_secret_or_hash_does_whatever_the_header_says(
    make_settings: MakeSettings, secret: str, digest: str
) -> None:
    provider = open_provider(make_settings(twilio_shared_key="the secret"))
    request = Request(BASE + TEXT.path, TEXT.path, "", headers(secret, digest), TEXT.body)

    assert provider.verify(request) is None


def test_the_line_answers_such_a_text(redis_url: str) -> None:
    house = House(redis_url)
    form = sms("hi", sid="SM" + "7" * 32)
    body = "&".join(f"{name}={value.replace('+', '%2B')}" for name, value in form.items()).encode()
    signature = sign(PUBLIC + "/twilio/sms", list(form.items()), TOKEN, digest="sha256")
    answer = house.run(lambda: request(house.app, "/twilio/sms", body, signature=signature))

    assert 200 == answer.status
    assert "1 Overdose" in answer.text
