"""The pretend phones in use: each has its own fictional number, and goes after an idle hour."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from random import Random, SystemRandom

from app.simulator.fake_provider import Exchange
from app.simulator.phone import PretendPhone
from app.simulator.phone_events import Bubble, Missed

IDLE = timedelta(hours=1)
MOST = 500
_AREAS = (
    *("202", "206", "212", "213", "215", "303", "305", "312", "313", "404", "410", "412", "414", "415", "503"),
    *("505", "510", "602", "612", "614", "617", "619", "702", "713", "718", "773", "802", "804", "901", "919"),
)
"""Area codes of the pretend numbers: with 55501 and two digits, 3,000 of them."""


class Handset:
    """A phone somebody holds, with the lock that keeps its steps in order."""

    def __init__(self, phone: PretendPhone, *, at: datetime) -> None:
        self.phone = phone
        self.lock = asyncio.Lock()
        self.used = at
        self.news: deque[Bubble | Missed] = deque(maxlen=50)
        """Texts that came unasked and calls that were missed, not looked at yet."""


class HandsetRegistry:
    """Hands out phones by an unguessable id; kept in this process's memory only."""

    def __init__(self, new_exchange: Callable[[], Exchange], *, random: Random | None = None) -> None:
        self._new_exchange = new_exchange
        self._random = random or SystemRandom()
        self._handsets: dict[str, Handset] = {}

    def take(self, *, number: str = "") -> tuple[str, Handset]:
        """A new phone under a new id, of this number or a free one; the one unused for longest goes if there are too many."""
        exchange = self._new_exchange()
        now = exchange.clock()
        self._put_away(now)
        phone = PretendPhone(exchange, number=number or self._free_number(exchange.line.number))
        key = secrets.token_urlsafe(16)
        self._handsets[key] = Handset(phone, at=now)
        return key, self._handsets[key]

    def find(self, key: str, *, now: datetime) -> Handset | None:
        """The phone with this id, unless it was put away."""
        self._put_away(now)
        handset = self._handsets.get(key)
        if handset is not None:
            handset.used = now
        return handset

    def holds(self, number: str) -> Handset | None:
        """The phone with this number, if somebody holds it."""
        return next((handset for handset in self._handsets.values() if handset.phone.number == number), None)

    def numbers(self) -> list[str]:
        """The numbers of all phones that somebody holds."""
        return [handset.phone.number for handset in list(self._handsets.values())]

    def _put_away(self, now: datetime) -> None:
        for key in [key for key, handset in self._handsets.items() if now - handset.used > IDLE]:
            del self._handsets[key]
        while len(self._handsets) >= MOST:
            del self._handsets[min(self._handsets, key=lambda key: self._handsets[key].used)]

    def _free_number(self, taken: str) -> str:
        used = {handset.phone.number for handset in self._handsets.values()} | {taken}
        while True:
            number = f"+1{self._random.choice(_AREAS)}55501{self._random.randrange(100):02d}"
            if number not in used:
                return number
