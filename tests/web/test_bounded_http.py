"""A head that is too long or too slow is closed, and everybody else is answered."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
import uvicorn

from app.web import bounded_http
from app.web.bounded_http import BoundedHttp
from tests.processes import free_port


async def echo(scope: Any, receive: Any, send: Any) -> None:
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
    await send({"type": "http.response.body", "body": b"ok"})


def serving(work: Callable[[int], Awaitable[Any]]) -> Any:
    async def run() -> Any:
        port = free_port()
        server = uvicorn.Server(
            uvicorn.Config(echo, port=port, http=BoundedHttp, lifespan="off", log_config=None, access_log=False)
        )
        task = asyncio.create_task(server.serve())
        while not server.started:  # noqa: ASYNC110 - it sets no event
            await asyncio.sleep(0.01)
        try:
            return await asyncio.wait_for(work(port), 10)
        finally:
            server.should_exit = True
            await task

    return asyncio.run(run())


async def said(port: int, *parts: bytes) -> bytes:
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    try:
        for part in parts:
            writing.write(part)
            await writing.drain()
            await asyncio.sleep(0.02)
        return await reading.read(200)
    except ConnectionError:
        return b""
    finally:
        writing.close()


def test_a_usual_request_is_answered_and_so_are_those_behind_it_on_the_same_connection() -> None:
    request = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 3\r\n\r\nabc"

    assert b"200 OK" in serving(lambda port: said(port, request))
    assert 1 <= serving(lambda port: said(port, request, request)).count(b"200 OK")


@pytest.mark.parametrize("header", [b"x: " + b"a" * 40_000, b"\r\n".join(b"x%d: a" % n for n in range(9000))])
def test_a_head_that_is_too_long_is_refused(header: bytes) -> None:
    found = serving(lambda port: said(port, b"GET / HTTP/1.1\r\nhost: a\r\n", header, b"\r\n\r\n"))

    assert b"200 OK" not in found


def test_a_large_body_is_no_large_head() -> None:
    body = b"a" * 60_000
    request = b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 60000\r\n\r\n" + body

    assert b"200 OK" in serving(lambda port: said(port, request))


@pytest.mark.parametrize("sent", [b"", b"GET / HTTP/1.1\r\nhost:"])
def test_a_head_that_does_not_end_in_time_is_closed(sent: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_http, "HEAD_SECONDS", 0.2)

    assert b"" == serving(lambda port: said(port, sent))
