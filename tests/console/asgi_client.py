"""A browser without a window: keeps cookies, follows redirects, opens no socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.applications import Starlette


class AsgiClient:
    """Asks one application, as a page of this address would."""

    def __init__(self, app: Starlette, runner: asyncio.Runner) -> None:
        wire = httpx.ASGITransport(app=app)
        self._client = httpx.AsyncClient(transport=wire, base_url="http://localhost:8010", follow_redirects=True)
        self._runner = runner

    @property
    def cookies(self) -> httpx.Cookies:
        return self._client.cookies

    def get(self, path: str, **asked: Any) -> httpx.Response:
        return self._runner.run(self._client.get(path, **asked))

    def post(self, path: str, **asked: Any) -> httpx.Response:
        return self._runner.run(self._client.post(path, **asked))
