"""The plain part of YAML, line by line: what nearly all staff files keep to, read some twenty times as fast as by ruamel.

Anything unusual (text over several lines without a mark, comments in odd places, every mistake) raises `Unusual`, and then
ruamel reads the file and says what is wrong. Tests hold both to the same tree, for the files of this project and for
made-up ones. The text was looked over before: only spaces and line feeds, no hidden characters.
"""

from __future__ import annotations

import re

from app.release.yaml_tree import MOST_DEPTH, Entry, Listing, Mapping, Scalar, Value

_KEY = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.]*):(?: +|$)")
_COMMENT = re.compile(r" *(?: #.*)?$")
_STARTS_ODD = frozenset("-?:,[]{}#&*!|>'\"%@` ")
_QUOTED = re.compile(r"'([^'\n]*)'|\"([^\"\\\n]*)\"")
_BLOCK = re.compile(r"([|>])(-?)$")
_FLOW_PLAIN = re.compile(r"[^-?:,\[\]{}#&*!|>'\"%@` ][^:,\[\]{}#]*")
_FLOW_KEY = re.compile(r"([A-Za-z0-9_][A-Za-z0-9_.]*): +")
_SPACES = re.compile(" *")


class Unusual(Exception):  # control flow inside reading only
    """This text needs the whole of YAML."""


def parse_lines(text: str) -> Value | None:
    """The text as a tree, or None when it holds nothing; raises Unusual when it goes beyond plain lines."""
    if not text.endswith("\n"):
        text += "\n"
    reading = _Lines(text.split("\n"))
    if not reading.skip_empty():
        return None
    found = reading.block(reading.indent, 1)
    if reading.skip_empty():
        raise Unusual
    return found


class _Lines:
    """The lines, and how far they are read: `at` is the next one, `indent` its indentation once empty ones are skipped."""

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines
        self.at = 0
        self.indent = 0

    def skip_empty(self) -> bool:
        """Whether there is a next line with something on it."""
        lines = self.lines
        while self.at < len(lines):
            line = lines[self.at]
            bare = line.lstrip(" ")
            if bare and bare[0] != "#":
                self.indent = len(line) - len(bare)
                return True
            self.at += 1
        self.indent = -1
        return False

    def block(self, indent: int, depth: int) -> Value:
        """The mapping or list whose first line is the next one."""
        if depth > MOST_DEPTH:
            raise Unusual
        if self.lines[self.at].startswith("- ", indent):
            return self.listing(indent, depth)
        return self.mapping(indent, depth)

    def mapping(self, indent: int, depth: int) -> Mapping:
        """All keys at this indentation."""
        entries: dict[str, Entry] = {}
        first = self.at + 1
        while self.skip_empty() and self.indent == indent:
            line = self.lines[self.at]
            found = _KEY.match(line, indent)
            if found is None or found.group(1) in entries:
                raise Unusual
            key = Scalar(found.group(1), self.at + 1, indent + 1)
            entries[key.text] = Entry(key, self.value(found.end(), indent, depth))
        if self.indent > indent:
            raise Unusual
        return Mapping(entries, first, indent + 1)

    def listing(self, indent: int, depth: int) -> Listing:
        """All lines with a dash at this indentation."""
        items: list[Value] = []
        first = self.at + 1
        while self.skip_empty() and self.indent == indent and self.lines[self.at].startswith("- ", indent):
            line = self.lines[self.at]
            start = _SPACES.match(line, indent + 1).end()  # type: ignore[union-attr]
            if _KEY.match(line, start):
                self.lines[self.at] = " " * start + line[start:]
                items.append(self.block(start, depth + 1))
            elif line.startswith("- ", start):
                raise Unusual
            else:
                items.append(self.value(start, indent, depth, under_key=False))
        if self.indent > indent:
            raise Unusual
        return Listing(items, first, indent + 1)

    def value(self, start: int, indent: int, depth: int, *, under_key: bool = True) -> Value:
        """The value that begins in this line at `start`, or in the next line."""
        line, number = self.lines[self.at], self.at + 1
        self.at += 1
        head = line[start : start + 1]
        if not head or head == "#":
            if not under_key or (head == "#" and line[start - 1] != " "):
                raise Unusual
            return self.below(indent, depth)
        if head in "|>":
            return self.text_block(line, start, indent)
        if head in "[{":
            found, end = _flow(line, start, number, depth + 1)
        elif head in "'\"":
            quoted = _QUOTED.match(line, start)
            if quoted is None:
                raise Unusual
            words = quoted.group(1) if quoted.group(1) is not None else quoted.group(2)
            found, end = Scalar(words, number, start + 1, head), quoted.end()
        else:
            found, end = _plain(line, start, number)
        if not _COMMENT.match(line, end) or (self.skip_empty() and self.indent > indent):
            raise Unusual
        return found

    def below(self, indent: int, depth: int) -> Value:
        """The mapping or list under a key; a list may stand as far left as its key."""
        if not self.skip_empty():
            raise Unusual
        if self.indent > indent or (self.indent == indent and self.lines[self.at].startswith("- ", indent)):
            return self.block(self.indent, depth + 1)
        raise Unusual

    def text_block(self, line: str, start: int, indent: int) -> Scalar:
        """The text under `>` or `|`, one line after the other."""
        mark = _BLOCK.match(line, start)
        number = self.at
        first = self.lines[self.at] if self.at < len(self.lines) else ""
        inner = len(first) - len(first.lstrip(" "))
        if mark is None or not first.strip(" ") or inner <= indent:
            raise Unusual
        rows: list[str] = []
        while self.at < len(self.lines):
            row = self.lines[self.at]
            bare = row.lstrip(" ")
            if bare and len(row) - len(bare) < inner:
                break
            if (bare and len(row) - len(bare) > inner) or (not bare and len(row) > inner):
                raise Unusual
            rows.append(row[inner:])
            self.at += 1
        # what follows a text with less indentation than it, but more than its key, is a mistake for ruamel to name
        if self.skip_empty() and self.indent > indent:
            raise Unusual
        while rows and not rows[-1]:
            rows.pop()
        words = "\n".join(rows) if mark.group(1) == "|" else _folded(rows)
        return Scalar(words + ("" if mark.group(2) else "\n"), number, start + 1, mark.group(1))


