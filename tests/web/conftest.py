"""A line with its webhooks, on the built-in release and a real Valkey."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from app.channels.twilio.provider import TwilioProvider
from app.engine.builtin import BUILTIN
from app.line.context import LineContext, OptOuts
from app.privacy.pseudonyms import OptOutKey, Pseudonyms
from app.release.compiled import compiled
from app.store.redis_pipeline import PipelinedRedis
from app.store.sessions import SessionStore
from app.web.webhooks import Webhooks
from tests.web.posting import BASE, TOKEN


class Record:
    """Opt-outs as the record would hold them; `broken` makes it fail."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.times: list[datetime] = []
        self.broken = False

    def __call__(self, key: OptOutKey, at: datetime, *, out: bool) -> None:
        if self.broken:
            raise OSError("disk full")
        self.times.append(at)
        if out:
            self.out.append(key)
        elif key in self.out:
            self.out.remove(key)


class House:
    """One web process's front, with everything a test may want to break."""

    def __init__(self, redis_url: str) -> None:
        self.record = Record()
        self.silent: socket.socket | None = None
        self.now = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
        self.library = compiled(BUILTIN)
        self.wire = PipelinedRedis(redis_url)
        self.line = LineContext(
            library=lambda: self.library,
            conversations=SessionStore(self.wire),
            names=Pseudonyms(b"k" * 32),
            opt_outs=OptOuts(self.record),
            clock=lambda: self.now,
            line_number="+12025550100",
        )
        self.app = Webhooks(
            _not_here, self.line, base=BASE, providers=[TwilioProvider(secrets=["an older token of ours", TOKEN])]
        )

    def run(self, work: Callable[[], Any]) -> Any:
        """The work's result, in an event loop of its own."""

        async def inside() -> Any:
            try:
                return await work()
            finally:
                self.line.conversations.close()
                if self.silent is not None:
                    self.silent.close()
                await asyncio.sleep(0.01)  # transports close in the loop's next turns

        return asyncio.run(inside())

    def later(self, **time: int) -> None:
        self.now += timedelta(**time)


async def _not_here(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 404, "headers": []})
    await send({"type": "http.response.body", "body": b""})


@pytest.fixture
def house(redis_url: str) -> House:
    return House(redis_url)
