"""What every page has by itself is called otherwise than what any page is given, or that page breaks."""

from __future__ import annotations

import ast
from pathlib import Path

from app.console import page

HERE = Path(page.__file__).parent


def _given(file: Path) -> set[str]:
    """Names of what the pages of this file are given."""
    calls = (one for one in ast.walk(ast.parse(file.read_text(encoding="utf-8"))) if isinstance(one, ast.Call))
    shown = (one for one in calls if isinstance(one.func, ast.Name) and one.func.id in {"page", "fragment"})
    return {word.arg for one in shown for word in one.keywords if word.arg}


def _own() -> set[str]:
    """Names of what every page has."""
    tree = ast.parse(Path(page.__file__).read_text(encoding="utf-8"))
    base = next(one for one in tree.body if isinstance(one, ast.FunctionDef) and one.name == "_base")
    (held,) = (one for one in ast.walk(base) if isinstance(one, ast.Dict))
    return {key.value for key in held.keys if isinstance(key, ast.Constant) and isinstance(key.value, str)}


def test_no_page_is_given_what_every_page_has() -> None:
    own = _own()

    assert "token" in own
    assert {} == {file.name: both for file in HERE.rglob("*.py") if (both := _given(file) & own)}
