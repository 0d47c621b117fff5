"""One pretend phone in a terminal: its texts, and its calls with keys and words typed in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from app.simulator.call import Call
from app.simulator.key_gathering import KEYS
from app.simulator.phone import PretendPhone
from app.simulator.phone_events import Bubble, Moment
from app.simulator.screen import Screen

Read = Callable[[str], str]
"""Asks for a line; raises EOFError at the end."""

_HANG_UP = ("/h", "/q", "/quit", "/colgar", "/salir")
_ENDS = {"n": "no-answer", "v": "voicemail"}


class Terminal:
    """One person's phone at a terminal; `name` says which, where there are several."""

    def __init__(self, phone: PretendPhone, *, screen: Screen, read: Read, run: asyncio.Runner, name: str = "") -> None:
        self.phone = phone
        self.name = name
        self._screen = screen
        self._read = read
        self._run = run

    def text(self, body: str) -> None:
        """Sends a text and shows what comes back."""
        with self._screen.console.status(""):
            moments = self._run.run(self.phone.text(body))
        self._screen.play(moments, phone=self.name)
        if not any(isinstance(moment, Bubble) and not moment.mine for moment in moments):
            self._screen.aside(f"  {self._screen.words['no_answer']}")

    def call(self) -> None:
        """Rings the line, and talks until somebody hangs up."""
        moments = self._run.run(self.phone.start_call())
        if self.phone.call is not None:
            self.talk(self.phone.call, moments)

    def talk(self, call: Call, moments: Iterable[Moment]) -> None:
        """A call from what is heard first until it is over."""
        self._screen.play(moments, phone=self.name)
        while call.state != "over":
            try:
                moments = self._next(call)
            except (EOFError, KeyboardInterrupt):
                moments = self._run.run(call.hang_up())
            self._screen.play(moments, phone=self.name)

    def _next(self, call: Call) -> list[Moment]:
        if call.state == "playing":
            return self._run.run(call.go_on())
        name = f"{self.name}. " if self.name else ""
        if call.state == "connected":
            said = self._read(f"{name}{self._screen.words['connected_prompt']} ").strip().lower()
            if said in _HANG_UP:
                return self._run.run(call.hang_up())
            return self._run.run(call.other_side(_ENDS.get(said, "completed")))
        said = self._read(f"{name}{self._screen.words['listening']} ").strip()
        if said.lower() in _HANG_UP:
            return self._run.run(call.hang_up())
        if not said:
            return self._run.run(call.stay_silent())
        if set(said) <= set(KEYS):
            return self._keys(call, said)
        return self._run.run(call.speak(said.removeprefix('"')))

    def _keys(self, call: Call, keys: str) -> list[Moment]:
        """Presses one key after the other until something happens; the rest is dropped, as on a phone."""
        for key in keys:
            moments = self._run.run(call.press(key))
            if moments or not call.typed:
                return moments
        return self._run.run(call.stay_silent())  # a person would wait; typed keys are then sent
