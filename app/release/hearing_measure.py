"""How well the phrases of a folder hear, measured on its held-back messages before they go live."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.release.hearing import HeardCount, HeldBack, brings_help, brings_steps, read_held_back
from app.release.phrases import PhraseBook
from app.release.problems import Problem, shown
from app.understanding.understander import Understander

MOST_LISTED = 5
"""Messages of a kind that are named; the rest is counted."""


class LanguageHearing(msgspec.Struct, frozen=True):
    """What one language's phrases made of its held-back messages: how many there are, and those heard wrongly."""

    language: str
    cries: int
    crises: int
    everyday: int
    unheard: tuple[str, ...]
    """Cries for help that do not bring the steps."""
    uncared: tuple[str, ...]
    """Crises that bring no help."""
    alarms: tuple[str, ...]
    """Everyday messages that bring the steps."""

    @property
    def count(self) -> HeardCount:
        """The same in numbers."""
        return HeardCount(self.cries - len(self.unheard), self.crises - len(self.uncared), len(self.alarms))


class Hearing(msgspec.Struct, frozen=True):
    """What a folder's phrases made of its held-back messages; `problems` are what would keep them from going live."""

    languages: tuple[LanguageHearing, ...]
    problems: tuple[Problem, ...]
    learnt: bool

    @property
    def lines(self) -> tuple[str, ...]:
        """The same in words."""
        return tuple(line for one in self.languages for line in _lines(one))


def measure(content: Path, cache: Path | None) -> Hearing:
    """The measure of these phrases; teaches a model first where none was taught by them, which takes about half a minute."""
    book = PhraseBook(content, cache)
    try:
        learnt = book.settle()
        held = read_held_back(content)
        found = tuple(_of(book.understander, language, one) for language, one in held.items())
        return Hearing(found, book.problems, learnt)
    finally:
        book.close()


def _of(understander: Understander, language: str, held: HeldBack) -> LanguageHearing:
    return LanguageHearing(
        language, len(held.emergency), len(held.crisis), len(held.everyday),
        unheard=tuple(line for line in held.emergency if not brings_steps(understander, line, language)),
        uncared=tuple(line for line in held.crisis if not brings_help(understander, line, language)),
        alarms=tuple(line for line in held.everyday if brings_steps(understander, line, language)),
    )  # fmt: skip


def _lines(one: LanguageHearing) -> Iterator[str]:
    yield _told(f"{one.language}: cries for help heard", one.cries, one.unheard, missed=True)
    yield _told(f"{one.language}: crises heard", one.crises, one.uncared, missed=True)
    yield _told(f"{one.language}: everyday messages taken for a cry", one.everyday, one.alarms, missed=False)


def _told(what: str, whole: int, named: tuple[str, ...], *, missed: bool) -> str:
    count = whole - len(named) if missed else len(named)
    listed = "".join(f"\n  {'not heard' if missed else 'taken for one'}: {shown(line)}" for line in named[:MOST_LISTED])
    rest = f"\n  and {len(named) - MOST_LISTED} more" if len(named) > MOST_LISTED else ""
    return f"{what}: {count} of {whole}{listed}{rest}"
