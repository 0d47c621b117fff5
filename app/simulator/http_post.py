"""How a pretend provider reaches a line: inside this process, or over the network."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from typing import Any
from urllib.parse import urlencode, urlsplit

import msgspec

TIMEOUT = 15.0
"""Seconds a provider waits for an answer before it gives up (error 11205)."""

Headers = dict[str, str]
Message = MutableMapping[str, Any]
App = Callable[[Any, Any, Any], Awaitable[None]]
"""An ASGI application: scope, receive, send."""


class HttpAnswer(msgspec.Struct, frozen=True):
    """What came back from the line; status 0 means that nothing did."""

    status: int
    content_type: str = ""
    body: bytes = b""


Post = Callable[[str, Sequence[tuple[str, str]], Headers], Awaitable[HttpAnswer]]
"""Posts a form to a path (with query) of the line and returns its answer; never raises."""


def over_asgi(app: App, public_url: str) -> Post:
    """Posts to an application in this process: no socket, and no secret leaves it."""

    async def post(path: str, params: Sequence[tuple[str, str]], headers: Headers) -> HttpAnswer:
        body = urlencode(params, errors="surrogatepass").encode("ascii")
        return await ask(app, "POST", public_url.rstrip("/") + path, headers=headers, body=body)

    return post


async def ask(app: App, method: str, url: str, *, headers: Headers, body: bytes) -> HttpAnswer:
    """The application's answer to one request; it sees no difference to one that came over a socket."""
    parts = urlsplit(url)
    scope: Message = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": method,
        "scheme": parts.scheme or "http",
        "path": parts.path,
        "raw_path": parts.path.encode("utf-8"),
        "query_string": parts.query.encode("utf-8"),
        "root_path": "",
        "headers": [
            (b"host", (parts.netloc or "localhost").encode("ascii")),
            (b"content-length", str(len(body)).encode("ascii")),
            *((k.lower().encode("ascii"), v.encode("latin-1")) for k, v in headers.items()),
        ],
        "client": ("127.0.0.1", 0),
        "server": (parts.hostname or "localhost", parts.port or (443 if parts.scheme == "https" else 80)),
    }
    return await _exchange(app, scope, body)


async def _exchange(app: App, scope: Message, body: bytes) -> HttpAnswer:
    """One request and its answer; an application that fails or hangs gives status 500 or 0."""
    requests: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]
    answers: list[Message] = []
    closed = asyncio.Event()

    async def receive() -> Message:
        if requests:
            return requests.pop()
        await closed.wait()
        return {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        answers.append(message)

    try:
        async with asyncio.timeout(TIMEOUT):
            await app(scope, receive, send)
    except TimeoutError:
        return HttpAnswer(0)
    except Exception:
        # Servers answer 500 and log; what raised may hold a caller's words, so it stops here.
        with contextlib.suppress(IndexError):
            return _answer(answers)
        return HttpAnswer(500)
    finally:
        closed.set()
    return _answer(answers) if answers else HttpAnswer(500)


def _answer(messages: list[Message]) -> HttpAnswer:
    start = messages[0]
    headers = {key.lower(): value for key, value in start.get("headers", ())}
    body = b"".join(message.get("body", b"") for message in messages[1:])
    return HttpAnswer(int(start["status"]), headers.get(b"content-type", b"").decode("latin-1"), body)


def over_http(base_url: str) -> Post:
    """Posts to a running line at this address."""
    import httpx  # only the terminal needs it, and only with --url

    async def post(path: str, params: Sequence[tuple[str, str]], headers: Headers) -> HttpAnswer:
        body = urlencode(params, errors="surrogatepass").encode("ascii")
        try:
            async with httpx.AsyncClient(timeout=TIMEOUT, trust_env=False) as client:
                reply = await client.post(base_url.rstrip("/") + path, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL):
            return HttpAnswer(0)
        return HttpAnswer(reply.status_code, reply.headers.get("content-type", ""), reply.content)

    return post
