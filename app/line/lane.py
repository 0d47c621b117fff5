"""Who waits when everybody texts at once: those this process has not met, a few at a time, so that others are answered as ever."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

FEW = 6
"""So many answers under way are no crowd, and nobody waits."""
AT_ONCE = 2
MOST_SECONDS = 0.5
"""Then a turn is taken all the same: where Redis hangs, waiting for each other would last longer than any flood."""


class Lane:
    """One process's; to be used in its one event loop."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self.under_way = 0

    @asynccontextmanager
    async def turn(self, *, stranger: bool) -> AsyncIterator[None]:
        """The block runs when it is this one's turn; only strangers in a crowd ever wait for theirs."""
        self.under_way += 1
        taken = False
        try:
            if stranger and self.under_way > FEW:
                taken = await self._taken()
            yield
        finally:
            self.under_way -= 1
            if taken:
                self._turns.release()

    async def _taken(self) -> bool:
        try:
            await asyncio.wait_for(self._turns.acquire(), MOST_SECONDS)
        except TimeoutError:
            return False
        return True
