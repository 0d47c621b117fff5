"""HTTP whose head is bounded in size and time: uvicorn's own parser waits for ever, and takes headers of any length."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_BYTES = 32 * 1024
"""A webhook's head is under two kilobytes."""
HEAD_SECONDS = 10.0
_TOO_LARGE = b"HTTP/1.1 431 Request Header Fields Too Large\r\nconnection: close\r\ncontent-length: 0\r\n\r\n"


class BoundedHttp(HttpToolsProtocol):
    """Closes a connection whose next head is too long, or has begun and does not end in time."""

    _head_bytes = 0
    _head_alarm: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:  # noqa: D102 - asyncio's own
        super().connection_made(transport)
        self._await_head()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: D102 - asyncio's own
        self._head_over()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:  # noqa: D102 - asyncio's own
        if self._head_alarm is not None:
            self._head_bytes += len(data)
            end = data.find(b"\r\n\r\n")
            if self._head_bytes > HEAD_BYTES and (end < 0 or self._head_bytes - len(data) + end > HEAD_BYTES):
                self.transport.write(_TOO_LARGE)
                self.transport.close()
                return
        super().data_received(data)

    def on_headers_complete(self) -> None:  # noqa: D102 - the parser's own
        self._head_over()
        super().on_headers_complete()

    def on_response_complete(self) -> None:  # noqa: D102 - uvicorn's own
        super().on_response_complete()
        if not self.transport.is_closing():
            self._await_head()

    def _await_head(self) -> None:
        self._head_over()
        self._head_alarm = self.loop.call_later(HEAD_SECONDS, self._too_slow)

    def _head_over(self) -> None:
        self._head_bytes = 0
        if self._head_alarm is not None:
            self._head_alarm.cancel()
            self._head_alarm = None

    def _too_slow(self) -> None:
        self._head_alarm = None
        self.transport.close()
