"""Writes the `of:` mark into translations: one small change a place, comments and layout stay as they are."""

from __future__ import annotations

import re
from collections.abc import Collection

import msgspec

from app.release.problems import Problem
from app.release.sources import EntrySource, Sources, mark_of
from app.release.staff_files import Files
from app.release.yaml_reader import read
from app.release.yaml_tree import Document, Mapping, Scalar, plain

_PLAIN = re.compile(r"[^\W_](?:[\w .()!?¿¡'-]*[\w.)!?])?\Z")


class Stamped(msgspec.Struct):
    """What stamping came to."""

    files: Files
    """Changed files only: path -> new bytes."""
    keys: tuple[str, ...]
    problems: tuple[Problem, ...]
    left: tuple[str, ...] = ()
    """Stale ones that must be named to be marked."""


def stamp(
    sources: Sources, files: Files, *, language: str = "", keys: Collection[str] = (), named: Collection[str] = ()
) -> Stamped:
    """Every stale translation carries the mark of what is said now: of one language or all, of some keys or all.

    Those of `named` are marked only when they stand among `keys`: nobody signs a step that keeps somebody alive unread.
    """
    done = Stamped({}, (), ())
    if not sources.languages:
        return done
    first = sources.entries[sources.languages[0]]
    by_path: dict[str, list[EntrySource]] = {}
    for other in sources.languages[1:]:
        for key, entry in sources.entries[other].items():
            wanted = (not language or other == language) and (not keys or key in keys) and key in first
            if wanted and entry.file.of != _mark(first[key]):
                if key in named and key not in keys:
                    done.left += (f"{other} {key}",)
                    continue
                by_path.setdefault(entry.document.path, []).append(entry)
    for path, entries in by_path.items():
        marks = {entry.key: _mark(first[entry.key]) for entry in entries}
        changed = _stamped(files[path], entries[0].document, marks)
        if changed is None:
            message = "The marks could not be written here. Write 'of:' by hand, with the mark that check names."
            done.problems += (Problem(path, 0, 0, "STAMP", message),)
            continue
        done.files[path] = changed
        done.keys += tuple(f"{entry.language}/{entry.key}" for entry in entries)
    return done


def _mark(entry: EntrySource) -> str:
    return mark_of(entry.file.whole, entry.file.voice)


def _stamped(data: bytes, document: Document, marks: dict[str, str]) -> bytes | None:
    """The file with these marks, or None when anything else in it would change."""
    lines = data.decode("utf-8").split("\n")
    if document.root is None:
        return None
    places = [(document.root.entries[key].value, mark) for key, mark in marks.items()]
    # from the end, so that the places above stay where they are
    for value, mark in sorted(places, key=lambda place: place[0].line, reverse=True):
        if not _write_mark(lines, value, mark):
            return None
    changed = "\n".join(lines).encode("utf-8")
    return changed if _same_but_marks(document, read(changed, document.path), marks) else None


def _write_mark(lines: list[str], value: object, mark: str) -> bool:
    """Whether the mark could be put into the lines of this entry."""
    if isinstance(value, Mapping):
        held = value.entries.get("of")
        if held is not None and isinstance(held.value, Scalar):
            return _replace(lines, held.value, mark)
        line, column = value.line - 1, value.column - 1
        if lines[line][column : column + 1] == "{":
            lines[line] = f'{lines[line][: column + 1]}of: "{mark}", {lines[line][column + 1 :]}'
        else:
            lines.insert(line, f'{" " * column}of: "{mark}"')
        return True
    return isinstance(value, Scalar) and _write_out(lines, value, mark)


def _replace(lines: list[str], held: Scalar, mark: str) -> bool:
    before, after = lines[held.line - 1][: held.column - 1], lines[held.line - 1][held.column - 1 :]
    written = f"{held.style}{held.text}{held.style}"
    if held.empty or held.style in ("|", ">") or not after.startswith(written):
        return False
    lines[held.line - 1] = f'{before}"{mark}"{after[len(written) :]}'
    return True


def _write_out(lines: list[str], label: Scalar, mark: str) -> bool:
    """A label of bare words becomes {text: words, of: mark} on its line."""
    before, after = lines[label.line - 1][: label.column - 1], lines[label.line - 1][label.column - 1 :]
    written = f"{label.style}{label.text}{label.style}"
    if label.style in ("|", ">") or not after.startswith(written):
        return False
    words = label.text if _PLAIN.match(label.text) else "'" + label.text.replace("'", "''") + "'"
    lines[label.line - 1] = f'{before}{{text: {words}, of: "{mark}"}}{after[len(written) :]}'
    return True


def _same_but_marks(before: Document, after: Document, marks: dict[str, str]) -> bool:
    """Whether the new file says the same, and carries the marks."""
    wanted = before.plain()
    for key, mark in marks.items():
        entry = wanted[key]
        wanted[key] = {"text": entry} if isinstance(entry, str) else dict(entry)
        wanted[key]["of"] = mark
    return after.root is not None and plain(after.root) == wanted
