"""The provider's webhooks, in front of the framework: an emergency is answered even when the rest of the web app is not.

Plain ASGI, because each layer in front of an answer costs it (a `def` endpoint 105 microseconds, a middleware 230).
The order is fixed: size, signature, form; nothing is parsed, kept or counted before the signature holds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping, Sequence
from typing import Any

from app.base import log
from app.channels.results import FINAL, RANKS
from app.channels.twilio import twiml
from app.channels.twilio.forms import BODY_CAP, BadForm, Form, call_from, first_values, heard, parse, text_from
from app.channels.twilio.signature import valid
from app.engine.events import CallReturned, CallStarted
from app.line.check_calls import answer_alarm, answer_check
from app.line.context import Line
from app.line.inbound import answer_call, answer_text, end_call

BODY_SECONDS = 10
"""How long a body may take to arrive; Twilio sends it at once."""
OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""CallStatus values after which a call is over."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
NoteStatus = Callable[[Mapping[str, str], str], object]
"""Takes a status report of something sent, and the id that its address carries; called in a thread."""
Handler = Callable[[Form, str], Awaitable[bytes | None]]

logger = log.get("webhooks")
_XML = (b"content-type", twiml.CONTENT_TYPE.encode())
_PLAIN = (b"content-type", b"text/plain; charset=utf-8")


class Refused(Exception):
    """The request gets this status and these words instead of TwiML."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Webhooks:
    """Answers signed form posts under `/twilio/`; everything else goes on to the app behind."""

    def __init__(
        self,
        app: Callable[[Scope, Receive, Send], Awaitable[None]],
        line: Line,
        *,
        base: str,
        tokens: Sequence[str],
        note_status: NoteStatus | None = None,
        count: Callable[..., None] | None = None,
    ):
        self._count = count or _uncounted
        self._app = app
        self._note_status = note_status
        self._line = line
        self._base = base
        self._tokens = tuple(tokens)
        self._handlers: dict[str, Handler] = {
            "/twilio/sms": self._sms,
            "/twilio/voice": self._voice,
            "/twilio/voice/step": self._step,
            "/twilio/voice/peer": self._peer,
            "/twilio/check": self._check,
            "/twilio/alarm": self._alarm,
            "/twilio/status": self._status,
        }

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request is answered."""
        handler = self._handlers.get(scope["path"]) if scope["type"] == "http" else None
        if handler is None:
            await self._app(scope, receive, send)
            return
        try:
            reply = await self._answer(handler, scope, receive)
        except Refused as refused:
            self._count("porchlight_refused_total", str(refused.status))
            await _respond(send, refused.status, refused.words.encode(), _PLAIN)
            return
        if reply is None:
            await _respond(send, 204, b"", _PLAIN)
        else:
            self._counted(scope["path"])
            await _respond(send, 200, reply, _XML)

    def _counted(self, path: str) -> None:
        self._count("porchlight_messages_total", "sms" if path == "/twilio/sms" else "voice", "answered")
        if self._line.conversations.degraded:
            self._count("porchlight_degraded_answers_total", "redis")

    async def _answer(self, handler: Handler, scope: Scope, receive: Receive) -> bytes | None:
        if scope["method"] != "POST":
            raise Refused(405, "Post a signed form here.")
        body = await _body(scope, receive)
        try:
            pairs = parse(body)
            self._check_signature(scope, pairs, body)
            form = first_values(pairs)
            return await handler(form, scope["query_string"].decode("ascii", "replace"))
        except BadForm as error:
            raise Refused(400, str(error)) from None

    def _check_signature(self, scope: Scope, pairs: Sequence[tuple[str, str]], body: bytes) -> None:
        """The address signed is the configured public one: what the client says of the host decides nothing."""
        query = scope["query_string"].decode("ascii", "replace")
        path = (scope.get("raw_path") or scope["path"].encode()).decode("ascii", "replace")
        url = f"{self._base}{path}?{query}" if query else f"{self._base}{path}"
        signature = next((v.decode("latin-1") for k, v in scope["headers"] if k == b"x-twilio-signature"), "")
        if not valid(url, pairs, signature, self._tokens) and not valid(url, _as_sent(body), signature, self._tokens):
            logger.warning("webhook.unsigned", route=scope["path"])
            raise Refused(403, "The signature does not fit this address and form.")

    async def _sms(self, form: Form, query: str) -> bytes:
        inbound = text_from(form, self._line.names)
        reply = await answer_text(self._line, inbound)
        if self._line.copies is not None:
            self._line.copies.text(inbound.sid)
        return reply

    async def _voice(self, form: Form, query: str) -> bytes:
        inbound = call_from(form, self._line.names)
        reply = await answer_call(self._line, inbound, CallStarted(), number=0)
        if self._line.copies is not None:
            self._line.copies.call(inbound.sid)
        return reply

    async def _step(self, form: Form, query: str) -> bytes:
        return await answer_call(self._line, call_from(form, self._line.names), heard(form), number=_number(query))

    async def _check(self, form: Form, query: str) -> bytes:
        return await answer_check(self._line, query, form.get("Digits")[:8])

    async def _alarm(self, form: Form, query: str) -> bytes:
        return await answer_alarm(self._line, query, form.get("Digits")[:8])

    async def _peer(self, form: Form, query: str) -> bytes:
        event = CallReturned(answered=form.get("DialCallStatus") in ("completed", "answered"))
        return await answer_call(self._line, call_from(form, self._line.names), event, number=_number(query))

    async def _status(self, form: Form, query: str) -> None:
        """Always 204: the provider reads nothing else, and asks nobody again."""
        try:
            if form.get("CallSid") and form.get("CallStatus") in OVER:
                await end_call(self._line, call_from(form, self._line.names))
            if not query.startswith("o="):
                self._over(form)
            elif self._note_status is not None:
                await asyncio.to_thread(self._note_status, form.fields, query[2:])
        except Exception as error:
            # What this report would have said is missed: the row is closed by time, as with phones that never report.
            logger.error("webhook.status_lost", exc_info=error)

    def _over(self, form: Form) -> None:
        """A call that came in is over, or an answer of ours arrived: what the provider has of it is deleted."""
        if self._line.copies is None:
            return
        if form.get("CallStatus") in OVER:
            self._line.copies.over(form.get("CallSid"))
        elif RANKS.get(form.get("MessageStatus"), 0) >= FINAL:
            self._line.copies.over(form.get("MessageSid"))


def _as_sent(body: bytes) -> Sequence[tuple[str, str]]:
    """The pairs with half characters left as they came: who signed before encoding signed those."""
    try:
        return parse(body, errors="surrogatepass")
    except UnicodeDecodeError:
        return ()


def _uncounted(*_labels: str) -> None:
    """Counts nothing."""


def _number(query: str) -> int:
    """The step number in the address we gave out ourselves."""
    value = query.partition("n=")[2][:9]
    return int(value) if value.isascii() and value.isdigit() else 0


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The whole body. Raises Refused for one too large or too slow."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > BODY_CAP:
            raise Refused(413, "The form is larger than any real one.")
    message = await _received(receive)
    if not message.get("more_body"):
        return _capped(message.get("body", b""))
    chunks = [message.get("body", b"")]
    try:
        async with asyncio.timeout(BODY_SECONDS):
            while message.get("more_body"):
                message = await _received(receive)
                chunks.append(message.get("body", b""))
                _capped(b"" if sum(map(len, chunks)) <= BODY_CAP else b" " * (BODY_CAP + 1))
    except TimeoutError:
        raise Refused(408, "The form came too slowly.") from None
    return b"".join(chunks)


async def _received(receive: Receive) -> MutableMapping[str, Any]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Refused(400, "The sender went away.")
    return message


def _capped(body: bytes) -> bytes:
    if len(body) > BODY_CAP:
        raise Refused(413, "The form is larger than any real one.")
    return body


async def _respond(send: Send, status: int, body: bytes, content_type: tuple[bytes, bytes]) -> None:
    headers = [content_type, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
