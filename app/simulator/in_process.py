"""Carries what a sender hands to the provider into an application of this process: no socket is opened.

Apart from the other ways because it needs httpx, which only a process that sends has loaded.
"""

from __future__ import annotations

import asyncio

import httpx

from app.simulator.http_post import TIMEOUT, App, ask

_OWN = ("host", "content-length")
"""Headers that the way itself sets."""


class InProcess(httpx.BaseTransport):
    """A client's wire to an application that runs in this loop; used by other threads, never by the loop's own."""

    def __init__(self, app: App, loop: asyncio.AbstractEventLoop) -> None:
        self._app = app
        self._loop = loop

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The application's answer. Raises httpx's own ReadTimeout when there is none."""
        headers = {name: value for name, value in request.headers.items() if name not in _OWN}
        asked = ask(self._app, request.method, str(request.url), headers=headers, body=request.read())
        answer = asyncio.run_coroutine_threadsafe(asked, self._loop).result(TIMEOUT + 1)
        if answer.status == 0:
            raise httpx.ReadTimeout("no answer", request=request)
        kind = {"content-type": answer.content_type} if answer.content_type else {}
        return httpx.Response(answer.status, headers=kind, content=answer.body)
