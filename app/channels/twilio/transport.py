"""The provider's own library over httpx: kept connections, explicit time-outs, and nothing of a request in any log."""

from __future__ import annotations

import logging
import threading
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
    """Sends what the library asks for to `base`, each thread on a connection of its own, or over another `wire`.

    A pool that threads share may close a connection in one thread while another begins to send on it: it takes it for
    idle, or for given up, in the moment between choosing and using it. On a busy machine that lost 2 of 10,000 messages.
    """

    def __init__(self, base: str, *, wire: httpx.BaseTransport | None = None) -> None:
        super().__init__(logging.getLogger("twilio.http_client"), False, READ_SECONDS)
        self._base = base.rstrip("/")
        self._wire = wire
        self._verify = httpx.create_ssl_context(trust_env=False)  # takes longer than all the rest of a client
        self._mine = threading.local()
        self._clients: list[httpx.Client] = []

    @property
    def _client(self) -> httpx.Client:
        """This thread's own."""
        found: httpx.Client | None = getattr(self._mine, "client", None)
        if found is None:
            # HTTP/1.1: through HTTP/2 one connection carried 12 messages a second where ten threads' own carried 122.
            found = self._mine.client = httpx.Client(
                timeout=httpx.Timeout(READ_SECONDS, connect=CONNECT_SECONDS, pool=CONNECT_SECONDS),
                limits=httpx.Limits(max_connections=1, max_keepalive_connections=1, keepalive_expiry=KEPT_SECONDS),
                verify=self._verify,
                follow_redirects=False,
                transport=self._wire,
                trust_env=False,
            )
            self._clients.append(found)
        return found

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
        """No connection stays open; for when no thread sends any more."""
        while self._clients:
            self._clients.pop().close()

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
