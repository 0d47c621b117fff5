"""A conversation by text in a terminal, with more phones, a clock that is moved, and calls that ring.

Without a backstage (a line that runs elsewhere) there is one phone, and time passes by itself.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Protocol
from zoneinfo import ZoneInfo

from app.simulator import clock_phrases
from app.simulator.answerers import pick_up
from app.simulator.demo_world import FURTHEST, DemoWorld
from app.simulator.handset_registry import Handset
from app.simulator.phone_events import Bubble, Missed
from app.simulator.screen import Screen
from app.simulator.terminal import Read, Terminal
from app.simulator.terminal_words import ANSWERERS, COMMANDS
from app.simulator.words import ZONE_WORDS

MOST_PHONES = 9
LOOK_AHEAD = timedelta(days=31)
_STOPS = 40
"""How many things may have their turn before one of them reaches a phone here."""
_OTHER_PHONE = re.compile(r"([1-9])\s*>\s*(.*)")


class Backstage(Protocol):
    """What makes a line of one's own send."""

    stage: DemoWorld

    def tick(self) -> None:
        """Whatever is due by the clock has left, and reached the phones."""


class Seen(NamedTuple):
    """What one look at all phones found."""

    texts: int = 0
    rings: int = 0


class Chat:
    """One person with all the phones; `new_phone` hands out the phone with this place in the row."""

    def __init__(
        self,
        *,
        screen: Screen,
        read: Read,
        run: asyncio.Runner,
        new_phone: Callable[[int], Handset],
        zone: str,
        backstage: Backstage | None = None,
        why: Callable[[], Sequence[str]] | None = None,
    ) -> None:
        self._screen = screen
        self._words = screen.words
        self._read = read
        self._run = run
        self._new_phone = new_phone
        self._zone = zone
        self._backstage = backstage
        self._why = why
        self._handsets: dict[int, Handset] = {}
        self._terminals: dict[int, Terminal] = {}
        self._announced: set[str] = set()
        self._here = 1

    def run(self, *, first: str = "") -> None:
        """A conversation until the person leaves; `first` is sent before they type."""
        self._take_phone(1)
        number = self._handsets[1].phone.number
        how = self._words["chat" if self._backstage is not None else "chat_elsewhere"]
        self._screen.introduce(how, title=spelled(number))
        self.look()
        if first:
            self._terminals[1].text(first)
        while True:
            try:
                typed = self._read(f"{self._prompt()}> ").strip()
            except (EOFError, KeyboardInterrupt):
                return
            if typed and not self._line(typed):
                return
            self.look()

    def look(self) -> Seen:
        """What came unasked, on the screen."""
        if self._backstage is None:
            return Seen()
        self._backstage.tick()
        stage, texts = self._backstage.stage, 0
        rings: list[int] = []
        for place, handset in self._handsets.items():
            handset.used = datetime.now(handset.used.tzinfo)
            found = self._run.run(stage.news(handset))
            self._show_news(found, place)
            texts += sum(isinstance(one, Bubble) for one in found)
            call = stage.ringing(handset)
            if call is not None and call.sid not in self._announced:
                self._announced.add(call.sid)
                rings.append(place)
        for place in rings:
            self._screen.say("rings", time=self._time(), phone=self._said(place))
        return Seen(texts, len(rings))

    def _show_news(self, found: Sequence[Bubble | Missed], place: int) -> None:
        for one in found:
            if isinstance(one, Bubble):
                self._screen.say("texted", time=self._time(), phone=self._said(place))
                self._screen.play([one], phone=self._terminals[place].name)
            else:
                self._screen.say("missed", phone=self._said(place))

    def look_idly(self) -> bool:
        """Whether something came while nobody typed."""
        return self.look() != Seen()

    # -- lines -------------------------------------------------------------------------------------------------------

    def _line(self, typed: str) -> bool:
        """Whether to go on after this line."""
        other = _OTHER_PHONE.fullmatch(typed)
        if other is not None:
            before, self._here = self._here, self._go_to(int(other[1]))
            goes_on = not other[2] or self._line(other[2])
            self._here = before
            return goes_on
        if not typed.startswith("/"):
            self._terminals[self._here].text(typed)
            for line in self._why() if self._why is not None else ():
                self._screen.aside(f"  why: {line}")
            return True
        word, _, rest = typed.partition(" ")
        name = COMMANDS.get(word.lower())
        if name == "quit":
            return False
        if name is None:
            self._screen.say("no_command", word=word)
        elif self._backstage is None and name != "help":
            self._screen.say("elsewhere")
        else:
            getattr(self, f"_do_{name}")(rest.strip())
        return True

    def _do_help(self, _rest: str) -> None:
        self._screen.aside(self._words["help" if self._backstage is not None else "help_elsewhere"])

    def _do_phone(self, rest: str) -> None:
        if rest.isdecimal() and 1 <= int(rest) <= MOST_PHONES:
            self._here = self._go_to(int(rest))
            self._screen.say("you_have", phone=self._said(self._here))
            return
        for place, handset in self._handsets.items():
            here = f" {self._words['here']}" if place == self._here else ""
            self._screen.aside(f"  {self._name(place)}: {spelled(handset.phone.number)}{here}")
        self._screen.say("how_phones")

    def _do_answer(self, rest: str) -> None:
        place = self._ringing()
        call = self._stage.pick_up(self._handsets[place]) if place else None
        if call is None:
            self._screen.say("nothing_rings")
            return
        self._screen.say("picked_up", phone=self._said(place))
        who = ANSWERERS.get(rest.lower())
        moments = pick_up(call, who, language=self._screen.language) if who else call.answer()
        self._terminals[place].talk(call, self._run.run(moments))

    def _do_decline(self, _rest: str) -> None:
        place = self._ringing()
        if not place or not self._run.run(self._stage.let_ring(self._handsets[place])):
            self._screen.say("nothing_rings")

    def _do_call(self, _rest: str) -> None:
        self._screen.aside(self._words["call"])
        self._terminals[self._here].call()

    # -- the clock ---------------------------------------------------------------------------------------------------

    def _do_clock(self, rest: str) -> None:
        zone, words = clock_phrases.zone_said(rest)
        self._zone = zone or self._zone
        if not words:
            self._screen.say("it_is", time=self._time())
        elif clock_phrases.length(words) is not None and not words[0].isdecimal():
            self._do_wait(words)
        else:
            self._wait_until(clock_phrases.moment(words, now=self._stage.now(), zone=ZoneInfo(self._zone)))

    def _do_wait(self, rest: str) -> None:
        time = clock_phrases.length(rest)
        self._wait_until(self._stage.now() + min(time, FURTHEST) if time is not None else None)

    def _do_next(self, _rest: str) -> None:
        for _ in range(_STOPS):
            if not self._stage.to_next(LOOK_AHEAD):
                break
            if self.look() != Seen():
                return
        self._screen.say("nothing_planned")

    def _wait_until(self, until: datetime | None) -> None:
        """The clock shows this time, or the one at which a phone began to ring."""
        if until is None:
            self._screen.say("what_time")
            return
        texts, before = 0, self._stage.now()
        while True:
            goes_on = self._stage.advance(until)
            seen = self.look()
            texts += seen.texts
            if seen.rings and self._stage.now() + timedelta(seconds=1) < until:
                self._screen.say("clock_waits")
                return
            if not goes_on or self._stage.now() - before >= FURTHEST:
                break
        self._screen.say("it_is" if texts or seen.rings else "nothing_came", time=self._time())

    # -- phones ------------------------------------------------------------------------------------------------------

    @property
    def _stage(self) -> DemoWorld:
        if self._backstage is None:
            raise LookupError("This line runs elsewhere: its clock and its phones are not here.")
        return self._backstage.stage

    def _take_phone(self, place: int) -> None:
        handset = self._new_phone(place)
        self._handsets[place] = handset
        self._terminals[place] = Terminal(handset.phone, screen=self._screen, read=self._read, run=self._run)

    def _go_to(self, place: int) -> int:
        """The phone with this place, there from now on."""
        if place not in self._handsets:
            self._take_phone(place)
            number = spelled(self._handsets[place].phone.number)
            self._screen.say("new_phone", phone=self._said(place), number=number)
            for held, terminal in self._terminals.items():
                terminal.name = self._name(held)
        return place

    def _ringing(self) -> int:
        """The phone that rings: the one in hand, or the only other one; 0 when none does."""
        ringing = [place for place, handset in self._handsets.items() if self._stage.ringing(handset)]
        return self._here if self._here in ringing else ringing[0] if len(ringing) == 1 else 0

    def _name(self, place: int) -> str:
        return f"{self._words['phone']} {place}"

    def _said(self, place: int) -> str:
        """A phone in the middle of a sentence."""
        return self._words["this_phone"] if len(self._handsets) == 1 else self._words["the_phone"].format(place)

    def _prompt(self) -> str:
        return self._words["you"] if len(self._handsets) == 1 else self._name(self._here)

    def _time(self) -> str:
        """What the clock shows, in words: `Fri Nov 27, 6:07 pm (Eastern time)`."""
        at = self._stage.now().astimezone(ZoneInfo(self._zone))
        words = self._words
        day, month = words["days"].split()[at.weekday()], words["months"].split()[at.month - 1]
        place = ZONE_WORDS[self._screen.language].get(self._zone, self._zone.rpartition("/")[2].replace("_", " "))
        hour = f"{at.hour % 12 or 12}:{at.minute:02d} {'am' if at.hour < 12 else 'pm'}"
        return words["at"].format(day=day, month=month, date=at.day, hour=hour, zone=place)


def spelled(number: str) -> str:
    """A number as people write it here."""
    return f"{number[2:5]}-{number[5:8]}-{number[8:]}"
