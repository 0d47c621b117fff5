"""The provider's own library over httpx: pooled connections, explicit time-outs, and nothing of a request in any log."""

from __future__ import annotations

import logging
from typing import Any

import httpx
from twilio.http import HttpClient
from twilio.http.response import Response

PUBLIC_API = "https://api.twilio.com"
CONNECT_SECONDS = 2.0
READ_SECONDS = 5.0
"""An answer takes a tenth of a second; after five the message is as good as sent, or a worker stands still for it."""
KEPT_SECONDS = 3.0
"""How long an idle connection is used again: one that the other side has closed meanwhile costs a message."""


class TooMany(Exception):
    """The provider did not take the request, and says when to come again."""

    def __init__(self, after: float, code: int) -> None:
        super().__init__("too many requests")
        self.after = after
        self.code = code


class Transport(HttpClient):  # type: ignore[misc] # the library has no types
    """Sends what the library asks for to `base`, on connections that all threads share, or over another `wire`."""

    def __init__(self, base: str, *, connections: int = 32, wire: httpx.BaseTransport | None = None) -> None:
        super().__init__(logging.getLogger("twilio.http_client"), False, READ_SECONDS)
        self._base = base.rstrip("/")
        # HTTP/1.1: through HTTP/2 one connection carried 12 messages a second where ten threads' own carried 122.
        self._client = httpx.Client(
            timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
            limits=httpx.Limits(
                max_connections=connections, max_keepalive_connections=connections, keepalive_expiry=KEPT_SECONDS
            ),
            follow_redirects=False,
            transport=wire,
            trust_env=False,
        )

    def request(  # noqa: PLR0917 - the library's signature
        self,
        method: str,
        uri: str,
        params: dict[str, object] | None = None,
        data: dict[str, object] | None = None,
        headers: dict[str, str] | None = None,
        auth: tuple[str, str] | None = None,
        timeout: float | None = None,
        allow_redirects: bool = False,  # noqa: FBT001, FBT002
    ) -> Response:
        """The provider's answer. Raises TooMany for 429 and httpx's own for a connection that failed."""
        answer = self._client.request(
            method,
            self._address(uri),
            params=params,  # type: ignore[arg-type]
            data=data,
            headers=headers,
            auth=auth,
        )
        if answer.status_code == 429:
            raise TooMany(_seconds(answer.headers.get("Retry-After", "")), _code(answer))
        return Response(answer.status_code, answer.text, answer.headers)

    def close(self) -> None:
        """No connection stays open."""
        self._client.close()

    def _address(self, uri: str) -> str:
        return self._base + uri[len(PUBLIC_API) :] if uri.startswith(PUBLIC_API) else uri


def preload() -> None:
    """Everything a send will import is imported: for a process that forks for its work."""
    from twilio.rest import Client

    client = Client("AC", "token", http_client=HttpClient(logging.getLogger("twilio.http_client"), False))
    _ = client.messages, client.calls


def _seconds(text: str) -> float:
    return min(float(text), 300.0) if text.isascii() and text.isdigit() else 0.0


def _code(answer: httpx.Response) -> int:
    try:
        told: Any = answer.json()
        return int(told["code"])
    except (ValueError, KeyError, TypeError):
        return 20429
