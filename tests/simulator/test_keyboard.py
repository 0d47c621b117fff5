"""Lines from a person at a terminal, and from a script."""

from __future__ import annotations

import io
import os
import pty
import sys
from collections.abc import Iterator

import pytest
from rich.console import Console

from app.simulator.keyboard import Keyboard


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """Where to write what a person types."""
    hands, terminal = pty.openpty()
    with os.fdopen(terminal) as stdin:
        monkeypatch.setattr(sys, "stdin", stdin)
        yield hands
    os.close(hands)


def test_lines_typed_or_pasted_come_one_after_the_other(hands: int) -> None:
    screen = io.StringIO()
    keyboard = Keyboard(Console(file=screen, width=80))
    os.write(hands, "od\nmi amigo no despierta, ¿qué hago?\n".encode())

    assert ["od", "mi amigo no despierta, ¿qué hago?"] == [keyboard("you> "), keyboard("you> ")]
    assert "you> you> " == screen.getvalue()


def test_what_comes_while_nobody_types_is_followed_by_a_new_prompt(hands: int) -> None:
    screen = io.StringIO()
    keyboard = Keyboard(Console(file=screen, width=80), every=0.001)
    looks = iter([False, True])

    def idle() -> bool:
        came = next(looks)
        if came:
            os.write(hands, b"1\n")
        return came

    keyboard.idle = idle

    assert "1" == keyboard("you> ")
    assert "you> you> " == screen.getvalue()


def test_the_end_of_what_is_typed_is_the_end(hands: int) -> None:
    os.write(hands, b"\x04")

    with pytest.raises(EOFError):
        Keyboard(Console(file=io.StringIO()))("you> ")


def test_a_script_stands_on_the_screen_as_if_it_had_been_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    screen = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO("od\n[red]\n"))
    keyboard = Keyboard(Console(file=screen, width=80))

    assert ["od", "[red]"] == [keyboard("you> "), keyboard("you> ")]
    assert ["you> od", "you> [red]"] == screen.getvalue().split("\n")[:2]
    with pytest.raises(EOFError):
        keyboard("you> ")
