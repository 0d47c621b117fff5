"""The pretend provider behind HTTP: inside another app, or as a process of its own for trials and measurements.

`python -m app.simulator.provider_app --port 8900 --line http://localhost:8000` answers like the provider's API;
`GET /taken` lists what phones received, `POST /plan` sets what happens to what comes next.
"""

from __future__ import annotations

import argparse
import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec

from app.base import parent_watch
from app.simulator.fake_provider import Exchange
from app.simulator.form import LineUnderTrial
from app.simulator.http_post import TIMEOUT, Headers, HttpAnswer, Post
from app.simulator.provider import LostAnswer, Plan, PretendProvider, RequestRefused, TakenMessage, answer_of

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]

_PATH = re.compile(r".*/2010-04-01/Accounts/(AC\w+)/(Messages|Calls)(?:/(\w+))?\.json")


class ProviderApp:
    """One pretend provider as an ASGI app; mount it anywhere and set `TWILIO_API_BASE` to that address."""

    def __init__(self, provider: PretendProvider, *, controls: bool = False) -> None:
        self.provider = provider
        self._controls = controls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, answered as planned."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                return  # whoever was asking died in the middle of it: nothing is taken
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        try:
            status, answer = await self._answer(scope["method"], scope["path"], body)
        except RequestRefused as refusal:
            told = {"code": refusal.code or refusal.status, "message": "as planned", "status": refusal.status}
            await _respond(send, refusal.status, told, after=refusal.after)
        except LostAnswer:
            # A status line that nobody sends: the server closes the connection instead.
            raise ConnectionResetError from None
        else:
            await _respond(send, status, answer)

    async def _answer(self, method: str, path: str, body: bytes) -> tuple[int, object]:
        if self._controls and path in ("/taken", "/plan"):
            return self._control(path, body)
        found = _PATH.fullmatch(path)
        if found is None:
            raise RequestRefused(404, 20404)
        account, kind, sid = found.groups()
        if account != self.provider.exchange.line.account_sid:
            raise RequestRefused(401, 20003)
        fields = dict(parse_qsl(body.decode(), keep_blank_values=True))
        if method == "POST" and sid is None:
            taken = await self.provider.create(fields, voice=kind == "Calls")
            return 201, answer_of(taken, account)
        if method == "DELETE" and sid is not None:
            self.provider.delete(sid)
            return 204, None
        if method == "POST" and fields.get("Body") == "":
            self.provider.redact(sid)
            return 200, {"sid": sid}
        raise RequestRefused(405, 20004)

    def _control(self, path: str, body: bytes) -> tuple[int, object]:
        if path == "/plan":
            self.provider.default = msgspec.json.decode(body, type=Plan)
            return 200, {}
        return 200, [_shown(taken) for taken in self.provider.taken]


def _shown(taken: TakenMessage) -> dict[str, object]:
    return {
        "sid": taken.sid,
        "to": taken.to,
        "from": taken.sender,
        "body": taken.body,
        "voice": taken.voice,
        "at": taken.at.timestamp(),
        "callback": taken.callback,
        "deleted": taken.deleted,
    }


async def _respond(send: Send, status: int, answer: object, *, after: int = 0) -> None:
    body = b"" if status == 204 else msgspec.json.encode(answer)
    headers = [(b"content-length", str(len(body)).encode())]
    headers += [(b"content-type", b"application/json")] if body else []
    headers += [(b"retry-after", str(after).encode())] if after else []
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def _over_kept_connections(base_url: str) -> Post:
    """Posts to a line at this address on connections that stay open: a client made for each report costs more than it."""
    import httpx

    client = httpx.AsyncClient(timeout=TIMEOUT, trust_env=False)
    # With a crowd waiting for connections the client's pool spends its time searching its own list.
    few = asyncio.Semaphore(16)

    async def post(path: str, params: Sequence[tuple[str, str]], headers: Headers) -> HttpAnswer:
        body = urlencode(params, errors="surrogatepass").encode("ascii")
        try:
            async with few:
                reply = await client.post(base_url.rstrip("/") + path, content=body, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL):
            return HttpAnswer(0)
        return HttpAnswer(reply.status_code, reply.headers.get("content-type", ""), reply.content)

    return post


def main() -> None:
    """Serves until it is stopped."""
    import uvicorn

    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--line", required=True)
    parser.add_argument("--account", required=True)
    parser.add_argument("--token", required=True)
    parser.add_argument("--plan", default="{}")
    parser.add_argument("--at-once", type=int, default=10_000)
    given = parser.parse_args()
    parent_watch.hold()
    line = LineUnderTrial(public_url=given.line, token=given.token, account_sid=given.account)
    plan = msgspec.json.decode(given.plan.encode(), type=Plan)
    provider = PretendProvider(Exchange(line, _over_kept_connections(given.line)), default=plan, at_once=given.at_once)
    uvicorn.run(
        ProviderApp(provider, controls=True), host="127.0.0.1", port=given.port, log_level="error", access_log=False
    )


if __name__ == "__main__":
    main()
