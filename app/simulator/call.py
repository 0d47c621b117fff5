"""One pretend call: what the caller hears, presses and says, and what the line is told of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import assert_never

from app.simulator.fake_provider import Exchange
from app.simulator.form import Fields, call_form, ended_form
from app.simulator.http_post import HttpAnswer
from app.simulator.key_gathering import Fell, Outcome, Sent, Waiting, press, speak, stay_silent
from app.simulator.phone_events import Ask, Bubble, End, Go, Heard, Moment, Note, Quiet, Ring, Step, Tones
from app.simulator.twiml import Script, read_call

_FETCHES = 20
"""Documents in a row without a sound or a question before a call is taken for a loop."""
_APOLOGY = "We're sorry, an application error has occurred. Goodbye."


class Call:
    """A call in progress; every method returns what the caller lives through next.

    The states are `ready`, `playing` (there is more: `go_on`), `listening`, `connected` and `over`.
    """

    def __init__(self, exchange: Exchange, *, sender: str) -> None:
        self.sid = exchange.new_sid("CA")
        self.state = "ready"
        self.typed = ""
        self._exchange = exchange
        self._sender = sender
        self._steps: Iterator[Step | Bubble] = iter(())
        self._ask = Ask(action="")
        self._ring = Ring(number="")
        self._next_url = ""
        self._status = "ringing"
        self._began: datetime = exchange.clock()

    async def start(self) -> list[Moment]:
        """Rings the line."""
        self._began = self._exchange.clock()
        moments = await self._fetch(self._exchange.line.url(self._exchange.line.voice_path))
        self._status = "in-progress"
        return moments

    async def go_on(self) -> list[Moment]:
        """Follows a redirect once everything before it has been played."""
        if self.state != "playing":
            return []
        return await self._fetch(self._next_url)

    async def press(self, key: str) -> list[Moment]:
        """Presses one key; nothing happens while the line does not listen for keys."""
        if self.state != "listening":
            return []
        return await self._answered(press(self._ask, self.typed, key))

    async def speak(self, words: str) -> list[Moment]:
        """Says something into the phone."""
        if self.state != "listening":
            return []
        if not self._ask.speech:
            return [Note(0, "The line listens for keys only just now.")]
        return await self._answered(speak(self._ask, words))

    async def stay_silent(self) -> list[Moment]:
        """Lets the line's time for an answer run out."""
        if self.state != "listening":
            return []
        return await self._answered(stay_silent(self._ask, self.typed))

    async def other_side(self, status: str) -> list[Moment]:
        """Ends a connection to another number: `completed`, `voicemail`, `no-answer`, `busy` or `failed`."""
        if self.state != "connected":
            return []
        if not self._ring.action:
            return await self._walk()
        bridged = await self._taken(status) if status in ("completed", "voicemail") else False
        ended = "completed" if status == "voicemail" else status
        fields = [("DialCallStatus", ended), ("DialBridged", str(bridged).lower())]
        return await self._fetch(self._ring.action, [*fields, ("DialCallSid", self._exchange.new_sid("CA"))])

    async def _taken(self, status: str) -> bool:
        """Whether whoever picked up was connected: at once, or where a key is asked for, by a person who presses it."""
        if not self._ring.accept:
            return True
        asked = await self._exchange.fetch(self._ring.accept, self._form(), read=read_call)
        ask = next((step for step in asked.steps if isinstance(step, Ask)), None)
        if ask is None:
            return not any(isinstance(step, End) for step in asked.steps)
        pressed = [("Digits", "1" if status == "completed" else "")]
        answer = await self._exchange.fetch(ask.action, [*self._form(), *pressed], read=read_call)
        return not any(isinstance(step, End) for step in answer.steps)

    async def hang_up(self) -> list[Moment]:
        """The caller puts the phone down."""
        return await self._end("caller") if self.state not in ("ready", "over") else []

    async def _answered(self, outcome: Outcome) -> list[Moment]:
        match outcome:
            case Waiting(typed):
                self.typed = typed
                return []
            case Sent(fields):
                return await self._fetch(self._ask.action, list(fields))
            case Fell():
                return await self._walk()

    async def _fetch(self, url: str, extra: Fields | None = None) -> list[Moment]:
        """Everything up to the next wait, in the document at this URL and those it leads to at once."""
        moments: list[Moment] = []
        for _ in range(_FETCHES):
            script = await self._exchange.fetch(url, [*self._form(), *(extra or [])], read=read_call)
            moments.extend(script.notes)
            if script.broken:
                return [*moments, Heard(_APOLOGY), *await self._end("error")]
            moments.extend(await self._begin(script))
            if self.state != "playing" or any(not isinstance(m, Note) for m in moments):
                return moments
            url, extra, self._status = self._next_url, None, "in-progress"
        moments.append(Note(0, f"{_FETCHES} documents in a row said nothing. The call is ended."))
        return [*moments, *await self._end("error")]

    async def _begin(self, script: Script) -> list[Moment]:
        self._steps = iter(script.steps)
        return await self._walk()

    async def _walk(self) -> list[Moment]:
        """Goes on in the current document until the line listens, connects, moves on or ends."""
        moments: list[Moment] = []
        self.typed = ""
        for step in self._steps:
            match step:
                case Ask(prompt=prompt):
                    self._ask, self.state = step, "listening"
                    return [*moments, *prompt, step]
                case Ring():
                    self._ring, self.state = step, "connected"
                    return [*moments, step]
                case Go(url=url):
                    self._next_url, self.state = url, "playing"
                    return moments
                case End(why=why):
                    return [*moments, *await self._end(why)]
                case Bubble():
                    continue
                case Heard() | Quiet() | Tones() | Note():
                    moments.append(step)
                case _:
                    assert_never(step)
        return [*moments, *await self._end("script")]

    async def _end(self, why: str) -> list[Moment]:
        self.state = "over"
        told = await self._tell_end("completed")
        notes = [Note(15003, told.text)] if isinstance(told, Note) else []
        return [End(why), *notes]

    async def _tell_end(self, status: str) -> HttpAnswer | Note:
        now = self._exchange.clock()
        form = ended_form(self._form(status), seconds=max(0, round((now - self._began).total_seconds())), now=now)
        return await self._exchange.post(self._status_url(), form)

    def _form(self, status: str = "") -> Fields:
        """What the line is told with every request of this call."""
        return call_form(self._exchange.line, self.sid, sender=self._sender, status=status or self._status)

    def _status_url(self) -> str:
        return self._exchange.line.url(self._exchange.line.status_path)
