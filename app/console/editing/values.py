"""One value of a staff file written anew: comments, order, quotes, line ends and every other byte stay."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from app.console.editing.spans import EditError, Path, Span, spans
from app.console.editing.writing import fresh, ways
from app.release.yaml_reader import read
from app.release.yaml_tree import Step

_BELOW = re.compile(r"(?:\r?\n *)+\Z")
_UNREAD = "This file cannot be read as it is. Open it as a file, mend what is marked there, then come back."
_NOT_HERE = "This cannot be changed here without touching something else. Open it as a file."


class YamlText:
    """The text of one file that can be read, as changes are made of it."""

    def __init__(self, data: bytes, path: str) -> None:
        document = read(data, path)
        if document.root is None:
            raise EditError(_UNREAD)
        text = data.decode("utf-8")
        self.path = path
        self.mark = "\ufeff" if text.startswith("\ufeff") else ""
        self.text = text.removeprefix("\ufeff")
        self.newline = "\r\n" if "\r\n" in self.text else "\n"
        self.plain: dict[str, Any] = document.plain()
        self.spans = spans(self.text if self.text.endswith("\n") else f"{self.text}\n")

    def span(self, *steps: Step) -> Span | None:
        """Where the value at the end of these keys stands; an empty block's lines below it left out."""
        found = self.spans.get(tuple(steps))
        if found is None or found.kind != "scalar" or found.style not in ("|", ">"):
            return found
        end = found.start + len(_BELOW.sub("", self.text[found.start : found.end]))
        return Span(
            found.start, end, found.kind, found.style, found.value, found.braces, found.key_start, found.key_end
        )

    def needed(self, *steps: Step) -> Span:
        """The same. Raises EditError where nothing stands there."""
        found = self.span(*steps)
        if found is None:
            raise EditError(_NOT_HERE)
        return found

    def with_parts(self, parts: Iterable[tuple[int, int, str]]) -> bytes:
        """The file with other words in these places, which do not overlap."""
        text = self.text
        for start, end, words in sorted(parts, reverse=True):
            text = f"{text[:start]}{words}{text[end:]}"
        return f"{self.mark}{text}".encode()

    def sound(self, data: bytes, wanted: dict[str, Any]) -> bool:
        """Whether these bytes hold exactly what is wanted."""
        document = read(data, self.path)
        return document.root is not None and document.plain() == wanted


def replaced(data: bytes, path: str, steps: Path, words: str) -> bytes:
    """The file with these words as the value at the end of these keys. Raises EditError where that is no single value."""
    file = YamlText(data, path)
    span = file.span(*steps)
    if span is None or span.kind != "scalar":
        raise EditError(_NOT_HERE)
    wanted = changed(file.plain, steps, words + "\n" * (span.style in ("|", ">") and span.value.endswith("\n")))
    for written in ways(words, file.text, span, newline=file.newline):
        made = file.with_parts([(span.start, span.end, _apart(file.text, span, written))])
        if file.sound(made, wanted):
            return made
    raise EditError(_NOT_HERE)


def added(data: bytes, path: str, steps: Path, words: str, *, after: str = "") -> bytes:
    """The file with a new key, the last of `steps`, after this other key or at the end of the mapping above."""
    file = YamlText(data, path)
    above, name = file.spans.get(steps[:-1]), steps[-1]
    if above is None or above.kind != "mapping" or steps in file.spans:
        raise EditError(_NOT_HERE)
    wanted = changed(file.plain, steps, words)
    before = file.spans.get((*steps[:-1], after)) if after and not above.braces else None
    for written in _new_lines(file, above, before or above, str(name), words):
        made = file.with_parts([written])
        if file.sound(made, wanted):
            return made
    raise EditError(_NOT_HERE)


def _new_lines(file: YamlText, above: Span, before: Span, name: str, words: str) -> Iterable[tuple[int, int, str]]:
    column = above.start - (file.text.rfind("\n", 0, above.start) + 1)
    if above.braces:
        inside = file.text[above.start : above.end - 1].rstrip()
        at, comma = above.start + len(inside), "" if inside.endswith(("{", ",")) else ", "
        for value in fresh(words, indent=column + 2, newline=file.newline, braces=True):
            yield at, at, f"{comma}{name}: {value}"
        return
    at = before.start + len(_BELOW.sub("", file.text[before.start : before.end]))
    end = file.text.find("\n", at)  # a remark after the last value stays with it
    at = len(file.text) if end < 0 else end - (file.text[end - 1 : end] == "\r")
    for value in fresh(words, indent=column + 2, newline=file.newline):
        yield at, at, f"{file.newline}{' ' * column}{name}: {value}"


def without(data: bytes, path: str, steps: Path) -> bytes:
    """The file without this key and its value; remarks stay."""
    file = YamlText(data, path)
    span = file.span(*steps)
    if span is None or span.key_start < 0:
        raise EditError(_NOT_HERE)
    wanted = changed(file.plain, steps, None)
    for start, end in _with_key(file.text, span):
        made = file.with_parts([(start, end, "")])
        if file.sound(made, wanted):
            return made
    raise EditError(_NOT_HERE)


def _with_key(text: str, span: Span) -> Iterable[tuple[int, int]]:
    first = text.rfind("\n", 0, span.key_start) + 1
    last = text.find("\n", span.end)
    if not text[first : span.key_start].strip():
        yield first, len(text) if last < 0 else last + 1
        return
    before = text[: span.key_start].rstrip()
    if before.endswith(","):
        yield len(before) - 1, span.end
    after = text[span.end :]
    gap = len(after) - len(after.lstrip())
    if after[gap : gap + 1] == ",":
        rest = after[gap + 1 :]
        yield span.key_start, span.end + gap + 1 + len(rest) - len(rest.lstrip(" "))
    yield span.key_start, span.end


def renamed_key(data: bytes, path: str, steps: Path, name: str) -> bytes:
    """The file with another name for this key."""
    file = YamlText(data, path)
    span = file.span(*steps)
    if span is None or span.key_start < 0:
        raise EditError(_NOT_HERE)
    made = file.with_parts([(span.key_start, span.key_end, name)])
    if not file.sound(made, _renamed(file.plain, steps, name)):
        raise EditError(_NOT_HERE)
    return made


def _renamed(held: Any, steps: Path, name: str) -> Any:
    if isinstance(held, list):
        return [_renamed(one, steps[1:], name) if at == steps[0] else one for at, one in enumerate(held)]
    if len(steps) == 1:
        return {name if key == steps[0] else key: value for key, value in held.items()}
    return {key: _renamed(value, steps[1:], name) if key == steps[0] else value for key, value in held.items()}


def changed(held: Any, steps: Path, words: str | None) -> Any:
    """Plain values with another one at the end of these keys; without it where there are no words."""
    step, *rest = steps
    if isinstance(held, list):
        return [
            changed(one, tuple(rest), words) if at == step and rest else words if at == step else one
            for at, one in enumerate(held)
        ]
    made = dict(held)
    if rest:
        made[step] = changed(made[step], tuple(rest), words)
    elif words is None:
        del made[step]
    else:
        made[step] = words
    return made


def _apart(text: str, span: Span, written: str) -> str:
    """The words with a space before them where nothing stood after the colon."""
    return f" {written}" if text[span.start - 1 : span.start] == ":" and not text[span.start : span.end] else written


__all__ = ["EditError", "YamlText", "added", "changed", "renamed_key", "replaced", "without"]
