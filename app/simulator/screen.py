"""What a terminal shows of pretend phones: texts as bubbles with their cost, calls as captions, and plain words beside."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Literal, assert_never

from rich.console import Console
from rich.padding import Padding
from rich.panel import Panel
from rich.text import Text

from app.language.default import DEFAULT_LANGUAGE
from app.simulator.phone_events import Ask, Bubble, End, Go, Heard, Missed, Moment, Note, Quiet, Ring, Tones
from app.simulator.words import TERMINAL

Sleep = Callable[[float], None]

_LONG = 2
"""From how many seconds a pause is shown."""
_SAYING = 1
"""Seconds that saying a word takes: paced breaths keep their pace although nothing is spoken here."""
_WIDTH = 66
_REMARK = 100


class Screen:
    """One terminal's screen, in one language."""

    def __init__(self, console: Console, *, sleep: Sleep, language: str = DEFAULT_LANGUAGE) -> None:
        self.console = console
        self.words = TERMINAL[language]
        self._sleep = sleep
        self.language = language

    def introduce(self, how: str, *, title: str) -> None:
        """What this is, and how it is used."""
        self.console.print(Panel(Text(f"{self.words['what']}\n{how}"), title=title, border_style="yellow"))

    def play(self, moments: Iterable[Moment], *, phone: str = "") -> None:
        """What a phone lives through; `phone` names it where there are several."""
        for moment in moments:
            self._show(moment, phone)

    def aside(self, text: str) -> None:
        """A remark of the simulator's own."""
        self.console.print(Text(text, style="dim"), width=min(self.console.width, _REMARK))

    def say(self, key: str, **blanks: str) -> None:
        """One of its own sentences, for people to act on."""
        text = self.words[key].format(**blanks)
        self.console.print(Text(text[0].upper() + text[1:], style="yellow"), width=min(self.console.width, _REMARK))

    def _show(self, moment: Moment, phone: str) -> None:
        match moment:
            case Bubble():
                self._bubble(moment, phone)
            case Heard():
                self._heard(moment)
            case Quiet(seconds=seconds):
                if seconds >= _LONG:
                    self.aside(f"  ({self.words['pause']} {seconds:g} s)")
                self._sleep(seconds + _SAYING if seconds >= _LONG else seconds)
            case Tones():
                self.aside(f"  ({self.words['tones']})")
            case Ring(number=number):
                self.aside(f"  {self.words['connected']}: {number}")
            case End(why=why):
                self.aside(f"  {self.words[f'why_{why}']}")
            case Note(code=code, text=text):
                self.console.print(Text(f"  ! {code or ''} {text}", style="red"))
            case Ask() | Go() | Missed():
                pass  # nothing to see: a chat asks by itself, and says who rang in words of its own
            case _:
                assert_never(moment)

    def _heard(self, moment: Heard) -> None:
        words = Text(f"♪ {moment.text}", style="bold")
        if not moment.language.startswith(self.language):
            words.append(f"  ({moment.language})", style="dim not bold")
        self.console.print(Padding(words, (0, 2)))

    def _bubble(self, moment: Bubble, phone: str) -> None:
        unit = self.words["segment" if moment.segments == 1 else "segments"]
        who = phone or self.words["you"]
        side: Literal["left", "right"] = "right" if moment.mine else "left"
        panel = Panel(
            Text(moment.text),
            title=who if moment.mine else self.words["line"] + (f" → {phone}" if phone else ""),
            subtitle=f"{moment.segments} {unit} · {moment.encoding}",
            title_align=side,
            subtitle_align=side,
            border_style="blue" if moment.mine else "yellow",
            width=min(self.console.width, _WIDTH),
        )
        indent = max(self.console.width - _WIDTH, 0) if moment.mine else 0
        self.console.print(Padding(panel, (0, 0, 0, min(indent, 14))))
