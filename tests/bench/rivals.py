"""What the webhook is measured against: a bare endpoint, and the two things people build from the tutorials."""

from __future__ import annotations

import os

from fastapi import FastAPI, Request, Response
from flask import Flask, request, session
from redis import Redis
from twilio.request_validator import RequestValidator
from twilio.twiml.messaging_response import MessagingResponse

CONSTANT = '<?xml version="1.0" encoding="UTF-8"?><Response><Message>Hello</Message></Response>'
MENU = "What do you need?\n1 Overdose\n2 Naloxone\n3 Services\n4 Safer use\n5 A person"
ANSWERS = {str(n): f"This is answer {n}. Text back for the menu." for n in range(1, 6)}

bare = FastAPI()


@bare.post("/twilio/sms")
async def constant(asked: Request) -> Response:
    """The floor: the form is read, the answer is always the same."""
    await asked.form()
    return Response(CONSTANT, media_type="text/xml")


def _valid() -> bool:
    validator = RequestValidator(os.environ["BENCH_TOKEN"])
    url = os.environ["BENCH_URL"] + request.path
    return bool(validator.validate(url, request.form, request.headers.get("X-Twilio-Signature", "")))


def _answer(words: str, state: str) -> tuple[str, str]:
    if state == "menu" and words in ANSWERS:
        return ANSWERS[words], words
    return MENU, "menu"


def _reply(words: str) -> str:
    response = MessagingResponse()
    response.message(words)
    return str(response)


flask_tutorial = Flask("tutorial")
flask_tutorial.secret_key = "bench"


@flask_tutorial.post("/twilio/sms")
def tutorial() -> str | tuple[str, int]:
    """The tutorial: validator decorator, session in a cookie, the library's builder."""
    if not _valid():
        return "", 403
    words, session["state"] = _answer(request.form.get("Body", "").strip(), session.get("state", ""))
    return _reply(words)


flask_redis = Flask("redis")
_redis: list[Redis] = []


@flask_redis.post("/twilio/sms")
def with_redis() -> str | tuple[str, int]:
    """The same with its session in Redis."""
    if not _valid():
        return "", 403
    if not _redis:
        _redis.append(Redis.from_url(os.environ["REDIS_URL"]))
    key = f"session:{request.form['From']}"
    found = _redis[0].get(key)
    words, state = _answer(request.form.get("Body", "").strip(), found.decode() if isinstance(found, bytes) else "")
    _redis[0].set(key, state, ex=3600)
    return _reply(words)
