"""Signed webhooks posted straight into the ASGI app, as the provider would send them."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from app.channels.twilio.signature import sign

BASE = "https://line.example"
TOKEN = "0123456789abcdef0123456789abcdef"
SHARED = Path(__file__).resolve().parents[3] / "shared"
"""Public samples that lie beside a developer's checkout; tests that use them skip loudly without."""


class Answer:
    """What came back: status, headers and body."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.status: int = messages[0]["status"]
        self.headers = {name.decode(): value.decode() for name, value in messages[0]["headers"]}
        self.body = b"".join(message.get("body", b"") for message in messages[1:])

    @property
    def text(self) -> str:
        return self.body.decode()


async def request(
    app: Any, path: str, body: bytes, *, signature: str | None, method: str = "POST", query: str = ""
) -> Answer:
    """One HTTP request through the app, without a socket."""
    headers = [(b"content-type", b"application/x-www-form-urlencoded"), (b"host", b"elsewhere.example")]
    if signature is not None:
        headers.append((b"x-twilio-signature", signature.encode()))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": headers,
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8000),
    }
    sent: list[dict[str, Any]] = []
    waiting = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> dict[str, Any]:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    await app(scope, receive, send)
    return Answer(sent)


async def post(
    app: Any,
    path: str,
    fields: dict[str, str] | list[tuple[str, str]],
    *,
    query: str = "",
    base: str = BASE,
    token: str = TOKEN,
) -> Answer:
    """A form signed for the public address."""
    pairs = list(fields.items()) if isinstance(fields, dict) else fields
    url = f"{base}{path}?{query}" if query else f"{base}{path}"
    body = urlencode(pairs, errors="surrogatepass").encode()
    return await request(app, path, body, signature=sign(url, pairs, token), query=query)


def sms(body: str, *, sid: str, sender: str = "+12025550143", **more: str) -> dict[str, str]:
    """The form of an inbound text."""
    return {
        "MessageSid": sid,
        "SmsSid": sid,
        "AccountSid": "AC00000000000000000000000000000000",
        "From": sender,
        "To": "+12025550100",
        "Body": body,
        "NumMedia": "0",
        **more,
    }


def voice(
    *, sid: str = "CA00000000000000000000000000000001", sender: str = "+12025550143", **more: str
) -> dict[str, str]:
    """The form of a request about a call."""
    return {"CallSid": sid, "From": sender, "To": "+12025550100", "CallStatus": "in-progress", **more}


def shared_json(name: str) -> Any:
    """A sample file's content."""
    return json.loads((SHARED / "samples" / name).read_text())


def run(coroutine: Any) -> Any:
    """The coroutine's result."""
    return asyncio.run(coroutine)
