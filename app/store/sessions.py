"""Conversations and receipts: what may vanish, and is answered from memory while it cannot be reached or is full.

A conversation's place lives an hour under a keyed hash. A receipt says which reply one message or one step of a call
was given, an hour under the provider's id; the reply itself is kept once for all who got the same, so that a message
costs some 120 bytes. Neither holds a number or a caller's words.
"""

from __future__ import annotations

import hashlib
import time
from base64 import urlsafe_b64encode

import hiredis
import msgspec

from app.privacy.pseudonyms import OptOutKey
from app.store.redis_pipeline import PipelinedRedis, Unavailable
from app.store.unkept import UnkeptValues

SESSION_TTL = 60 * 60
RECEIPT_TTL = 60 * 60
"""Providers post a message again within a minute; a copy that comes later is a message of its own."""
LEFT_TTL = 10 * 60
"""Seconds in which a call that broke off is offered its place again."""
_OPT_OUTS = "optouts:waiting"

_KEEP = """
local given = redis.call('GET', KEYS[2])
if given then return {2, redis.call('GET', 't:' .. given) or ''} end
local was = redis.call('GET', KEYS[1]) or ''
if was ~= ARGV[1] then return {1, was} end
if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2], 'EX', ARGV[4]) end
redis.call('SET', KEYS[2], string.sub(KEYS[3], 3), 'EX', ARGV[5])
if redis.call('EXPIRE', KEYS[3], ARGV[5]) == 0 then redis.call('SET', KEYS[3], ARGV[3], 'EX', ARGV[5]) end
if KEYS[4] then
  if ARGV[6] == '' then redis.call('DEL', KEYS[4]) else redis.call('SET', KEYS[4], ARGV[6], 'EX', ARGV[7]) end
end
return {0}
"""
_SHA = hashlib.sha1(_KEEP.encode(), usedforsecurity=False).hexdigest()
_MAKE_ROOM = """
local found = redis.call('SCAN', ARGV[1], 'MATCH', 'd:*', 'COUNT', 2000)
local gone = 0
for _, key in ipairs(found[2]) do
  if redis.call('TTL', key) < tonumber(ARGV[2]) then gone = gone + redis.call('DEL', key) end
end
return {found[1], gone}
"""
"""Deleting is allowed where nothing more fits."""
_OLD_SECONDS = 120
"""A receipt as old as this may make room for a conversation: nobody posts that message again."""
_REST_SECONDS = 0.5
"""Until it is tried again, once nothing old was found."""


class LoadedSession(msgspec.Struct, frozen=True):
    """What is kept for this message: the conversation as bytes, and the reply if it was answered before."""

    session: bytes = b""
    reply: bytes | None = None
    left_at: bytes = b""


class Saved(msgspec.Struct, frozen=True):
    """Whether the turn was kept; if not, the reply another copy of the message got, or that the place had moved."""

    done: bool
    reply: bytes | None = None


class SessionStore:
    """Loads and saves conversations in Redis, or in this process's memory while Redis does not answer or is full."""

    def __init__(self, wire: PipelinedRedis) -> None:
        self._wire = wire
        self._memory = UnkeptValues()
        self._room_at, self._cursor = 0.0, b"0"
        self.degraded = False
        """True from a failure to the next success: places are kept in memory only."""

    async def load(self, session: str, receipt: str, *, left: str = "") -> LoadedSession:
        """What is kept under these keys; empty when nothing is, or when Redis is gone and memory has nothing."""
        keys = [f"s:{session}", f"d:{receipt}"] + ([f"p:{left}"] if left else [])
        try:
            found = await self._wire.ask("MGET", *keys)
            place = await self._newest(keys[0], found[0] or b"") if self._memory else found[0] or b""
            reply = await self._wire.ask("GET", b"t:" + found[1]) if found[1] else None
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True
            return LoadedSession(self._memory.get(keys[0]), self._memory.get(keys[1]) or None)
        if reply is None and self._memory:
            reply = self._memory.get(keys[1]) or None
        self.degraded = False
        return LoadedSession(place, reply, (found[2] or b"") if left else b"")

    async def _newest(self, key: str, kept: bytes) -> bytes:
        """The conversation's place. Raises where memory has a newer one that Redis still does not take."""
        newer = self._memory.newer(key, kept)
        if newer:
            await self._wire.ask("SET", key, newer, "EX", SESSION_TTL)
        self._memory.put(key, b"")
        return newer or kept

    async def save(
        self, session: str, receipt: str, *, was: bytes, now: bytes, reply: bytes, left: str = "", left_at: bytes = b""
    ) -> Saved:
        """The turn is kept if the conversation is still `was` and the message has no reply yet; empty `now` deletes it."""
        keys = [f"s:{session}", f"d:{receipt}", f"t:{_digest(reply)}"] + ([f"p:{left}"] if left else [])
        arguments: list[bytes | int] = [was, now, reply, SESSION_TTL, RECEIPT_TTL]
        if left:
            arguments += [left_at, LEFT_TTL]
        try:
            if self._memory.get(keys[0]):
                raise Unavailable  # what Redis has of this conversation is older
            answer = await self._script(keys, arguments)
        except (Unavailable, hiredis.ReplyError):
            self.degraded = True
            self._memory.put(keys[0], now, was=was)
            self._memory.put(keys[1], reply)
            return Saved(True)
        if answer[0] == 2:
            return Saved(False, bytes(answer[1]) or reply)
        return Saved(answer[0] == 0)

    async def _script(self, keys: list[str], arguments: list[bytes | int]) -> list[int | bytes]:
        try:
            reply = await self._wire.ask("EVALSHA", _SHA, len(keys), *keys, *arguments)
        except hiredis.ReplyError as error:
            full = "OOM" in str(error)
            if not (str(error).startswith("NOSCRIPT") or (full and await self._make_room())):
                raise
            reply = await self._wire.ask("EVAL", _KEEP, len(keys), *keys, *arguments)
        return list(reply)

    async def _make_room(self) -> bool:
        """Whether old receipts have made room: conversations matter more than copies of messages that never come."""
        if time.monotonic() < self._room_at:
            return False
        self._cursor, gone = await self._wire.ask("EVAL", _MAKE_ROOM, 0, self._cursor, RECEIPT_TTL - _OLD_SECONDS)
        if not gone:
            self._room_at = time.monotonic() + _REST_SECONDS
        return bool(gone)

    async def delete(self, *keys: str) -> None:
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


def _digest(reply: bytes) -> str:
    return urlsafe_b64encode(hashlib.sha256(reply).digest()[:12]).decode()
