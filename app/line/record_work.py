"""What a reply waits for the record to do: done within its time, or never."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from time import monotonic
from typing import TypeVar

from app.base import log
from app.base.fence import Fence, behind
from app.base.threads import POOLS

_log = log.get("asking")
T = TypeVar("T")


async def within(seconds: float, work: Callable[[], T], *, part: str, fence: Fence | None = None) -> T | None:
    """What the work returned; None when it failed or took too long.

    With a fence None means that nothing of it is kept, not even once a record that hung goes on.
    """

    def begin() -> T:
        with behind(fence):
            return work()

    running = asyncio.wrap_future(POOLS.submit("record", begin))
    running.add_done_callback(_seen)
    try:
        return await _in_time(running, seconds, fence)
    except TimeoutError:
        _log.warning("opted.slow", part=part)
    except Exception as error:
        _log.error("opted.failed", part=part, exc_info=error)
    return None


async def _in_time(running: asyncio.Future[T], seconds: float, fence: Fence | None) -> T:
    try:
        return await asyncio.wait_for(asyncio.shield(running), seconds)
    except TimeoutError:
        if fence is None:
            raise
        if fence.close():
            running.cancel()  # in line it never begins; under way it keeps nothing
            raise
    # It had begun to commit: what came of it is known in a moment, or nothing will.
    return await asyncio.wait_for(asyncio.shield(running), max(0.0, fence.settled_at - monotonic()))


def _seen(ended: asyncio.Future[T]) -> None:
    if not ended.cancelled():
        ended.exception()
