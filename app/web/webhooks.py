"""The providers' webhooks, in front of the framework: an emergency is answered even when the rest of the web app is not.

Plain ASGI, because each layer in front of an answer costs it (a `def` endpoint 105 microseconds, a middleware 230).
The order is fixed: size, signature, form; nothing is parsed, kept or counted before the signature holds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from functools import partial
from time import monotonic
from typing import Any

from app.base import log
from app.base.threads import POOLS
from app.channels.base import (
    BadWebhook,
    CallTurn,
    ErrorReport,
    Inbound,
    InboundText,
    KeyPress,
    Provider,
    Request,
    StatusReport,
)
from app.channels.results import FINAL, RANKS
from app.line.check_calls import answer_key
from app.line.context import LineContext
from app.line.inbound import answer_call, answer_text, end_call

BODY_CAP = 64 * 1024
"""Bytes of a webhook body that are read at all."""
BODY_SECONDS = 10
"""How long a body may take to arrive; providers send it at once."""

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
NoteStatus = Callable[[StatusReport], object]
"""Takes a status report of something sent; called in a thread."""

logger = log.get("webhooks")
_PLAIN = (b"content-type", b"text/plain; charset=utf-8")


class Refused(Exception):
    """The request gets this status and these words instead of TwiML."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(words)
        self.status = status
        self.words = words


class Webhooks:
    """Answers signed posts at the addresses of these providers; everything else goes on to the app behind."""

    def __init__(
        self,
        app: Callable[[Scope, Receive, Send], Awaitable[None]],
        line: LineContext,
        *,
        base: str,
        providers: Sequence[Provider],
        note_status: NoteStatus | None = None,
        count: Callable[..., None] | None = None,
        observe: Callable[..., None] | None = None,
    ):
        self._observe = observe or _uncounted
        self._count = count or _uncounted
        self._app = app
        self._note_status = note_status
        self._line = line
        self._base = base
        self._providers = {path: provider for provider in providers for path in provider.paths}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request is answered."""
        provider = self._providers.get(scope["path"]) if scope["type"] == "http" else None
        if provider is None:
            await self._app(scope, receive, send)
            return
        began = monotonic()
        try:
            reply = await self._answer(provider, scope, receive)
        except Refused as refused:
            self._count("porchlight_refused_total", str(refused.status))
            await _respond(send, refused.status, refused.words.encode(), _PLAIN)
            return
        channel = "status" if reply is None else "sms" if scope["path"].endswith("/sms") else "voice"
        self._observe("porchlight_reply_seconds", monotonic() - began, channel)
        if reply is None:
            await _respond(send, 204, b"", _PLAIN)
        else:
            await _respond(send, 200, reply, (b"content-type", provider.content_type.encode()))

    def _counted(self, channel: str) -> None:
        self._count("porchlight_messages_total", channel, "answered")
        if self._line.conversations.degraded:
            self._count("porchlight_degraded_answers_total", "redis")

    async def _answer(self, provider: Provider, scope: Scope, receive: Receive) -> bytes | None:
        if scope["method"] != "POST":
            raise Refused(405, "Post a signed form here.")
        request = self._request(scope, await _body(scope, receive))
        try:
            webhook = provider.verify(request)
            if webhook is None:
                logger.warning("webhook.unsigned", route=scope["path"])
                raise Refused(403, "The signature does not fit this address and form.")
            inbound = provider.read(webhook, self._line.names)
        except BadWebhook as error:
            raise Refused(400, str(error)) from None
        return await self._reply(provider, inbound)

    def _request(self, scope: Scope, body: bytes) -> Request:
        """The address signed is the configured public one: what the client says of the host decides nothing."""
        query = scope["query_string"].decode("ascii", "replace")
        path = (scope.get("raw_path") or scope["path"].encode()).decode("ascii", "replace")
        url = f"{self._base}{path}?{query}" if query else f"{self._base}{path}"
        return Request(url, scope["path"], query, scope["headers"], body)

    async def _reply(self, provider: Provider, inbound: Inbound) -> bytes | None:
        match inbound:
            case ErrorReport(code):
                self._count("porchlight_provider_errors_total", str(code))
                logger.warning("webhook.provider_error", code=code)
                return None
            case InboundText():
                reply = await answer_text(self._line, provider, inbound)
                self._received(provider, inbound.sid, call=False)
                self._counted("sms")
                return reply
            case CallTurn():
                reply = await answer_call(self._line, provider, inbound)
                if inbound.begins:
                    self._received(provider, inbound.call.sid, call=True)
            case KeyPress():
                reply = await answer_key(self._line, provider, inbound)
            case StatusReport():
                await self._status(provider, inbound)
                return None
        self._counted("voice")
        return reply

    def _received(self, provider: Provider, sid: str, *, call: bool) -> None:
        """What came in and is answered will be deleted at the provider."""
        copies = self._line.copies
        if copies is None or not provider.can.deletes_received or not provider.knows(sid):
            return
        if call:
            copies.call(sid)
        else:
            copies.text(sid)

    async def _status(self, provider: Provider, report: StatusReport) -> None:
        """Always 204: providers read nothing else, and ask nobody again."""
        try:
            if report.ended is not None:
                await end_call(self._line, report.ended)
            if report.id is None:
                self._over(provider, report)
            elif self._note_status is not None:
                await POOLS.run("reports", partial(self._note_status, report))
        except Exception as error:
            # What this report would have said is missed: the row is closed by time, as with phones that never report.
            logger.error("webhook.status_lost", exc_info=error)

    def _over(self, provider: Provider, report: StatusReport) -> None:
        """A call that came in is over, or an answer of ours arrived: what the provider has of it is deleted."""
        copies = self._line.copies
        if copies is None or not provider.can.deletes_received or not provider.knows(report.sid):
            return
        if RANKS.get(report.status, 0) >= FINAL:
            copies.over(report.sid)


def _uncounted(*_: object) -> None:
    """Counts nothing."""


async def _body(scope: Scope, receive: Receive) -> bytes:
    """The whole body. Raises Refused for one too large or too slow."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > BODY_CAP:
            raise Refused(413, "The form is larger than any real one.")
    chunks: list[bytes] = []
    try:
        async with asyncio.timeout(BODY_SECONDS):
            message = await _received(receive)
            chunks.append(message.get("body", b""))
            while message.get("more_body"):
                message = await _received(receive)
                chunks.append(message.get("body", b""))
                _limit_body(b"" if sum(map(len, chunks)) <= BODY_CAP else b" " * (BODY_CAP + 1))
    except TimeoutError:
        raise Refused(408, "The form came too slowly.") from None
    return _limit_body(b"".join(chunks))


async def _received(receive: Receive) -> MutableMapping[str, Any]:
    message = await receive()
    if message["type"] == "http.disconnect":
        raise Refused(400, "The sender went away.")
    return message


def _limit_body(body: bytes) -> bytes:
    if len(body) > BODY_CAP:
        raise Refused(413, "The form is larger than any real one.")
    return body


async def _respond(send: Send, status: int, body: bytes, content_type: tuple[bytes, bytes]) -> None:
    headers = [content_type, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
