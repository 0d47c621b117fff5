"""Text -> tree over ruamel.yaml's events (YAML 1.2), refusing what staff files never need.

Plain files never come here: `yaml_lines` reads them. This is for everything else, and for saying what is wrong.

Events are the cheapest thing ruamel gives that has positions: half the cost of a full load.
"""

from __future__ import annotations

from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from app.release.problems import shown
from app.release.yaml_text import MOST_LISTED, TOO_DEEP, Found, Refused
from app.release.yaml_tree import MOST_DEPTH, Entry, Listing, Mapping, Scalar, Value


def parse(text: str) -> Value | None:
    """The text as a tree; raises Refused with the place of the first thing that cannot be, and other errors raw."""
    yaml = YAML(typ="safe", pure=True)
    try:
        return _Tree().build(yaml.parse(text))
    except MarkedYAMLError as error:
        raise _refusal(text, error) from None
    except YAMLError:
        raise Refused(
            (
                1,
                1,
                "YAML",
                "The file cannot be read. Compare it with a file that works.",
            )
        ) from None


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
                    raise Refused(
                        (
                            line,
                            1,
                            "YAML",
                            "A line with --- or % stands here. Take it out: one file, one part.",
                        )
                    )
        if self.twice:
            raise Refused(*self.twice[:MOST_LISTED])
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
            raise Refused((line, column, "YAML_DEPTH", TOO_DEEP))
        if self.open and isinstance(self.open[-1][0], Mapping) and self.open[-1][1] is None:
            raise Refused(
                (
                    line,
                    column,
                    "YAML_BRACES",
                    _BRACES if event.flow_style else _NOT_A_NAME,
                )
            )
        self.open.append(
            (
                Mapping({}, line, column) if type(event) is MappingStartEvent else Listing([], line, column),
                None,
            )
        )

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
            message = "A colon without a name in front of it. Write the name."
            raise Refused((key.line, key.column, "YAML", message))
        return key


_BRACES = "Text that starts with { or [ needs quotes around it."
_NOT_A_NAME = "A name before a colon must be a plain word."


def _no_shortcuts(event: Any) -> Refused:
    mark = event.start_mark
    message = "& and * shortcuts are not used here. Write the text out in full, or in quotes if it starts with & or *."
    return Refused((mark.line + 1, mark.column + 1, "YAML_ALIAS", message))


def _no_tags(event: Any) -> Refused:
    mark = event.start_mark
    message = "! marks are not used here. Take it out, or put quotes around text that starts with !."
    return Refused((mark.line + 1, mark.column + 1, "YAML_TAG", message))


# What ruamel says -> (code, what we say). The first line that fits is taken.
_WORDING: tuple[tuple[str, str, str], ...] = (
    (
        "undefined alias",
        "YAML_ALIAS",
        "& and * shortcuts are not used here. Put quotes around text that starts so.",
    ),
    (
        "expected alphabetic or numeric",
        "YAML_ALIAS",
        "Text that starts with & or * needs quotes around it.",
    ),
    (
        "tag",
        "YAML_TAG",
        "! marks are not used here. Take it out, or put quotes around text that starts with !.",
    ),
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
    (
        "expected <block end>",
        "YAML_INDENT",
        "This line is not lined up with the lines above it.",
    ),
    (
        "expected ',' or",
        "YAML_BRACES",
        "A { or [ is not closed, or a comma is missing. Text with { needs quotes.",
    ),
    (
        "while parsing a flow",
        "YAML_BRACES",
        "A { or [ is not closed. Text that starts with { or [ needs quotes.",
    ),
    (
        "quoted scalar",
        "YAML_QUOTE",
        "A quote is opened and not closed, or has \\ in it. Look at the quotes above.",
    ),
    (
        "escape",
        "YAML_QUOTE",
        "A \\ in double quotes. Use single quotes, or take it out.",
    ),
    (
        "cannot start any token",
        "YAML_QUOTE",
        "Text that starts with this character needs quotes around it.",
    ),
    (
        "directive",
        "YAML",
        "A line that starts with %. Put quotes around it or take it out.",
    ),
    (
        "document start",
        "YAML",
        "Something stands here that does not belong. Is it lined up with the lines above?",
    ),
    (
        "block scalar",
        "YAML_INDENT",
        "The lines after | or > must be indented more than the line above them.",
    ),
    (
        "block entry",
        "YAML_INDENT",
        "A list line (-) stands where none can be. Line it up with the lines above.",
    ),
    (
        "sequence entries",
        "YAML_INDENT",
        "A list line (-) stands where none can be. Put it on a line of its own.",
    ),
)


def _refusal(text: str, error: MarkedYAMLError) -> Refused:
    """Ruamel's complaint in our words, at its place."""
    opened = error.context_mark if "quoted scalar" in (error.context or "") else None
    mark = opened or error.problem_mark or error.context_mark
    line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
    said = f"{error.context or ''} {error.problem or ''}"
    lines = text.split("\n")
    if line > len(lines) or (line == len(lines) and not lines[-1] and line > 1):
        line = max(len(lines) - 1, 1)
    written = lines[line - 1] if line <= len(lines) else ""
    if ": {" in written and "expected <block end>" in said:
        return Refused((line, column, "YAML_BRACES", _BRACES))
    for part, code, message in _WORDING:
        if part in said:
            return Refused((line, column, code, message))
    return Refused(
        (
            line,
            column,
            "YAML",
            "This cannot be read. Look at colons, quotes and indenting around here.",
        )
    )
