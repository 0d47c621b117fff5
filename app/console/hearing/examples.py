"""Lists of messages in staff files: one message added at the end of its list, every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Mapping

from app.base.errors import PorchlightError
from app.release import yaml_tree
from app.release.phrases import FILE, QUESTIONS
from app.release.yaml_reader import MOST_BYTES_PHRASES, read
from app.release.yaml_tree import Document, Scalar

LONGEST = 200
_MANY_DIGITS = re.compile(r"(?:\d[ .()-]*){7,}")
_PATTERN_MARKS = re.compile(r"[|+*]|(?<!\w)-(?=\w)")


class ExampleError(PorchlightError):
    """This message cannot be added; `said` is the word of the page that tells why."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


def cleaned(message: str) -> str:
    """One line of plain words. Raises ExampleError for what is none, is too long, or holds a number of somebody's."""
    line = " ".join(message.split())
    if not any(letter.isalnum() for letter in line):
        raise ExampleError("example_empty")
    if len(line) > LONGEST:
        raise ExampleError("example_long")
    if _MANY_DIGITS.search(line):
        raise ExampleError("example_number")
    return line


def topics_of(files: Mapping[str, bytes], language: str) -> tuple[str, ...]:
    """Every topic this language has words or questions for, by name."""
    phrases = _read(files, f"content/{language}/{FILE}").value("topics")
    asked = _read(files, f"content/{language}/{QUESTIONS}").root
    found = {*(phrases.entries if isinstance(phrases, yaml_tree.Mapping) else ()), *(asked.entries if asked else ())}
    return tuple(sorted(found))


def with_example(files: Mapping[str, bytes], language: str, target: str, message: str) -> dict[str, bytes]:
    """The file that changes where this message is one more of `intent:NAME` or `topic:NAME`; none where it is there already."""
    kind, _, name = target.partition(":")
    phrases, asked = f"content/{language}/{FILE}", f"content/{language}/{QUESTIONS}"
    if kind == "intent":
        return _added(files, phrases, ("intents", name, "examples"), message)
    if isinstance(_read(files, phrases).value("topics", name), Scalar):
        return _added(files, phrases, ("topics", name), message)
    if _PATTERN_MARKS.search(message):
        raise ExampleError("example_marks")
    return _added(files, asked, (name,), message)


def _added(files: Mapping[str, bytes], path: str, steps: tuple[str, ...], message: str) -> dict[str, bytes]:
    document = _read(files, path)
    block = document.value(*steps)
    if not isinstance(block, Scalar) or block.style != "|":
        raise ExampleError("example_no_list")
    if message in (line.strip() for line in block.text.splitlines()):
        raise ExampleError("example_there")
    text = files[path].decode("utf-8")
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = text.split("\n")
    first = block.line  # the header of a block stands on line `block.line`, counted from 1: its words follow it
    last = first
    indent = len(lines[first]) - len(lines[first].lstrip(" "))
    for number in range(first, len(lines)):
        line = lines[number].rstrip("\r")
        if line.strip() and len(line) - len(line.lstrip(" ")) < indent:
            break
        last = number if line.strip() else last
    ended = lines[last].endswith("\r") or newline == "\n"
    lines[last] = lines[last] if ended else f"{lines[last]}\r"
    lines.insert(last + 1, " " * indent + message + ("\r" if newline == "\r\n" else ""))
    made = "\n".join(lines).encode("utf-8")
    after = read(made, path, most_bytes=MOST_BYTES_PHRASES)
    grown = after.value(*steps)
    if (
        after.problems
        or not isinstance(grown, Scalar)
        or grown.text.rstrip("\n") != f"{block.text.rstrip()}\n{message}"
    ):
        raise ExampleError("example_no_list")
    return {path: made}


def _read(files: Mapping[str, bytes], path: str) -> Document:
    return read(files.get(path, b""), path, most_bytes=MOST_BYTES_PHRASES)
