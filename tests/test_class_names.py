"""One name, one thing: no class name stands in two files, so that a name alone says which is meant."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_no_class_name_stands_in_two_files() -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for room in ("app", "workers"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef):
                    found[node.name].add(path.relative_to(ROOT).as_posix())
    twice = {name: sorted(files) for name, files in found.items() if len(files) > 1}

    assert {} == twice
