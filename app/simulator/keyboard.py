"""Lines that a person types, or that a script pipes in; while a person thinks, something else may be looked at."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable

from rich.console import Console
from rich.text import Text

EVERY = 2.0
"""Seconds between two looks while nobody types."""


class Keyboard:
    """Reads from standard input; `idle`, when set, is called now and then and says whether it wrote on the screen."""

    def __init__(self, console: Console, *, every: float = EVERY) -> None:
        self._console = console
        self._every = every
        self._typed = b""
        self.idle: Callable[[], bool] = lambda: False

    def __call__(self, prompt: str) -> str:
        """The next line. Raises EOFError at the end."""
        if not sys.stdin.isatty():
            return self._piped(prompt)
        self._ask(prompt)
        while b"\n" not in self._typed:
            ready, _, _ = select.select([sys.stdin], [], [], self._every)
            if ready:
                self._take()
            elif self.idle():
                self._ask(prompt)
        line, _, self._typed = self._typed.partition(b"\n")
        return line.decode("utf-8", "replace")

    def _take(self) -> None:
        found = os.read(sys.stdin.fileno(), 4096)
        if not found:
            self._console.print()
            raise EOFError
        self._typed += found

    def _piped(self, prompt: str) -> str:
        """A line of a script, which stands on the screen as if it had been typed."""
        line = sys.stdin.readline()
        if not line:
            raise EOFError
        self._console.print(Text(f"{prompt}{line.rstrip()}"))
        return line.rstrip("\n")

    def _ask(self, prompt: str) -> None:
        self._console.print(Text(prompt), end="")
