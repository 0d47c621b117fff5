"""Signatures under texts, numbers and drugs: who compared what stands there with its source, bound to it by a mark.

One small change a place: comments and layout stay. A mark has two halves, of the words and of the day they were reviewed, so
that whoever writes a new day by hand has said that they looked again.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from datetime import date

from app.release.drug_schema import DrugsFile
from app.release.programme import whole
from app.release.sources import PENDING, EntrySource, NumberSource, Sources
from app.release.staff_files import DRUGS, PROGRAMME, Files
from app.release.yaml_reader import read
from app.release.yaml_tree import Document, Mapping, Scalar

Reviewed = EntrySource | NumberSource
PROGRAMME_KEY = "programme"
"""By this name content/programme.yaml is signed, as one."""


def review_mark(words: str, day: date | None) -> str:
    """The mark of these words as reviewed on this day."""
    return f"{_short(words, 8)}-{_short(str(day), 4)}"


def _short(text: str, letters: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:letters]


def words_of(one: Reviewed) -> str:
    """What a review is of: the words as text and spoken, or the number and when it answers."""
    if isinstance(one, NumberSource):
        return f"{one.file.number}\n{one.file.kind}"
    return f"{one.file.whole}\n{one.file.voice}"


def mark_now(one: Reviewed) -> str:
    """The mark that fits what stands there now."""
    return review_mark(words_of(one), one.file.reviewed)


def drugs_mark(drugs: DrugsFile) -> str:
    """The mark that fits what content/drugs.yaml says now."""
    held = drugs.model_dump(mode="json", exclude={"reviewed", "review_by", "reviewed_by", "reviewed_of"})
    return review_mark(json.dumps(held, sort_keys=True), drugs.reviewed)


def signed_by_a_person(reviewed_by: str) -> bool:
    """Whether somebody's name stands there."""
    return bool(reviewed_by.strip()) and reviewed_by.strip().lower() != PENDING


def reviewed_things(sources: Sources) -> Iterable[Reviewed]:
    """Every text and number that says when it was reviewed."""
    for entries in sources.entries.values():
        yield from (entry for entry in entries.values() if entry.file.reviewed_by or entry.file.reviewed)
    yield from sources.numbers.values()


def put_names(
    sources: Sources, files: Files, *, name: str, keys: Collection[str] = ()
) -> tuple[Files, tuple[str, ...]]:
    """(changed files, what was signed): the name and the mark stand at each text and number, of some keys or all."""
    by_path: dict[str, list[Reviewed]] = {}
    signed: list[str] = []
    for one in reviewed_things(sources):
        key = one.name if isinstance(one, NumberSource) else one.key
        if not keys or key in keys:
            by_path.setdefault(one.document.path, []).append(one)
            signed.append(f"{one.document.path} {key}")
    changed: Files = {}
    for path, things in by_path.items():
        lines = files[path].decode("utf-8").split("\n")
        for one in sorted(things, key=_line, reverse=True):  # from the end, so that the lines above stay where they are
            key = one.name if isinstance(one, NumberSource) else one.key
            _put(lines, one.document, key, name, mark_now(one))
        _keep(changed, files, path, lines)
    if not keys and sources.drugs.facts is not None:
        document, drugs = sources.drugs.facts
        lines = files[DRUGS].decode("utf-8").split("\n")
        _put_under(lines, document, name, drugs_mark(drugs))
        _keep(changed, files, DRUGS, lines)
        signed.append(DRUGS)
    if sources.programme is not None and (not keys or PROGRAMME_KEY in keys):
        lines = files[PROGRAMME].decode("utf-8").split("\n")
        _put_under(
            lines,
            sources.programme.document,
            name,
            review_mark(whole(sources.programme.file), sources.programme.file.reviewed),
        )
        _keep(changed, files, PROGRAMME, lines)
        signed.append(PROGRAMME)
    return changed, tuple(signed)


def _put_under(lines: list[str], document: Document, name: str, mark: str) -> None:
    """The name and the mark in a file that is signed as one."""
    by, held = document.value("reviewed_by"), document.value("reviewed_of")
    if not isinstance(by, Scalar):
        return
    if isinstance(held, Scalar):
        _replace(lines, held, f'"{mark}"')
    else:
        lines.insert(by.line, f'reviewed_of: "{mark}"')
    _replace(lines, by, _named(name))


def _keep(changed: Files, files: Files, path: str, lines: list[str]) -> None:
    data = "\n".join(lines).encode("utf-8")
    if data != files[path] and not read(data, path).problems:
        changed[path] = data


def _line(one: Reviewed) -> int:
    key = one.name if isinstance(one, NumberSource) else one.key
    return one.document.where(key, key=True)[0]


def _put(lines: list[str], document: Document, key: str, name: str, mark: str) -> None:
    """The name under reviewed_by, and the mark on the line below it."""
    value, held = document.value(key), document.value(key, "reviewed_of")
    if not isinstance(value, Mapping):
        return
    if isinstance(held, Scalar):
        _replace(lines, held, f'"{mark}"')
    by = document.value(key, "reviewed_by")
    if not isinstance(by, Scalar):
        return
    if held is None:
        line, indent = by.line - 1, value.column - 1
        if lines[line][:indent].strip():
            return  # written on one line in braces: the mark would have to go inside
        lines.insert(line + 1, f'{" " * indent}reviewed_of: "{mark}"')
    _replace(lines, by, _named(name))


def _named(name: str) -> str:
    return name if re.fullmatch(r"[^\W_][\w .'-]*\w", name) else "'" + name.replace("'", "''") + "'"


def _replace(lines: list[str], held: object, new: str) -> None:
    if not isinstance(held, Scalar) or held.empty:
        return
    before, after = lines[held.line - 1][: held.column - 1], lines[held.line - 1][held.column - 1 :]
    written = f"{held.style}{held.text}{held.style}"
    if after.startswith(written):
        lines[held.line - 1] = before + new + after[len(written) :]
