"""One pipelined connection to Redis or Valkey for the webhook path, on hiredis.

Why not redis-py's asyncio client here: it costs about 250 microseconds of CPU for a GET and a SET, this about a quarter
(tests/bench/wire.py prints both), and the whole answer has 300. Everything else uses redis-py.
Commands of all waiting requests share the connection; each has its own deadline, and three failures in a row
open the circuit for a second so that a hung server costs a caller nothing.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections import deque
from typing import Any, cast
from urllib.parse import unquote, urlsplit

import hiredis

from app.base.errors import PorchlightError

DEADLINE = 0.2
"""Seconds one command may take."""
FAILURES = 3
REST = 1.0
"""Seconds the circuit stays open after that many failures in a row."""

Reply = Any  # hiredis answers str, bytes, int, list or None


class Unavailable(PorchlightError):
    """Redis did not answer in time. The line goes on from memory."""


class _Connection(asyncio.Protocol):
    """Bytes in and out of one connection; replies go to the requests in the order they were made."""

    def __init__(self) -> None:
        self.reader = hiredis.Reader()
        self.waiting: deque[asyncio.Future[Reply]] = deque()
        self.transport: asyncio.Transport | None = None
        self._unsent: list[bytes] = []

    def ask(self, command: bytes, future: asyncio.Future[Reply]) -> None:
        """The command goes out with all others of this turn of the loop: one system call for many callers."""
        self.waiting.append(future)
        if not self._unsent:
            future.get_loop().call_soon(self._flush)
        self._unsent.append(command)

    def _flush(self) -> None:
        unsent, self._unsent = self._unsent, []
        if self.transport is not None:
            self.transport.write(b"".join(unsent))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        self.reader.feed(data)
        try:
            while (reply := self.reader.gets()) is not False:
                self._deliver(reply)
        except (hiredis.ProtocolError, IndexError):
            self.close()

    def _deliver(self, reply: Reply) -> None:
        future = self.waiting.popleft()
        if future.done():
            return
        if isinstance(reply, hiredis.ReplyError):
            future.set_exception(reply)
        else:
            future.set_result(reply)

    def connection_lost(self, exc: Exception | None) -> None:
        self.transport = None
        while self.waiting:
            future = self.waiting.popleft()
            if not future.done():
                future.set_exception(Unavailable())

    def close(self) -> None:
        if self.transport is not None:
            self.transport.abort()


class PipelinedRedis:
    """Asks Redis and gets an answer within the deadline, or raises Unavailable at once while the circuit is open."""

    def __init__(self, url: str, *, deadline: float = DEADLINE) -> None:
        self._url = url
        self._deadline = deadline
        self._link: _Connection | None = None
        self._opening: asyncio.Task[_Connection] | None = None
        self._failures = 0
        self._rest_until = 0.0

    @property
    def backing_off(self) -> bool:
        """Whether the circuit is open: Redis failed several times in a row just now."""
        return self._failures >= FAILURES and time.monotonic() < self._rest_until

    async def ask(self, *command: str | bytes | int) -> Reply:
        """The reply. Raises Unavailable when Redis is gone or too slow, hiredis.ReplyError when it refuses."""
        if self.backing_off:
            raise Unavailable
        loop = asyncio.get_running_loop()
        link = self._link
        future: asyncio.Future[Reply] = loop.create_future()
        alarm = loop.call_later(self._deadline, _too_late, future)
        try:
            if link is None or link.transport is None:
                link = await self._connected(future)
            link.ask(hiredis.pack_command(command), future)  # type: ignore[arg-type]  # its stub asks for one tuple type
            reply = await future
        except (Unavailable, OSError, TimeoutError) as error:
            self._failed()
            raise Unavailable from error
        finally:
            alarm.cancel()
        self._failures = 0
        return reply

    def _failed(self) -> None:
        self._failures += 1
        self._rest_until = time.monotonic() + REST
        if self._link is not None:
            # replies come in order: after one too late, none on this connection can be trusted to be ours
            self._link.close()
            self._link = None

    async def _connected(self, deadline: asyncio.Future[Reply]) -> _Connection:
        """The open connection, made once for all who wait; gives up when this request's own deadline passes."""
        if self._opening is None or self._opening.done():
            self._opening = asyncio.ensure_future(self._open())
            self._opening.add_done_callback(_seen)
        opening = self._opening
        await asyncio.wait({opening, deadline}, return_when=asyncio.FIRST_COMPLETED)
        if not opening.done():
            opening.cancel()
            raise Unavailable
        self._link = opening.result()
        if self._link.transport is None:
            raise Unavailable
        return self._link

    async def _open(self) -> _Connection:
        parts = urlsplit(self._url)
        loop = asyncio.get_running_loop()
        if parts.scheme == "unix":
            _, link = await loop.create_unix_connection(_Connection, unquote(parts.path))
        else:
            secure = ssl.create_default_context() if parts.scheme == "rediss" else None
            _, link = await loop.create_connection(
                _Connection, parts.hostname or "localhost", parts.port or 6379, ssl=secure
            )
        for command in _greeting(parts.username, parts.password, _database(parts.path, parts.query, parts.scheme)):
            future: asyncio.Future[Reply] = loop.create_future()
            link.ask(hiredis.pack_command(command), future)  # type: ignore[arg-type]  # as above
            try:
                await future
            except hiredis.ReplyError as error:
                raise Unavailable from error
        return link

    def close(self) -> None:
        """The connection is closed."""
        if self._link is not None:
            self._link.close()
            self._link = None


def _too_late(future: asyncio.Future[Reply]) -> None:
    if not future.done():
        future.set_exception(Unavailable())


def _seen(task: asyncio.Task[_Connection]) -> None:
    """A connection nobody waits for any more may fail without a warning."""
    if not task.cancelled():
        task.exception()


def _greeting(user: str | None, password: str | None, database: str) -> list[tuple[str, ...]]:
    commands: list[tuple[str, ...]] = []
    if password:
        name = (unquote(user),) if user else ()
        commands.append(("AUTH", *name, unquote(password)))
    if database not in ("", "0"):
        commands.append(("SELECT", database))
    return commands


def _database(path: str, query: str, scheme: str) -> str:
    if scheme != "unix":
        return path.strip("/")
    named = [value for name, _, value in (part.partition("=") for part in query.split("&")) if name == "db"]
    return named[0] if named else ""
