"""One text of the line in one language: its words changed, a new one written, one renamed everywhere, one taken out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.console.editing.spans import EditError, Path
from app.console.editing.values import YamlText, added, renamed_key, replaced, without
from app.console.editing.writing import double, fresh
from app.release.history.entries import units
from app.release.staff_files import FACTS, Files

_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z0-9][a-z0-9_]{0,39}){1,3}\Z")


def with_words(data: bytes, path: str, key: str, field: str, words: str) -> bytes:
    """The file in which this text has these words as `text`, `voice` or another field; a field without words is gone."""
    file = YamlText(data, path)
    entry = file.span(key)
    if entry is None:
        raise EditError(f"'{key}' is not in {path} any more. Somebody took it out or renamed it.")
    steps: Path = (key, *field.split("/"))
    if entry.kind == "scalar":
        if field == "text":
            return replaced(data, path, (key,), words)
        return _spread(file, key, field, words) if words else data
    held = file.span(*steps)
    if held is None:
        return added(data, path, steps, words, after="text") if words else data
    if not words and field != "text":
        return without(data, path, steps)
    return data if held.value == words else replaced(data, path, steps, words)


def _spread(file: YamlText, key: str, field: str, words: str) -> bytes:
    """A label of bare words becomes {text: words, field: more} on its line."""
    span = file.needed(key)
    wanted = {**file.plain, key: {"text": span.value, field: words}}
    for first in fresh(span.value, indent=2, newline=file.newline, braces=True):
        for second in (*fresh(words, indent=2, newline=file.newline, braces=True), double(words)):
            made = file.with_parts([(span.start, span.end, f"{{text: {first}, {field}: {second}}}")])
            if file.sound(made, wanted):
                return made
    raise EditError("This cannot be changed here without touching something else. Open it as a file.")


Field = str | list[str]
"""Words, or a list of names."""


def new_text(data: bytes, path: str, key: str, fields: Mapping[str, Field]) -> bytes:
    """The file with this text, below the last of its kind; a lone `text` is written as a label, in one line."""
    named(key)
    return new_entry(data, path, key, fields, alone=set(fields) == {"text"})


def new_entry(data: bytes, path: str, key: str, fields: Mapping[str, Field], *, alone: bool = False) -> bytes:
    """The file with this entry, below the last of its kind; `alone`, its text in one line."""
    file = YamlText(data, path)
    if (key,) in file.spans:
        raise EditError(f"'{key}' is there already, in {path}. Choose another name.")
    wanted: dict[str, Any] = {**file.plain, key: fields["text"] if alone else dict(fields)}
    at, before = _below(file, key, close=alone)
    for which in (0, 1, 2):
        lines = (
            [f"{key}: {_way(fields['text'], 2, file.newline, which)}"]
            if alone
            else _entry(key, fields, file.newline, which)
        )
        made = file.with_parts([(at, at, before + file.newline.join(lines) + file.newline)])
        if file.sound(made, wanted):
            return made
    raise EditError("These words cannot be written here. Take out letters that are not usual.")


def _entry(key: str, fields: Mapping[str, Field], newline: str, which: int) -> list[str]:
    return [f"{key}:", *(f"  {name}: {_way(words, 4, newline, which)}" for name, words in fields.items())]


def _way(words: Field, indent: int, newline: str, which: int) -> str:
    if not isinstance(words, str):
        return f"[{', '.join(words)}]"
    found = list(fresh(words, indent=indent, newline=newline))
    return found[min(which, len(found) - 1)]


def _below(file: YamlText, key: str, *, close: bool) -> tuple[int, str]:
    """(where a new entry goes, what stands before it): below its nearest relative, labels without an empty line."""
    tops = [steps for steps in file.spans if len(steps) == 1]
    prefix = key.rpartition(".")[0]
    kin = [steps for steps in tops if str(steps[0]).rpartition(".")[0] == prefix] or tops
    if not kin:
        return len(file.text), ""
    span = file.needed(*kin[-1])
    end = file.text.find("\n", span.start + len(file.text[span.start : span.end].rstrip()))
    at = len(file.text) if end < 0 else end + 1
    alike = close and "\n" not in file.text[span.key_start : span.end].strip()
    return at, (file.newline if end < 0 else "") + ("" if alike else file.newline)


def taken_out(data: bytes, path: str, key: str) -> bytes:
    """The file without this text and the remarks right above it."""
    parts = units(data, path)
    if parts is None or key not in {one.name for one in parts}:
        return without(data, path, (key,))
    at = next(number for number, one in enumerate(parts) if one.name == key)
    kept = [one.core + one.gap for one in parts]
    kept[at] = ""
    if at:  # the empty line below it stays between its neighbours
        last = at == len(parts) - 1
        gap = parts[at].gap if last else max(parts[at - 1].gap, parts[at].gap, key=len)
        kept[at - 1] = parts[at - 1].core + gap
    made = "".join(kept).encode()
    file = YamlText(data, path)
    if not file.sound(made, {name: held for name, held in file.plain.items() if name != key}):
        return without(data, path, (key,))
    return made


def renamed(files: Mapping[str, bytes], old: str, new: str) -> Files:
    """The files that change where this text gets another name: in every language, in the flows, and among the facts."""
    named(new)
    made: Files = {}
    for path, data in files.items():
        if not path.endswith(".yaml") or old.encode() not in data:
            continue
        if new.encode() in data and (new,) in YamlText(data, path).spans:
            raise EditError(f"'{new}' is there already, in {path}. Choose another name.")
        after = _renamed_in(data, path, old, new)
        if after != data:
            made[path] = after
    if not made:
        raise EditError(f"'{old}' is not there any more.")
    return made


def _renamed_in(data: bytes, path: str, old: str, new: str) -> bytes:
    if path.startswith("content/"):
        own = path == FACTS or path.count("/") == 2
        return renamed_key(data, path, (old,), new) if own and (old,) in YamlText(data, path).spans else data
    while True:
        spans = YamlText(data, path).spans.items()
        place = next((steps for steps, span in spans if span.value == old and is_use(steps)), None)
        if place is None:
            return data
        data = replaced(data, path, place, new)


def is_use(steps: Path) -> bool:
    """Whether a content key stands at this place of a flow."""
    way = steps[-2] if isinstance(steps[-1], int) else steps[-1]
    return steps[0] == "nodes" and way in ("say", "pace", "stay", "label")


def named(key: str) -> None:
    """A text may be called so. Raises EditError."""
    if not _KEY.match(key):
        raise EditError(
            f"'{key}' cannot be a name. Write small letters, digits and _, with a dot between: naloxone.how."
        )
