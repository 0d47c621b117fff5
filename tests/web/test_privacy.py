"""No number and no word of a caller lies anywhere: logs, SQL pages and WAL, Redis, queue, metrics, error replies.

CallerRecord numbers and words go through every path, failing ones too; then everything written is searched in many
spellings. The search itself is tested by leaks planted on purpose.
"""

from __future__ import annotations

import asyncio
import base64
import io
import sys
import uuid
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from redis import Redis

from app.base import log
from app.config.settings import load_settings
from app.store.redis_pipeline import PipelinedRedis
from app.web.main import Porchlight, create_app
from tests.migrated import migrated
from tests.web.leaks import leaks
from tests.web.posting import BASE, TOKEN, post, request, sms, voice

NUMBER = "+12025550187"
OTHER = "+12025550164"
WORDS = "canary quokka marzipan"
SPEECH = "canary walrus tangerine"
CANARIES = [NUMBER, OTHER, WORDS, SPEECH]


@pytest.fixture
def written(
    tmp_path: Path, redis_url: str, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Porchlight, io.StringIO]]:
    """A whole web app of its own, and what it logs."""
    monkeypatch.setenv("PORCHLIGHT_VAR", str(tmp_path))
    monkeypatch.setenv("REDIS_URL", redis_url)
    monkeypatch.setenv("PUBLIC_URL", BASE)
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", TOKEN)
    stream = io.StringIO()
    log.configure(process="web", readable=False, stream=stream)
    settings = load_settings()
    migrated(settings.database)
    yield create_app(settings), stream
    log.configure(process="tests", readable=True, stream=sys.__stderr__)


def sid(kind: str = "SM") -> str:
    return kind + uuid.uuid4().hex


async def every_path(app: Porchlight) -> list[bytes]:
    """Everything a caller can do, and much that goes wrong."""
    words = [WORDS, "hi", "1", "narcan", f"narcan near {WORDS}", "OD", f"he od'd {WORDS}", "STOP", "START", "forget me", "español", "", f"\x00{WORDS}\ud800"]  # fmt: skip
    answers = [await post(app, "/twilio/sms", sms(word, sid=sid(), sender=NUMBER)) for word in words]
    answers.append(await post(app, "/twilio/sms", sms("", sid=sid(), sender=f"whatsapp:{NUMBER}", Latitude="39.95", Longitude="-75.16", ProfileName=WORDS)))  # fmt: skip
    call = sid("CA")
    answers.append(await post(app, "/twilio/voice", voice(sid=call, sender=OTHER)))
    for number, more in enumerate([{"SpeechResult": SPEECH}, {"Digits": "0"}, {}, {"Digits": "9"}, {"SpeechResult": "stop calling me"}], 1):  # fmt: skip
        answers.append(
            await post(app, "/twilio/voice/step", voice(sid=call, sender=OTHER, **more), query=f"n={number}")
        )
    answers.append(await post(app, "/twilio/status", {"CallSid": call, "From": OTHER, "CallStatus": "completed"}))
    answers.append(await post(app, "/twilio/sms", {"From": NUMBER, "MessageSid": "../x", "Body": WORDS}))
    body = f"From={NUMBER}&Body={WORDS}".encode()
    answers.append(await request(app, "/twilio/sms", body, signature="wrong"))
    answers.append(
        await request(app, "/twilio/sms", b"", signature="x", method="GET", query=f"From={NUMBER}&Body={WORDS}")
    )
    answers.append(await request(app, f"/{WORDS}", body, signature=None))
    answers.append(await request(app, "/demo/api/phones/x/texts", body, signature=None))
    answers.append(await request(app, "/metrics", b"", signature=None, method="GET"))
    answers.append(await request(app, "/health/ready", b"", signature=None, method="GET"))
    return [answer.body for answer in answers]


async def with_everything_broken(app: Porchlight) -> list[bytes]:
    """The same words while the engine raises and Redis is gone."""
    standing = app.standing

    def broken() -> Any:
        raise RuntimeError(f"{NUMBER} {WORDS}")

    standing.line.library, library = broken, standing.line.library
    answers = [await post(app, "/twilio/sms", sms(f"OD {WORDS}", sid=sid(), sender=NUMBER))]
    answers.append(await post(app, "/twilio/voice", voice(sid=sid("CA"), sender=OTHER)))
    standing.line.library = library
    standing.line.conversations.close()
    standing.line.conversations._wire = PipelinedRedis("unix:///nowhere/at/all.sock")
    answers.append(await post(app, "/twilio/sms", sms(WORDS, sid=sid(), sender=NUMBER)))
    await asyncio.to_thread(standing.write_tallies)
    await asyncio.sleep(0.01)  # transports close in the loop's next turns
    return [answer.body for answer in answers]


def everything(folder: Path, redis_url: str, logged: str) -> dict[str, bytes]:
    """All that was written anywhere, by place."""
    places = {"log": logged.encode()}
    places |= {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    with Redis.from_url(redis_url) as redis:
        for key in redis.scan_iter(count=1000):
            places[f"redis key {key!r}"] = key
            places[f"redis value of {key!r}"] = bytes(redis.dump(key) or b"") + (redis.get(key) or b"" if redis.type(key) == b"string" else b"")  # fmt: skip
    return places


def test_no_number_and_no_word_is_found_anywhere(
    written: tuple[Porchlight, io.StringIO], tmp_path: Path, redis_url: str
) -> None:
    app, stream = written

    async def all_of_it() -> list[bytes]:
        return await every_path(app) + await with_everything_broken(app)

    replies = asyncio.run(all_of_it())
    app.standing.close()
    places = everything(tmp_path, redis_url, stream.getvalue())
    places |= {f"reply {number}": reply for number, reply in enumerate(replies)}

    assert [] == leaks(places, CANARIES)
    assert "porchlight_messages_total" in "".join(reply.decode("utf-8", "replace") for reply in replies)
    assert "inbound.failed" in stream.getvalue()
    assert any(place.endswith(".db") for place in places)
    assert any(place.startswith("redis value") for place in places)


@pytest.mark.parametrize(
    "planted",
    [
        NUMBER.encode(),
        b"from=%2B12025550187&x",
        b"call 202-555-0187",
        b'{"to": "(202) 555-0187"}',
        base64.b64encode(b"to:" + NUMBER.encode() + b" ok"),
        base64.b64encode(b"to: " + NUMBER.encode() + b" ok"),
        base64.b64encode(WORDS.encode() + b" and more"),
        zlib.compress(f"jobs.send('{NUMBER}')".encode()),
        b"CANARY QUOKKA MARZIPAN",
        NUMBER.encode().hex().encode(),
    ],
)
def test_a_leak_planted_on_purpose_is_found(planted: bytes) -> None:
    assert leaks({"somewhere": b"before " + planted + b" after"}, CANARIES)
