"""How well the phrases of a folder hear, measured on its held-back messages before they go live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.release.hearing import HeldBack, brings_help, brings_steps, read_held_back
from app.release.phrases import PhraseBook
from app.release.problems import Problem, shown
from app.understanding import Understander

MOST_LISTED = 5
"""Messages of a kind that are named; the rest is counted."""


class Hearing(msgspec.Struct, frozen=True):
    """What a folder's phrases made of its held-back messages; `problems` are what would keep them from going live."""

    lines: tuple[str, ...]
    problems: tuple[Problem, ...]
    learnt: bool


def measure(content: Path, cache: Path | None) -> Hearing:
    """The measure of these phrases; teaches a model first where none was taught by them, which takes about half a minute."""
    book = PhraseBook(content, cache)
    try:
        learnt = book.settle()
        held = read_held_back(content)
        lines = [line for language, one in held.items() for line in _of(book.understander, language, one)]
        return Hearing(tuple(lines), book.problems, learnt)
    finally:
        book.close()


def _of(understander: Understander, language: str, held: HeldBack) -> Iterator[str]:
    unheard = [line for line in held.emergency if not brings_steps(understander, line, language)]
    uncared = [line for line in held.crisis if not brings_help(understander, line, language)]
    alarms = [line for line in held.everyday if brings_steps(understander, line, language)]
    yield _told(f"{language}: cries for help heard", len(held.emergency), unheard, missed=True)
    yield _told(f"{language}: crises heard", len(held.crisis), uncared, missed=True)
    yield _told(f"{language}: everyday messages taken for a cry", len(held.everyday), alarms, missed=False)


def _told(what: str, whole: int, named: list[str], *, missed: bool) -> str:
    count = whole - len(named) if missed else len(named)
    listed = "".join(f"\n  {'not heard' if missed else 'taken for one'}: {shown(line)}" for line in named[:MOST_LISTED])
    rest = f"\n  and {len(named) - MOST_LISTED} more" if len(named) > MOST_LISTED else ""
    return f"{what}: {count} of {whole}{listed}{rest}"
