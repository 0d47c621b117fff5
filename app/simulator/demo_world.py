"""What reaches a demo's phones without being asked for: texts, ringing calls, and the clock they come by."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from app.base import clock
from app.simulator.handset_registry import Handset, HandsetRegistry
from app.simulator.phone_events import Bubble, Missed
from app.simulator.provider import OutgoingCall, PretendProvider, TakenMessage

FURTHEST = timedelta(days=400)
"""How far ahead a demo's clock may be moved in all."""
NextDue = Callable[[Sequence[str]], datetime | None]
"""When something that leaves by itself has its turn next, for the phones with these numbers; may take a while."""
RINGS = timedelta(seconds=45)
"""How long a phone rings here, on the demo's clock: longer than a real one, for people who read and press slowly."""
_STEP = timedelta(seconds=1)


class DemoWorld:
    """Brings what the provider takes to the phones on the shelf, and moves the demo's clock."""

    def __init__(
        self,
        provider: PretendProvider,
        shelf: HandsetRegistry,
        *,
        clock_file: Path,
        next_due: NextDue = lambda _numbers: None,
    ) -> None:
        self.provider = provider
        self.shelf = shelf
        self._clock_file = clock_file
        self._next_due = next_due
        self._rings_since: dict[str, datetime] = {}
        provider.watchers.append(self._bring)

    def _bring(self, taken: TakenMessage) -> None:
        handset = self.shelf.holds(taken.to)
        if handset is not None and taken.voice:
            self._rings_since[taken.to] = self.now()
        elif handset is not None:
            handset.news.append(handset.phone.receive(taken.body))

    async def news(self, handset: Handset) -> list[Bubble | Missed]:
        """Texts that came, and calls that nobody picked up, since the last look."""
        call = self.ringing(handset)
        if call is not None and self.now() - self._rings_since.get(call.taken.to, self.now()) >= RINGS:
            await self.let_ring(handset)
        found = list(handset.news)
        handset.news.clear()
        return found

    def ringing(self, handset: Handset) -> OutgoingCall | None:
        """The call that rings at this phone, if one does."""
        call = self.provider.calls.get(handset.phone.number)
        return call if call is not None and call.state == "ready" else None

    def pick_up(self, handset: Handset) -> OutgoingCall | None:
        """The call that rang, now this phone's own."""
        call = self.ringing(handset)
        if call is not None:
            handset.phone.call = self.provider.calls.pop(handset.phone.number)
        return call

    async def let_ring(self, handset: Handset) -> bool:
        """Whether a call rang at this phone, which nobody will answer any more."""
        call = self.ringing(handset)
        if call is None:
            return False
        del self.provider.calls[handset.phone.number]
        handset.news.append(Missed())
        await call.never_answer()
        return True

    def now(self) -> datetime:
        """What the demo's clock shows."""
        return clock.unshifted() + clock.offset(self._clock_file)

    def move(self, seconds: int) -> datetime:
        """What the clock shows once it was moved ahead."""
        by = min(timedelta(seconds=seconds), FURTHEST - clock.offset(self._clock_file))
        clock.shift(self._clock_file, by)
        return self.now()

    def advance(self, until: datetime) -> bool:
        """Whether the clock came only to a moment on the way, because something has its turn then."""
        now, due = self.now(), self._next_due(self.shelf.numbers())
        stop = until if due is None else min(until, max(due, now + _STEP))
        self.move(max(0, math.ceil((stop - now).total_seconds())))
        return stop < until

    def to_next(self, within: timedelta) -> bool:
        """Whether something has its turn within this time; the clock shows that moment then, and else what it did."""
        now, due = self.now(), self._next_due(self.shelf.numbers())
        if due is None or due > now + within:
            return False
        self.move(max(0, math.ceil((due - now).total_seconds())))
        return True
