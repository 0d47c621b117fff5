"""A line that answers like the real one would, without any of its parts: what simulator tests talk to."""

from __future__ import annotations

from urllib.parse import parse_qsl

from fastapi import FastAPI, Request
from fastapi.responses import Response

from app.channels.twilio.signature import valid
from app.simulator.form import LineUnderTrial

TOKEN = "stub-token-of-the-tests"
LINE = LineUnderTrial(public_url="https://line.example.org", token=TOKEN)
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'

ASK = (
    '<Gather input="dtmf speech" action="/twilio/voice/1" numDigits="1" timeout="6" finishOnKey=""'
    ' actionOnEmptyResult="true" language="en-US" profanityFilter="false">'
    '<Say language="en-US" voice="Polly.Joanna-Neural">Overdose? Press 1 now.</Say><Pause length="1"/>'
    '<Say language="es-US" voice="Polly.Lupe-Neural">Para español, oprima 8.</Say></Gather>'
)
REPLIES = {
    "od": "<Message>Call 911. Give naloxone. One breath every 5 seconds.</Message>",
    "narcan": "<Message>Sam's Place (fictional)</Message><Message>Text MORE for more.</Message>",
    "español": "<Message>Llame al 911 si alguien no respira. ¿Qué necesita?</Message>",
    "loop": "<Redirect>/twilio/sms</Redirect>",
    "quiet": "",
}
KEYS = {
    "1": '<Say language="en-US">Call 911 now.</Say>' + ASK,
    "0": '<Say>One moment.</Say><Dial callerId="+12025550100" action="/twilio/voice/2">+12025550111</Dial>',
    "8": '<Gather input="dtmf" action="3" numDigits="1"><Say language="es-US">Llame al 911.</Say></Gather><Hangup/>',
    "5": '<Say>Breathe.</Say><Pause length="5"/><Redirect>/twilio/voice</Redirect>',
    "6": "<Redirect>/twilio/voice/1?again=1</Redirect>",
    "7": "<Hangup/>",
    "9": '<Gather action="/twilio/voice/4" numDigits="5" timeout="6"><Say>Key in your ZIP code.</Say></Gather>',
    "62901": "<Say>You are in six two nine zero one.</Say><Hangup/>",
}


def make_line() -> FastAPI:  # noqa: C901 - one small function an endpoint
    """The stub; `app.state.forms` lists every accepted form as (path, fields)."""
    app = FastAPI(openapi_url=None)
    app.state.forms = []
    app.state.refused = 0

    async def fields(request: Request) -> dict[str, str] | None:
        pairs = parse_qsl((await request.body()).decode(), keep_blank_values=True)
        query = f"?{request.url.query}" if request.url.query else ""
        url = LINE.url(request.url.path) + query
        if not valid(url, pairs, request.headers.get("x-twilio-signature"), [TOKEN]):
            app.state.refused += 1
            return None
        app.state.forms.append((request.url.path, dict(pairs)))
        return dict(pairs)

    @app.post("/twilio/sms")
    async def sms(request: Request) -> Response:
        form = await fields(request)
        if form is None:
            return Response(status_code=403)
        body = form["Body"]
        if body == "boom":
            raise RuntimeError("on purpose")
        if body == "plain":
            return Response("hello", media_type="text/plain")
        inner = REPLIES.get(body, "<Message>MENU: 1 Overdose 2 Naloxone</Message>")
        return Response(f"{HEAD}<Response>{inner}</Response>", media_type="text/xml")

    @app.post("/twilio/voice")
    async def voice(request: Request) -> Response:
        if await fields(request) is None:
            return Response(status_code=403)
        return Response(f"{HEAD}<Response>{ASK}</Response>", media_type="text/xml")

    @app.post("/twilio/voice/{step}")
    async def answer(request: Request, step: str) -> Response:
        form = await fields(request)
        if form is None:
            return Response(status_code=403)
        if form.get("SpeechResult"):
            inner = f"<Say>You said something in {form['Language']}.</Say>{ASK}"
        elif "DialCallStatus" in form:
            inner = f"<Say>Back with you: {form['DialCallStatus']}.</Say>{ASK}"
        elif not form.get("Digits"):
            inner = f"<Say>Are you still there?</Say>{ASK}"
        else:
            inner = KEYS.get(form["Digits"], ASK)
        return Response(f"{HEAD}<Response>{inner}</Response>", media_type="text/xml")

    @app.post("/twilio/status")
    async def status(request: Request) -> Response:
        return Response(status_code=403 if await fields(request) is None else 204)

    return app
