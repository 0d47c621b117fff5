"""What the check says of one file as it is typed, and which of it one press mends."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from app.console.editing.first_look import first_look
from app.release.pasted import mended
from app.release.problems import Problem, by_cause, keeping_out
from app.release.staff_files import flows_and_texts
from app.release.yaml_reader import MOST_BYTES_PHRASES, read

_NEAR = re.compile(r"Did you mean '([^'\n]{1,60})'\?")
_QUOTED = re.compile(r"'([^'\n]{1,80})'")


class LineFix(msgspec.Struct, frozen=True):
    """One word of one line that is written otherwise by a press."""

    line: int
    old: str
    new: str

    @property
    def sent(self) -> str:
        """As a button of a form carries it."""
        return msgspec.json.encode([self.line, self.old, self.new]).decode()


class FileMistake(msgspec.Struct, frozen=True):
    """One mistake, with the press that mends it where there is one."""

    problem: Problem
    fix: LineFix | None


class FileVerdict(msgspec.Struct, frozen=True):
    """What the check says of a file: its own mistakes, and what they hold back elsewhere."""

    own: tuple[FileMistake, ...]
    elsewhere: tuple[Problem, ...]
    pasted: bool
    """Whether something of a word processor is in it that one press makes plain."""


def verdict_of(path: str, data: bytes, files: Mapping[str, bytes], blanks: Mapping[str, str]) -> FileVerdict:
    """The verdict of this file among the others, before it is saved: quick, so without what runs the engine."""
    after = dict(files) | {path: data}
    checked = flows_and_texts(after)
    if path in checked:
        problems = first_look(checked, blanks)
    elif path.endswith((".yaml", ".yml")):
        problems = tuple(read(data, path, most_bytes=MOST_BYTES_PHRASES).problems)
    else:
        problems = ()
    lines = data.decode("utf-8", "replace").splitlines()
    own = by_cause(one for one in problems if one.path == path)
    others = keeping_out(one for one in problems if one.path != path)
    return FileVerdict(
        tuple(FileMistake(one, fix_of(one, lines)) for one in own), by_cause(others)[:10], mended(data) != data
    )


def fix_of(problem: Problem, lines: list[str]) -> LineFix | None:
    """What to write instead, where the check knows it and the wrong word stands once in its line."""
    near, wrong = _NEAR.search(problem.message), _QUOTED.search(problem.message)
    if near is None or wrong is None or not 1 <= problem.line <= len(lines):
        return None
    old, new = wrong.group(1), near.group(1)
    if old.startswith("{") and not new.startswith("{"):
        new = f"{{{new}}}"
    for line in (problem.line, problem.line + 1):  # a block of text begins below its name
        if line <= len(lines) and lines[line - 1].count(old) == 1:
            return LineFix(line, old, new)
    return None


def fixed(text: str, sent: str) -> str:
    """The text with this fix made; as it is where the line is another by now."""
    try:
        line, old, new = msgspec.json.decode(sent, type=tuple[int, str, str])
    except (msgspec.DecodeError, msgspec.ValidationError):
        return text
    lines = text.splitlines(keepends=True)
    if 1 <= line <= len(lines) and lines[line - 1].count(old) == 1:
        lines[line - 1] = lines[line - 1].replace(old, new)
    return "".join(lines)
