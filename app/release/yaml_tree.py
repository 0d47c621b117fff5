"""What a staff file looks like once read: a tree in which every key and value knows its place.

Every scalar stays the text that was written: `yes`, `9:00`, `0123` and `2026-11-23` never turn into something
else here, because YAML's own guesses lose what people meant. What a value has to be is for the schema to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec

from app.release.problems import Problem, Severity

MOST_BYTES = 256 * 1024
MOST_BYTES_PHRASES = 2 * 1024 * 1024
MOST_DEPTH = 20

_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


class Scalar(msgspec.Struct, frozen=True, gc=False):
    """One written value; lines and columns count from 1."""

    text: str
    line: int
    column: int
    style: str = ""
    """How it was written: plain (empty), `'`, `"`, `|` or `>`."""

    @property
    def empty(self) -> bool:
        """Whether nothing was written, or YAML's word for nothing."""
        return not self.style and self.text in _EMPTY


class Listing(msgspec.Struct, frozen=True):
    """A list of values."""

    items: list[Value]
    line: int
    column: int


class Entry(msgspec.Struct, frozen=True):
    """One key with its value."""

    key: Scalar
    value: Value


class Mapping(msgspec.Struct, frozen=True):
    """Keys with values, in the order of the file."""

    entries: dict[str, Entry]
    line: int
    column: int


Value = Scalar | Listing | Mapping
Step = str | int
Place = tuple[int, int]


class Document(msgspec.Struct, frozen=True):
    """One file as read: `root` is None when it could not be read, and then `problems` says why."""

    path: str
    root: Mapping | None
    problems: tuple[Problem, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The file as plain dicts, lists, strings and None."""
        return {} if self.root is None else plain(self.root)

    def value(self, *steps: Step) -> Value | None:
        """The value at the end of these keys and list positions, if there is one."""
        found: Value | None = self.root
        for step in steps:
            found = _child(found, step)
        return found

    def where(self, *steps: Step, key: bool = False) -> Place:
        """Line and column of the value there, of its key when asked or when it starts further down, or of what is around."""
        found: Value | None = self.root
        place = (1, 1) if found is None else (found.line, found.column)
        for number, step in enumerate(steps):
            entry = found.entries.get(str(step)) if isinstance(found, Mapping) else None
            found = _child(found, step)
            if found is None:
                return place
            place = found.line, found.column
            last = number == len(steps) - 1
            if entry is not None and ((key and last) or entry.key.line != found.line):
                place = entry.key.line, entry.key.column
        return place

    def problem(
        self,
        steps: tuple[Step, ...],
        code: str,
        message: str,
        *,
        key: bool = False,
        severity: Severity = "error",
    ) -> Problem:
        """A problem at the place of these keys."""
        line, column = self.where(*steps, key=key)
        return Problem(self.path, line, column, code, message, severity)


def _child(value: Value | None, step: Step) -> Value | None:
    if isinstance(value, Mapping):
        entry = value.entries.get(str(step))
        return None if entry is None else entry.value
    if isinstance(value, Listing) and isinstance(step, int) and 0 <= step < len(value.items):
        return value.items[step]
    return None


def plain(value: Value) -> Any:
    """The value as plain dicts, lists, strings and None."""
    if isinstance(value, Scalar):
        return None if value.empty else value.text
    if isinstance(value, Listing):
        return [plain(item) for item in value.items]
    return {name: plain(entry.value) for name, entry in value.entries.items()}


def scalars(value: Value | None) -> Iterator[Scalar]:
    """Every written value below this one, keys left out, in the order of the file."""
    if isinstance(value, Scalar):
        yield value
    elif isinstance(value, Listing):
        for item in value.items:
            yield from scalars(item)
    elif isinstance(value, Mapping):
        for entry in value.entries.values():
            yield from scalars(entry.value)