def _plain(line: str, start: int, number: int) -> tuple[Scalar, int]:
    """One line of plain words, up to a remark."""
    if line[start] in _STARTS_ODD:
        raise Unusual
    end = line.find(" #", start)
    words = (line[start:] if end < 0 else line[start:end]).rstrip(" ")
    if ": " in words or words.endswith(":"):
        raise Unusual
    return Scalar(words, number, start + 1), start + len(words)


def _folded(rows: list[str]) -> str:
    """Lines joined by spaces, where each empty line is a line break."""
    parts: list[str] = []
    breaks = 0
    for row in rows:
        if not row:
            breaks += 1
            continue
        if parts:
            parts.append("\n" * breaks if breaks else " ")
        parts.append(row)
        breaks = 0
    return "".join(parts)


def _flow(line: str, start: int, number: int, depth: int) -> tuple[Value, int]:
    """What is between brackets on one line, and where it ends."""
    if depth > MOST_DEPTH:
        raise Unusual
    if line[start] == "[":
        return _flow_list(line, start, number, depth)
    return _flow_mapping(line, start, number, depth)


def _flow_list(line: str, start: int, number: int, depth: int) -> tuple[Listing, int]:
    items: list[Value] = []
    at = _past_spaces(line, start + 1)
    while line[at : at + 1] != "]":
        item, at = _flow_value(line, at, number, depth)
        items.append(item)
        at = _past_comma(line, at, "]")
    return Listing(items, number, start + 1), at + 1


def _flow_mapping(line: str, start: int, number: int, depth: int) -> tuple[Mapping, int]:
    entries: dict[str, Entry] = {}
    at = _past_spaces(line, start + 1)
    while line[at : at + 1] != "}":
        found = _FLOW_KEY.match(line, at)
        if found is None or found.group(1) in entries:
            raise Unusual
        key = Scalar(found.group(1), number, at + 1)
        value, at = _flow_value(line, found.end(), number, depth)
        entries[key.text] = Entry(key, value)
        at = _past_comma(line, at, "}")
    return Mapping(entries, number, start + 1), at + 1


def _flow_value(line: str, at: int, number: int, depth: int) -> tuple[Value, int]:
    if line[at : at + 1] in ("[", "{"):
        return _flow(line, at, number, depth + 1)
    if quoted := _QUOTED.match(line, at):
        words = quoted.group(1) if quoted.group(1) is not None else quoted.group(2)
        return Scalar(words, number, at + 1, line[at]), quoted.end()
    if found := _FLOW_PLAIN.match(line, at):
        words = found.group().rstrip(" ")
        return Scalar(words, number, at + 1), at + len(words)
    raise Unusual


def _past_spaces(line: str, at: int) -> int:
    while line[at : at + 1] == " ":
        at += 1
    return at


def _past_comma(line: str, at: int, closing: str) -> int:
    """Past a comma and its spaces, to the next thing, or at the closing bracket."""
    at = _past_spaces(line, at)
    if line[at : at + 1] == closing:
        return at
    if line[at : at + 1] != ",":
        raise Unusual
    return _past_spaces(line, at + 1)
