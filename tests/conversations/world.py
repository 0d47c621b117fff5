"""A whole line in this process with the real understander, and people's phones: what a conversation is played on."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from app.cli.in_process_line import OwnLine, own_line
from app.config.settings import Settings, load_settings
from app.engine.compiled_release import CompiledRelease
from app.simulator import clock_phrases
from app.simulator.handset_registry import Handset
from app.simulator.phone_events import Ask, Bubble, Heard, Moment

_OTHER = re.compile(r"([1-9])\s*>\s*(.*)")
_NUMBERED = re.compile(r"202-555-01(\d\d)")
_AREAS = "202 206 212 213 215 303 305 312 313 404 410 412 414 415 503 505 510 602 612 614 617 619 702 713 718 773 802 804 901 919".split()


class Town:
    """One line and as many phones as are asked for; each conversation has phones nobody has used before."""

    def __init__(self, line: OwnLine, runner: asyncio.Runner) -> None:
        self.line = line
        self.runner = runner
        self._free = (f"+1{area}55501{n:02d}" for n in range(100) for area in _AREAS)

    @property
    def release(self) -> CompiledRelease:
        """What the line answers from."""
        return self.line.library

    def settle(self) -> None:
        """The line understands words and places: both are loaded."""
        for _ in range(240):
            self.line.tick()
            if self.line.understands:
                return
            time.sleep(0.5)
        raise TimeoutError("The line did not load within two minutes.")

    def phone(self) -> Handset:
        """A phone the line has never heard from."""
        return self.line.stage.shelf.take(number=next(self._free))[1]


class People:
    """The phones of one conversation: 1 is the person, 2 and 3 are whom they name."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.phones: dict[int, Handset] = {}

    def at(self, place: int) -> Handset:
        """The phone with this place, there from now on."""
        if place not in self.phones:
            self.phones[place] = self._town.phone()
        return self.phones[place]

    def say(self, line: str) -> list[str]:
        """What came back to the phone this line of a chat was typed on; `/wait` and `/next` move the clock."""
        other = _OTHER.fullmatch(line)
        if other is not None:
            return self.text(other[2], place=int(other[1]))
        if line.startswith("/wait"):
            self.wait(clock_phrases.length(line.partition(" ")[2]) or timedelta(0))
            return []
        if line == "/next":
            self.next()
            return []
        return self.text(line)

    def text(self, body: str, *, place: int = 1) -> list[str]:
        """The texts that answer this one; numbers of the demo stand for the phones of this conversation."""
        body = _NUMBERED.sub(lambda m: self.at(int(m[1])).phone.number.removeprefix("+1"), body)
        moments = self._town.runner.run(self.at(place).phone.text(body))
        self._town.line.tick()
        return texts_of(moments)

    def wait(self, time: timedelta) -> None:
        """The clock moved on by this much, and what fell due on the way reached the phones; calls ring unanswered."""
        stage, until = self._town.line.stage, self._town.line.stage.now() + time
        for _ in range(400):
            goes_on = stage.advance(until)
            self._town.line.tick()
            if not goes_on:
                return

    def next(self) -> None:
        """The clock shows when the next thing falls due within a month, and it has reached the phones."""
        if self._town.line.stage.to_next(timedelta(days=31)):
            self._town.line.tick()

    def came(self, place: int = 1) -> list[str]:
        """The texts that came unasked to this phone since the last look; a call that rings is let ring."""
        if place not in self.phones:
            return []
        found = self._town.runner.run(self._town.line.stage.news(self.at(place)))
        return [one.text for one in found if isinstance(one, Bubble)]

    def put_away(self) -> None:
        """Nothing of these people is due any more."""
        for place in self.phones:
            self.text("STOP", place=place)


class Caller:
    """One call: keys, words, silence, and what was heard."""

    def __init__(self, town: Town) -> None:
        self._town = town
        self.phone = town.phone().phone
        self.heard = self._play(town.runner.run(self.phone.start_call()))

    @property
    def over(self) -> bool:
        """Whether the line or the caller has hung up."""
        return self.phone.call is None or self.phone.call.state == "over"

    def press(self, keys: str) -> str:
        """What is heard once these keys were pressed."""
        heard = ""
        for key in keys:
            assert self.phone.call is not None
            heard = self._play(self._town.runner.run(self.phone.call.press(key))) or heard
        return heard

    def speak(self, words: str) -> str:
        """What is heard once this was said; nothing where the line does not listen to words and says on."""
        assert self.phone.call is not None
        before = self.heard
        self._play(self._town.runner.run(self.phone.call.speak(words)))
        return self.heard if self.heard != before else before

    def silent(self) -> str:
        """What is heard after a silence."""
        assert self.phone.call is not None
        return self._play(self._town.runner.run(self.phone.call.stay_silent()))

    def _play(self, moments: Sequence[Moment]) -> str:
        said: list[str] = []
        call = self.phone.call
        for _ in range(30):
            said += [one.text for one in moments if isinstance(one, Heard)]
            said += [p.text for one in moments if isinstance(one, Ask) for p in one.prompt if isinstance(p, Heard)]
            if call is None:
                call = self.phone.call
            if call is None or call.state != "playing":
                break
            moments = self._town.runner.run(call.go_on())
        if said:
            self.heard = " ".join(said)
        return " ".join(said)


def texts_of(moments: Sequence[Moment]) -> list[str]:
    """The line's own texts among what a phone lived through."""
    return [one.text for one in moments if isinstance(one, Bubble) and not one.mine]


@contextmanager
def open_town(folder: Path) -> Iterator[Town]:
    """A line of its own in this folder, with safety checks on and the demo's places."""
    settings: Settings = load_settings()
    with asyncio.Runner() as runner, own_line(settings, folder=folder, runner=runner, look_every=1.0) as line:
        yield Town(line, runner)
