"""Text -> tree over the events of PyYAML's parser in C, refusing what staff files never need.

Of YAML 1.1 and 1.2 only the grammar is used here, and in what staff files may have it is the same: no word is ever taken
for a number, a date or a yes.
"""

from __future__ import annotations

from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.release.problems import shown
from app.release.yaml_text import MOST_LISTED, TOO_DEEP, Found, YamlRefused
from app.release.yaml_tree import MOST_DEPTH, Entry, Listing, Mapping, Scalar, Value


def parse(text: str) -> Value | None:
    """The text as a tree; raises YamlRefused with the place of the first thing that cannot be, and other errors raw."""
    try:
        # without a last line break a text after | or > would end without one
        whole = text if text.endswith("\n") else f"{text}\n"
        return _Tree().build(yaml.parse(whole, Loader=yaml.CSafeLoader))
    except yaml.MarkedYAMLError as error:
        raise _refusal(text, error) from None
    except yaml.YAMLError:
        raise YamlRefused((1, 1, "YAML", "The file cannot be read. Compare it with a file that works.")) from None


class _Tree:
    """The tree under construction: a stack of open lists and mappings."""

    def __init__(self) -> None:
        self.root: Value | None = None
        self.open: list[tuple[Listing | Mapping, Scalar | None]] = []
        self.twice: list[Found] = []

    def build(self, events: Any) -> Value | None:
        """The finished tree of all events."""
        documents = 0
        for event in events:
            kind = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is SequenceStartEvent or kind is MappingStartEvent:
                self._start(event)
            elif kind is SequenceEndEvent or kind is MappingEndEvent:
                self._add(self.open.pop()[0])
            elif kind is AliasEvent:
                raise _no_shortcuts(event)
            elif kind is DocumentStartEvent:
                documents += 1
                if documents > 1 or event.version or event.tags:
                    line = event.start_mark.line + 1
                    raise YamlRefused((line, 1, "YAML", _ONE_PART))
        if self.twice:
            raise YamlRefused(*self.twice[:MOST_LISTED])
        return self.root

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None:
            raise _no_shortcuts(event)
        if event.tag is not None:
            raise _no_tags(event)
        mark = event.start_mark
        style = event.style or ""
        self._add(Scalar(event.value, mark.line + 1, mark.column + 1, style))

    def _start(self, event: Any) -> None:
        if event.anchor is not None:
            raise _no_shortcuts(event)
        if event.tag is not None:
            raise _no_tags(event)
        mark = event.start_mark
        line, column = mark.line + 1, mark.column + 1
        if len(self.open) >= MOST_DEPTH:
            raise YamlRefused((line, column, "YAML_DEPTH", TOO_DEEP))
        if self.open and isinstance(self.open[-1][0], Mapping) and self.open[-1][1] is None:
            raise YamlRefused((line, column, "YAML_BRACES", _BRACES if event.flow_style else _NOT_A_NAME))
        opened = Mapping({}, line, column) if type(event) is MappingStartEvent else Listing([], line, column)
        self.open.append((opened, None))

    def _add(self, value: Value) -> None:
        """Put a finished value where it belongs."""
        if not self.open:
            self.root = value
            return
        parent, key = self.open[-1]
        if isinstance(parent, Listing):
            parent.items.append(value)
        elif key is not None:
            parent.entries[key.text] = Entry(key, value)
            self.open[-1] = parent, None
        elif isinstance(value, Scalar):
            self.open[-1] = parent, self._new_key(parent, value)

    def _new_key(self, parent: Mapping, key: Scalar) -> Scalar:
        before = parent.entries.get(key.text)
        if before is not None:
            name = shown(key.text)
            message = f"'{name}' is written twice, first in line {before.key.line}. Keep one of them."
            self.twice.append((key.line, key.column, "YAML_DUPLICATE", message))
        if key.empty:
            raise YamlRefused((key.line, key.column, "YAML", _NO_NAME))
        return key


_ONE_PART = "A line with --- or % stands here. Take it out: one file, one part."
_BRACES = "Text that starts with { or [ needs quotes around it."
_NO_NAME = "A colon without a name in front of it. Write the name."
_NOT_A_NAME = "A name before a colon must be a plain word."


def _no_shortcuts(event: Any) -> YamlRefused:
    mark = event.start_mark
    message = "& and * shortcuts are not used here. Write the text out in full, or in quotes if it starts with & or *."
    return YamlRefused((mark.line + 1, mark.column + 1, "YAML_ALIAS", message))


def _no_tags(event: Any) -> YamlRefused:
    mark = event.start_mark
    message = "! marks are not used here. Take it out, or put quotes around text that starts with !."
    return YamlRefused((mark.line + 1, mark.column + 1, "YAML_TAG", message))


# What the parser says -> (code, what we say). The first line that fits is taken.
_WORDING: tuple[tuple[str, str, str], ...] = (
    ("scanning an a", "YAML_ALIAS", "Text that starts with & or * needs quotes around it."),
    ("tag", "YAML_TAG", "! marks are not used here. Take it out, or put quotes around text that starts with !."),
    (
        "mapping values are not allowed",
        "YAML_COLON",
        "A colon too many. Put quotes around text that has ': ' in it, or line this up with the lines above.",
    ),
    (
        "could not find expected ':'",
        "YAML_COLON",
        "This line has no colon after its name, or is not lined up with the lines above it.",
    ),
    ("directive", "YAML", "A line that starts with %. Put quotes around it or take it out."),
    ("expected key", "YAML_INDENT", "This line is not lined up with the lines above it."),
    ("expected '-' indicator", "YAML_INDENT", "This line is not lined up with the lines above it."),
    ("expected ',' or", "YAML_BRACES", "A { or [ is not closed, or a comma is missing. Text with { needs quotes."),
    ("while parsing a flow", "YAML_BRACES", "A { or [ is not closed. Text that starts with { or [ needs quotes."),
    ("quoted scalar", "YAML_QUOTE", "A quote is opened and not closed, or has \\ in it. Look at the quotes above."),
    ("cannot start any token", "YAML_QUOTE", "Text that starts with this character needs quotes around it."),
    ("document start", "YAML", "Something stands here that does not belong. Is it lined up with the lines above?"),
    ("block scalar", "YAML_INDENT", "The lines after | or > must be indented more than the line above them."),
    ("sequence entries", "YAML_INDENT", "A list line (-) stands where none can be. Put it on a line of its own."),
)
_BEGINS = ("quoted scalar", "an anchor", "an alias", "a tag")
"""What is told at its beginning, not where the parser gave up."""


def _refusal(text: str, error: yaml.MarkedYAMLError) -> YamlRefused:
    """The parser's complaint in our words, at its place."""
    said = f"{error.context or ''} {error.problem or ''}"
    mark = error.context_mark if any(part in said for part in _BEGINS) else error.problem_mark
    lines = text.rstrip("\n").split("\n")
    line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    if line > len(lines):
        line, column = len(lines), len(lines[-1]) + 1
    written = lines[line - 1]
    if "expected key" in said or "expected '-'" in said:
        if written[column - 1 :].startswith(":"):
            return YamlRefused((line, column, "YAML", _NO_NAME))
        if ": {" in written or ": [" in written:
            return YamlRefused((line, column, "YAML_BRACES", _BRACES))
    for part, code, message in _WORDING:
        if part in said:
            return YamlRefused((line, column, code, message))
    message = "This cannot be read. Look at colons, quotes and indenting around here."
    return YamlRefused((line, column, "YAML", message))
