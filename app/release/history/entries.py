"""A staff file as its entries, byte for byte: put together again they are the file, comments and all."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator

import msgspec

from app.release.yaml_reader import MOST_BYTES_PHRASES, read
from app.release.yaml_tree import Entry, Mapping

HEAD = "^"
"""What stands before the first entry: the remark that tells editors the schema, and what the file is about."""
_SECTIONS = {"drugs.yaml": 2, "language.yaml": 2, "mixing.yaml": 2, "phrases.yaml": 3, "held_back.yaml": 2}
"""How deep the entries of a file lie: 1 is the first word of a line at the margin."""
_FLOW_DEPTH = 2
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Unit(msgspec.Struct, frozen=True):
    """One entry as it is written, with the remarks above it."""

    name: str
    core: str
    gap: str
    """Empty lines below it."""


def units(data: bytes, path: str) -> tuple[Unit, ...] | None:
    """The entries of this file in order; None where it cannot be taken apart without guessing."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    lines = _LINE.findall(text)
    starts = _rows(lines, path) if path.endswith((".csv", ".txt")) else _keys(data, path)
    if starts is None or not _in_order(starts, lines):
        return None
    return tuple(_cut(lines, _with_remarks(lines, starts)))


def _keys(data: bytes, path: str) -> list[tuple[int, str, int]] | None:
    """(line from 0, name, columns before it) of each entry."""
    document = read(data, path, most_bytes=MOST_BYTES_PHRASES)
    if document.problems or document.root is None:
        return None
    depth = _FLOW_DEPTH if path.startswith("flows/") else _SECTIONS.get(path.rsplit("/", 1)[-1], 1)
    return list(_below(document.root, depth))


def _below(held: Mapping, depth: int, above: str = "") -> Iterator[tuple[int, str, int]]:
    for key, entry in held.entries.items():
        name = f"{above}{key}"
        yield entry.key.line - 1, name, entry.key.column - 1
        if depth > 1 and isinstance(entry.value, Mapping) and _on_lines_of_their_own(entry, entry.value):
            yield from _below(entry.value, depth - 1, f"{name}.")


def _on_lines_of_their_own(entry: Entry, held: Mapping) -> bool:
    lines = [one.key.line for one in held.entries.values()]
    return bool(lines) and entry.key.line < lines[0] and len(set(lines)) == len(lines)


def _rows(lines: list[str], path: str) -> list[tuple[int, str, int]]:
    """Each line of a table by its first cell, of a plain list by itself."""
    named, seen = [], Counter[str]()
    for number, line in enumerate(lines):
        name = line.split(",")[0].strip() if path.endswith(".csv") else line.strip()
        if line.strip():
            seen[name] += 1
            named.append((number, name if seen[name] == 1 else f"{name} #{seen[name]}", 0))
    return named


def _in_order(starts: list[tuple[int, str, int]], lines: list[str]) -> bool:
    """Whether each entry begins a line of its own, below the one before it, under a name of its own."""
    numbers, names = [start[0] for start in starts], [start[1] for start in starts]
    alone = all(not lines[number][:column].strip("\ufeff ") for number, _, column in starts)
    return alone and numbers == sorted(set(numbers)) and len(set(names)) == len(names)


def _with_remarks(lines: list[str], starts: list[tuple[int, str, int]]) -> list[tuple[int, str]]:
    """Where each entry begins when the remarks right above it are its own."""
    found: list[tuple[int, str]] = []
    after = -1
    for number, name, column in starts:
        first = number
        while first - 1 > after and _is_remark(lines[first - 1], column):
            first -= 1
        while first < number and not lines[first].strip():
            first += 1
        found.append((first, name))
        after = number
    if found and found[0][0] == 0 and starts[0][0] > 0:  # the file's own remark stays where it is
        blank = [at for at in range(starts[0][0]) if not lines[at].strip()]
        found[0] = (blank[-1] + 1 if blank else starts[0][0], found[0][1])
    return found


def _is_remark(line: str, column: int) -> bool:
    bare = line.lstrip(" ")
    return not line.strip() or (bare.startswith("#") and len(line) - len(bare) <= column)


def _cut(lines: list[str], starts: list[tuple[int, str]]) -> Iterator[Unit]:
    edges = [(0, HEAD), *starts, (len(lines), "")]
    for (first, name), (end, _) in itertools.pairwise(edges):
        last = end
        while last > first and not lines[last - 1].strip():
            last -= 1
        if name != HEAD or end > 0:
            yield Unit(name, "".join(lines[first:last]), "".join(lines[last:end]))
