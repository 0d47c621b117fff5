"""A language is a folder: Python knows none of them by name, but where this list says why. The number may only fall."""

from __future__ import annotations

import ast
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODES = frozenset(folder.name for folder in (ROOT / "content").glob("??"))
ALLOWED = {
    "app/language/default.py": (1, "the default language is named once"),
    "app/places/hours_spelling.py": (1, "a day in two letters, which is also the code of a language"),
    "app/understanding/other_languages.py": (
        15,
        "codes of languages by their scripts and commonest words: those that are a draft or not there are told apart here",
    ),
}
CEILING = 0
"""Literals outside the list above; only ever lowered."""


def literals() -> Counter[str]:
    """File -> how often it names a language of the line as a whole text."""
    found: Counter[str] = Counter()
    for file in sorted(path for room in ("app", "workers") for path in (ROOT / room).rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        found[file.relative_to(ROOT).as_posix()] = sum(
            isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in CODES
            for node in ast.walk(tree)
        )
    return +found


def test_python_names_a_language_only_where_there_is_a_reason() -> None:
    found = literals()
    beside = {file: count - ALLOWED.get(file, (0, ""))[0] for file, count in found.items()}

    assert CEILING >= sum(count for count in beside.values() if count > 0), {f: n for f, n in beside.items() if n > 0}


def test_nothing_stands_on_the_list_that_is_not_needed() -> None:
    found = literals()

    assert {file: count for file, (count, _) in ALLOWED.items()} == {file: found[file] for file in ALLOWED}
