"""What holds of the house as a whole: one name for one thing, and nothing loaded behind a reader's back."""

from __future__ import annotations

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OURS = ("app", "workers", "tests", "tools")
PURE = ("base", "config", "privacy", "language", "understanding", "places", "drugs", "engine")
"""Rooms in which nothing is slow to start, so nothing of ours is imported late."""


def _files(*folders: str) -> Iterator[Path]:
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def _imports(node: ast.AST) -> Iterator[ast.ImportFrom | ast.Import]:
    return (one for one in ast.walk(node) if isinstance(one, ast.ImportFrom | ast.Import))


def _is_ours(one: ast.ImportFrom | ast.Import) -> bool:
    names = [one.module or ""] if isinstance(one, ast.ImportFrom) else [alias.name for alias in one.names]
    return any(name.split(".")[0] in OURS for name in names)


def test_nothing_of_ours_goes_by_a_second_name() -> None:
    second = [
        f"{file.relative_to(ROOT)}:{one.lineno}"
        for file in _files("app", "workers", "tools")
        for one in _imports(ast.parse(file.read_text(encoding="utf-8")))
        if _is_ours(one) and any(alias.asname for alias in one.names)
    ]

    assert [] == second


def test_no_file_name_stands_in_three_rooms() -> None:
    rooms: dict[str, set[str]] = defaultdict(set)
    for file in _files("app", "workers"):
        if not file.name.startswith("__"):
            rooms[file.name].add(file.relative_to(ROOT).parts[1])

    assert [] == [(name, sorted(where)) for name, where in sorted(rooms.items()) if len(where) > 2]


def test_pure_rooms_import_nothing_of_ours_inside_a_function() -> None:
    late = [
        f"{file.relative_to(ROOT)}:{one.lineno}"
        for file in _files(*(f"app/{room}" for room in PURE))
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for one in _imports(function)
        if _is_ours(one)
    ]

    assert [] == late
