"""Conversations and receipts: what may vanish, and is answered from memory while it cannot be reached.

A conversation's place lives an hour under a keyed hash; a receipt is the reply already given to one message or one
step of a call, seven days under the provider's id. Neither holds a number or a caller's words.
"""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict

import hiredis
import msgspec

from app.privacy.pseudonyms import OptOutKey
from app.store.redis_pipeline import PipelinedRedis, Unavailable

SESSION_TTL = 60 * 60
RECEIPT_TTL = 7 * 24 * 60 * 60
LEFT_TTL = 10 * 60
"""Seconds in which a call that broke off is offered its place again."""
REMEMBERED = 5_000
"""Conversations kept in this process's memory while Redis is gone."""
_OPT_OUTS = "optouts:waiting"

_KEEP = """
local given = redis.call('GET', KEYS[2])
if given then return {2, given} end
local was = redis.call('GET', KEYS[1]) or ''
if was ~= ARGV[1] then return {1, was} end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[4]) end
redis.call('SET', KEYS[2], ARGV[3], 'EX', ARGV[5])
if KEYS[3] then
  if ARGV[6] == '' then redis.call('DEL', KEYS[3]) else redis.call('SET', KEYS[3], ARGV[6], 'EX', ARGV[7]) end
end
return {0}
"""
_SHA = hashlib.sha1(_KEEP.encode(), usedforsecurity=False).hexdigest()


class LoadedSession(msgspec.Struct, frozen=True):
    """What is kept for this message: the conversation as bytes, and the reply if it was answered before."""

    session: bytes = b""
    reply: bytes | None = None
    left_at: bytes = b""


class Kept(msgspec.Struct, frozen=True):
    """Whether the turn was kept; if not, the reply another copy of the message got, or that the place had moved."""

    done: bool
    reply: bytes | None = None


class SessionStore:
    """Opens and keeps conversations in Redis, or in this process's memory while Redis does not answer."""

    def __init__(self, wire: PipelinedRedis) -> None:
        self._wire = wire
        self._memory = _Memory()
        self.degraded = False
        """True from a failure to the next success: places are kept in memory only."""

    async def open(self, session: str, receipt: str, *, left: str = "") -> LoadedSession:
        """What is kept under these keys; empty when nothing is, or when Redis is gone and memory has nothing."""
        keys = [f"s:{session}", f"r:{receipt}"] + ([f"p:{left}"] if left else [])
        try:
            found = await self._wire.ask("MGET", *keys)
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True
            return LoadedSession(self._memory.get(keys[0]), self._memory.get(keys[1]) or None)
        self.degraded = False
        return LoadedSession(found[0] or b"", found[1], (found[2] or b"") if left else b"")

    async def keep(
        self, session: str, receipt: str, *, was: bytes, now: bytes, reply: bytes, left: str = "", left_at: bytes = b""
    ) -> Kept:
        """The turn is kept if the conversation is still `was` and the message has no reply yet; empty `now` deletes it."""
        keys = [f"s:{session}", f"r:{receipt}"] + ([f"p:{left}"] if left else [])
        arguments: list[bytes | int] = [was, now, reply, SESSION_TTL, RECEIPT_TTL]
        if left:
            arguments += [left_at, LEFT_TTL]
        try:
            answer = await self._script(keys, arguments)
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True
            self._memory.put(keys[0], now)
            self._memory.put(keys[1], reply)
            return Kept(True)
        if answer[0] == 2:
            return Kept(False, bytes(answer[1]))
        return Kept(answer[0] == 0)

    async def _script(self, keys: list[str], arguments: list[bytes | int]) -> list[int | bytes]:
        try:
            reply = await self._wire.ask("EVALSHA", _SHA, len(keys), *keys, *arguments)
        except hiredis.ReplyError as error:
            if not str(error).startswith("NOSCRIPT"):
                raise
            reply = await self._wire.ask("EVAL", _KEEP, len(keys), *keys, *arguments)
        return list(reply)

    async def drop(self, *keys: str) -> None:
        """These conversations and places are gone."""
        names = [f"{kind}:{key}" for key in keys for kind in "sp"]
        for name in names:
            self._memory.put(name, b"")
        try:
            await self._wire.ask("DEL", *names)
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True

    async def remember_opt_out(self, key: OptOutKey) -> None:
        """An opt-out SQL could not take waits in Redis too, for whichever process can write it down."""
        try:
            await self._wire.ask("SADD", _OPT_OUTS, key)
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True

    async def opt_outs_waiting(self) -> list[OptOutKey]:
        """Whose opt-out waits here; nobody's while Redis is gone."""
        try:
            found = await self._wire.ask("SMEMBERS", _OPT_OUTS)
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True
            return []
        return [OptOutKey(key.decode()) for key in found]

    async def opt_outs_settled(self, *keys: OptOutKey) -> None:
        """These wait no longer: they are in the record, or were taken back by START."""
        try:
            await self._wire.ask("SREM", _OPT_OUTS, *keys)
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True

    async def alive(self) -> bool:
        """Whether Redis answers right now."""
        try:
            await self._wire.ask("PING")
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True
            return False
        self.degraded = False
        return True

    def close(self) -> None:
        """The connection is closed."""
        self._wire.close()


class _Memory:
    """The latest few thousand values, each for an hour; gone with the process."""

    def __init__(self) -> None:
        self._values: OrderedDict[str, tuple[float, bytes]] = OrderedDict()

    def get(self, key: str) -> bytes:
        at, value = self._values.get(key, (0.0, b""))
        return value if time.monotonic() - at < SESSION_TTL else b""

    def put(self, key: str, value: bytes) -> None:
        self._values.pop(key, None)
        if value:
            self._values[key] = (time.monotonic(), value)
        while len(self._values) > REMEMBERED:
            self._values.popitem(last=False)
