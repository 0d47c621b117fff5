"""What reaches a demo's phones without being asked for: texts, ringing calls, and the clock they come by."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from app import clock
from app.simulator.moments import Bubble
from app.simulator.provider import OutgoingCall, Provider, Taken
from app.simulator.shelf import Handset, Shelf

FURTHEST = timedelta(days=400)
"""How far ahead a demo's clock may be moved in all."""


class Stage:
    """Brings what the provider takes to the phones on the shelf, and moves the demo's clock."""

    def __init__(self, provider: Provider, shelf: Shelf, *, clock_file: Path) -> None:
        self._provider = provider
        self._shelf = shelf
        self._clock_file = clock_file
        provider.watchers.append(self._bring)

    def _bring(self, taken: Taken) -> None:
        handset = self._shelf.holds(taken.to)
        if handset is not None and not taken.voice:
            handset.news.append(handset.phone.receive(taken.body))

    def news(self, handset: Handset) -> list[Bubble]:
        """Texts that came since the last look."""
        found = list(handset.news)
        handset.news.clear()
        return found

    def ringing(self, handset: Handset) -> OutgoingCall | None:
        """The call that rings at this phone, if one does."""
        call = self._provider.calls.get(handset.phone.number)
        return call if call is not None and call.state == "ready" else None

    def pick_up(self, handset: Handset) -> OutgoingCall | None:
        """The call that rang, now this phone's own."""
        call = self.ringing(handset)
        if call is not None:
            handset.phone.call = self._provider.calls.pop(handset.phone.number)
        return call

    def now(self) -> datetime:
        """What the demo's clock shows."""
        return clock.real() + clock.moved(self._clock_file)

    def move(self, seconds: int) -> datetime:
        """What the clock shows once it was moved ahead."""
        by = min(timedelta(seconds=seconds), FURTHEST - clock.moved(self._clock_file))
        clock.move(self._clock_file, by)
        return self.now()
