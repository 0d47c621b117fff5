"""Where each value of a staff file begins and ends, so that one can be written anew and nothing else is touched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import yaml
from yaml.events import (
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.base.errors import PorchlightError
from app.release.yaml_tree import Step

Path = tuple[Step, ...]


class EditError(PorchlightError):
    """The change cannot be made here without touching something else; the message says what to do."""


class Span(msgspec.Struct, frozen=True):
    """One value in the text of a file: `text[start:end]`, with its key before it."""

    start: int
    end: int
    kind: str
    """`scalar`, `mapping` or `list`."""
    style: str = ""
    """Of a scalar, how it is written: plain (empty), `'`, `"`, `|` or `>`."""
    value: str = ""
    braces: bool = False
    """Whether it stands, or is, between { } or [ ]."""
    key_start: int = -1
    """Where its key begins; -1 for a value of a list, or of the file."""
    key_end: int = -1


class _Open(msgspec.Struct):
    """A list or mapping that is not closed yet."""

    path: Path
    mapping: bool
    braces: bool
    start: int
    key: tuple[int, int]
    next_key: tuple[str, int, int] | None = None
    count: int = 0
    end: int = 0


def spans(text: str) -> dict[Path, Span]:
    """Path of keys and list positions -> where that value stands. The text has no byte order mark and can be read."""
    found: dict[Path, Span] = {}
    stack: list[_Open] = []
    for event in _events(text):
        if isinstance(event, ScalarEvent):
            _scalar(event, stack, found)
        elif isinstance(event, (MappingStartEvent, SequenceStartEvent)):
            path, key = _place(stack)
            mapping = isinstance(event, MappingStartEvent)
            stack.append(_Open(path, mapping, bool(event.flow_style), _index(event.start_mark), key))
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            one = stack.pop()
            # a block is said to end where the next token begins: what it holds ends before that
            end = _index(event.end_mark) if one.braces else one.end
            kind = "mapping" if one.mapping else "list"
            found[one.path] = Span(one.start, end, kind, "", "", one.braces, *one.key)
            _ends(stack, end)
    return found


def _events(text: str) -> Iterator[Any]:
    return iter(yaml.parse(text, Loader=yaml.CSafeLoader))


def _index(mark: Any) -> int:
    return int(mark.index)


def _scalar(event: Any, stack: list[_Open], found: dict[Path, Span]) -> None:
    above = stack[-1] if stack else None
    if above is not None and above.mapping and above.next_key is None:
        above.next_key = event.value, event.start_mark.index, event.end_mark.index
        return
    path, key = _place(stack)
    braces = above is not None and above.braces
    start, end = event.start_mark.index, event.end_mark.index
    found[path] = Span(start, end, "scalar", event.style or "", event.value, braces, *key)
    _ends(stack, end)


def _ends(stack: list[_Open], end: int) -> None:
    if stack:
        stack[-1].end = end


def _place(stack: list[_Open]) -> tuple[Path, tuple[int, int]]:
    """The path of the value that begins now, and where its key stands."""
    if not stack:
        return (), (-1, -1)
    above = stack[-1]
    if not above.mapping:
        above.count += 1
        return (*above.path, above.count - 1), (-1, -1)
    if above.next_key is None:
        raise EditError("A name before a colon must be a plain word here.")
    name, start, end = above.next_key
    above.next_key = None
    return (*above.path, name), (start, end)
