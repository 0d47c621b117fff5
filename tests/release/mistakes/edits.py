"""Edits as staff make them by accident, on a copy of flows/ and content/: each is data, and says nothing of the outcome."""

from __future__ import annotations

import csv
import io
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

Edit = dict[str, Any]
_KEY = re.compile(r"^(['\"]?[\w.]+['\"]?):", re.MULTILINE)


def make(root: Path, edits: list[Edit]) -> None:
    """The edits are made below this folder, in order; one that changes nothing is a mistake of the case itself."""
    for edit in edits:
        _DOING[edit["do"]](root, edit)


def _read(file: Path) -> str:
    with file.open(encoding="utf-8", newline="") as opened:
        return opened.read()


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("w", encoding="utf-8", newline="") as opened:
        opened.write(text)


def _files(root: Path, edit: Edit) -> list[Path]:
    return sorted(file for file in root.glob(edit["file"]) if file.is_file())


def _blocks(text: str) -> list[tuple[str, int, int]]:
    """(key, start, end) of each entry at the left edge."""
    starts = [(found.group(1).strip("'\""), found.start()) for found in _KEY.finditer(text)]
    ends = [start for _, start in starts[1:]] + [len(text)]
    return [(key, start, end) for (key, start), end in zip(starts, ends, strict=True)]


def _where(text: str, edit: Edit) -> list[tuple[int, int]]:
    if not edit.get("key"):
        return [(0, len(text))]
    return [(start, end) for key, start, end in _blocks(text) if re.search(edit["key"], key)]


def _sub(root: Path, edit: Edit) -> None:
    spaced = edit["find"] if edit.get("line") else edit["find"].replace(" ", r"\s+")
    done = False
    for file in _files(root, edit):
        text = _read(file)
        for start, end in reversed(_where(text, edit)) if edit.get("all") else _where(text, edit):
            changed, times = re.subn(spaced, edit["put"], text[start:end], count=0 if edit.get("all") else 1)
            if times:
                text, done = text[:start] + changed + text[end:], True
                if not edit.get("all"):
                    break
        _write(file, text)
        if done and not edit.get("all"):
            return
    assert done or edit.get("optional"), f"nothing like {edit['find']!r} in {edit['file']}"


def _entry(text: str, pattern: str) -> tuple[str, int, int]:
    return next((key, start, end) for key, start, end in _blocks(text) if re.search(pattern, key))


def _with_words(block: str, words: str) -> str:
    """The block of an entry with other words as its text."""
    if re.search(r"^  text:", block, re.MULTILINE):
        return re.sub(r"^  text:.*\n(?:    .*\n)*", lambda _: f"  text: {words}\n", block, count=1, flags=re.MULTILINE)
    return f"{block.split(':', maxsplit=1)[0]}: {words}\n"


def _words(block: str) -> str:
    found = re.search(r"^  text: *(?:[>|]-?\n((?:    .*\n)+)|(.*)\n)", block, re.MULTILINE)
    words = " ".join((found.group(1) or found.group(2)).split()) if found else block.split(":", 1)[1].strip()
    return words.strip("'\"")


def _set(root: Path, edit: Edit, change: Callable[[str], str]) -> None:
    for file in _files(root, edit):
        text = _read(file)
        for key, start, end in reversed(_blocks(text)):
            if re.search(edit["key"], key):
                text = text[:start] + change(text[start:end]) + text[end:]
        _write(file, text)


def _quoted(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


def _blank(root: Path, edit: Edit) -> None:
    _set(root, edit, lambda block: _with_words(block, '""'))


def _set_text(root: Path, edit: Edit) -> None:
    _set(root, edit, lambda block: _with_words(block, _quoted(edit["put"])))


def _append_text(root: Path, edit: Edit) -> None:
    _set(root, edit, lambda block: _with_words(block, _quoted(f"{_words(block)} {edit['put']}")))


def _copy_text(root: Path, edit: Edit) -> None:
    source, aim = _read(root / edit["file"]), _read(root / edit["to"])
    for key, start, end in reversed(_blocks(aim)):
        if re.search(edit["key"], key):
            words = _words(source[slice(*_entry(source, f"^{re.escape(key)}$")[1:])])
            aim = aim[:start] + _with_words(aim[start:end], _quoted(words)) + aim[end:]
    _write(root / edit["to"], aim)


def _cut(root: Path, edit: Edit) -> None:
    file = root / edit["file"]
    text = _read(file)
    said = [block for block in _blocks(text) if "  text: >-" in text[slice(*block[1:])]]
    start = said[-1][1]
    words = text.index("  text: >-", start)
    _write(file, text[: words + 60 + edit.get("more", 0)])


def _phrases(root: Path, edit: Edit) -> None:
    file = root / edit["file"]
    lines = _read(file).split("\n")
    intent = lines.index(f"  {edit['intent']}:")
    for part in edit["parts"]:
        at = next(n for n in range(intent + 1, len(lines)) if lines[n].startswith(f"    {part}:"))
        end = next((n for n in range(at + 1, len(lines)) if not lines[n].startswith("      ")), len(lines))
        del lines[at + 1 + edit.get("keep", 0) : end]
    _write(file, "\n".join(lines))


def _csv(root: Path, edit: Edit, change: Callable[[list[str], list[list[str]]], None]) -> None:
    rows = list(csv.reader(io.StringIO(_read(root / edit["file"]))))
    change(rows[0], rows[1:])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    _write(root / edit["file"], out.getvalue())


def _csv_header(root: Path, edit: Edit) -> None:
    def renamed(head: list[str], _rows: list[list[str]]) -> None:
        head[head.index(edit["old"])] = edit["new"]

    _csv(root, edit, renamed)


def _csv_swap(root: Path, edit: Edit) -> None:
    def swapped(head: list[str], rows: list[list[str]]) -> None:
        one, two = (head.index(name) for name in edit["columns"])
        for row in rows[: edit.get("rows", 1)]:
            row[one], row[two] = row[two], row[one]

    _csv(root, edit, swapped)


def _csv_set(root: Path, edit: Edit) -> None:
    def put(head: list[str], rows: list[list[str]]) -> None:
        rows[edit.get("row", 0)][head.index(edit["column"])] = edit["put"]

    _csv(root, edit, put)


def _copy(root: Path, edit: Edit) -> None:
    (root / edit["to"]).parent.mkdir(parents=True, exist_ok=True)
    if (root / edit["file"]).is_dir():
        shutil.copytree(root / edit["file"], root / edit["to"], dirs_exist_ok=True)
    else:
        shutil.copy(root / edit["file"], root / edit["to"])


def _remove(root: Path, edit: Edit) -> None:
    for found in root.glob(edit["file"]):
        if found.is_dir():
            shutil.rmtree(found)
        else:
            found.unlink()


def _write_file(root: Path, edit: Edit) -> None:
    _write(root / edit["file"], edit["put"])


def _run(root: Path, edit: Edit) -> None:
    subprocess.run([sys.executable, "-m", "app.cli.main", *edit["args"]], cwd=root, check=False, capture_output=True)


_DOING: dict[str, Callable[[Path, Edit], None]] = {
    "sub": _sub,
    "blank": _blank,
    "set_text": _set_text,
    "append_text": _append_text,
    "copy_text": _copy_text,
    "cut": _cut,
    "phrases": _phrases,
    "csv_header": _csv_header,
    "csv_swap": _csv_swap,
    "csv_set": _csv_set,
    "copy": _copy,
    "remove": _remove,
    "write": _write_file,
    "run": _run,
}
