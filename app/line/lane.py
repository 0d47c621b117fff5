"""Who waits when everybody texts at once: those this process has not met, a few at a time, so that others are answered as ever."""

from __future__ import annotations

import asyncio
from types import TracebackType

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

    def turn(self, *, stranger: bool) -> LaneTurn:
        """The block under it runs when it is this one's turn; only strangers in a crowd ever wait for theirs."""
        return LaneTurn(self, stranger=stranger)

    def give_back(self) -> None:
        """The next stranger's turn has come."""
        self._turns.release()

    async def taken(self) -> bool:
        """Whether a stranger's turn has come; False where it waited for as long as anybody does."""
        try:
            await asyncio.wait_for(self._turns.acquire(), MOST_SECONDS)
        except TimeoutError:
            return False
        return True


class LaneTurn:
    """One answer under way."""

    __slots__ = ("_lane", "_stranger", "_taken")

    def __init__(self, lane: Lane, *, stranger: bool) -> None:
        self._lane, self._stranger, self._taken = lane, stranger, False

    async def __aenter__(self) -> None:
        self._lane.under_way += 1
        if self._stranger and self._lane.under_way > FEW:
            try:
                self._taken = await self._lane.taken()
            except BaseException:
                self._lane.under_way -= 1
                raise

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._lane.under_way -= 1
        if self._taken:
            self._lane.give_back()
