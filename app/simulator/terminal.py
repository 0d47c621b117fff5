"""The pretend phone in a terminal: texts as bubbles with their cost, calls as captions with keys typed in."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from app.simulator.answers import KEYS
from app.simulator.call import Call
from app.simulator.moments import Bubble, End, Heard, Moment, Note, Quiet, Ring, Tones
from app.simulator.phone import Phone
from app.simulator.terminal_words import WORDS

Read = Callable[[str], str]
Sleep = Callable[[float], None]

_QUIT = ("/q", "/quit", "/salir")
_HANG_UP = ("/h", "/q", "/quit", "/colgar")
_NOBODY = "n"
_LONG = 2
"""From how many seconds a pause is shown."""
_SAYING = 1
"""Seconds that saying a word takes: paced breaths keep their pace although nothing is spoken here."""


class Terminal:
    """One person's phone at a terminal; `read` asks for a line and raises EOFError at the end."""

    def __init__(
        self, phone: Phone, *, console: Console, read: Read, sleep: Sleep, run: asyncio.Runner, language: str = "en"
    ) -> None:
        self._phone = phone
        self._console = console
        self._read = read
        self._sleep = sleep
        self._run = run
        self._words = WORDS[language]
        self._language = language

    def chat(self, *, first: str = "") -> None:
        """A conversation by text until the person leaves; `first` is sent before they type."""
        self._introduce(self._words["chat"])
        if first:
            self._text(first)
        while True:
            try:
                typed = self._read(f"{self._words['you']}> ")
            except (EOFError, KeyboardInterrupt):
                return
            if typed.strip().lower() in _QUIT:
                return
            if typed.strip():
                self._text(typed)

    def call(self) -> None:
        """One call until somebody hangs up."""
        self._introduce(self._words["call"])
        self._play(self._run.run(self._phone.start_call()))
        call = self._phone.call
        while call is not None and call.state != "over":
            try:
                moments = self._next(call)
            except (EOFError, KeyboardInterrupt):
                moments = self._run.run(call.hang_up())
            self._play(moments)

    def _next(self, call: Call) -> list[Moment]:
        if call.state == "playing":
            return self._run.run(call.go_on())
        if call.state == "connected":
            said = self._read(f"{self._words['connected_prompt']} ").strip().lower()
            if said in _HANG_UP:
                return self._run.run(call.hang_up())
            return self._run.run(call.other_side("no-answer" if said == _NOBODY else "completed"))
        said = self._read(f"{self._words['listening']} ").strip()
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

    def _text(self, body: str) -> None:
        with self._console.status(""):
            moments = self._run.run(self._phone.text(body))
        self._play(moments)
        if not any(isinstance(moment, Bubble) and not moment.mine for moment in moments):
            self._aside(self._words["no_answer"])

    def _introduce(self, how: str) -> None:
        self._console.print(
            Panel(Text(f"{self._words['what']}\n{how}"), title=self._phone.number, border_style="yellow")
        )

    def _play(self, moments: Iterable[Moment]) -> None:
        for moment in moments:
            self._show(moment)

    def _show(self, moment: Moment) -> None:
        match moment:
            case Bubble():
                self._bubble(moment)
            case Heard():
                self._heard(moment)
            case Quiet(seconds=seconds):
                if seconds >= _LONG:
                    self._aside(f"({self._words['pause']} {seconds:g} s)")
                self._sleep(seconds + _SAYING if seconds >= _LONG else seconds)
            case Tones():
                self._aside(f"({self._words['tones']})")
            case Ring(number=number):
                self._aside(f"{self._words['connected']}: {number}")
            case End(why=why):
                self._aside(self._words[f"why_{why}"])
            case Note(code=code, text=text):
                self._console.print(Text(f"  ! {code or ''} {text}", style="red"))
            case _:
                pass

    def _heard(self, moment: Heard) -> None:
        words = Text(f"♪ {moment.text}", style="bold")
        if not moment.language.startswith(self._language):
            words.append(f"  ({moment.language})", style="dim not bold")
        self._console.print(Padding(words, (0, 2)))

    def _bubble(self, moment: Bubble) -> None:
        unit = self._words["segment" if moment.segments == 1 else "segments"]
        panel = Panel(
            Text(moment.text),
            title=self._words["you" if moment.mine else "line"],
            subtitle=f"{moment.segments} {unit} · {moment.encoding}",
            title_align="right" if moment.mine else "left",
            subtitle_align="right" if moment.mine else "left",
            border_style="blue" if moment.mine else "yellow",
            width=min(self._console.width, 66),
        )
        indent = max(self._console.width - 66, 0) if moment.mine else 0
        self._console.print(Padding(panel, (0, 0, 0, min(indent, 14))))

    def _aside(self, text: str) -> None:
        self._console.print(Text(f"  {text}", style="dim"))
