"""Writes app/language/shipped.json from content/<language>/: `make shipped`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

FILES = ("places_said", "places_asked", "heard")
"""Files of a language's folder that are taken whole."""
OF_LANGUAGE = ("parts", "fact_words", "reading", "repeat_mark", "voices", "schedule", "digits", "letters")
"""Words of language.yaml that are taken."""
ROOT = Path(__file__).resolve().parent.parent


def shipped_from(content: Path) -> str:
    """The text of shipped.json for these folders."""
    found = {folder.name: _of(folder) for folder in sorted(content.glob("??")) if folder.is_dir()}
    whole = {language: parts for language, parts in found.items() if parts}
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _of(folder: Path) -> dict[str, Any]:
    parts = {name: _read(folder / f"{name}.yaml") for name in FILES if (folder / f"{name}.yaml").is_file()}
    language = _read(folder / "language.yaml") if (folder / "language.yaml").is_file() else {}
    return parts | {name: language[name] for name in OF_LANGUAGE if name in language}


def _read(file: Path) -> dict[str, Any]:
    # Every scalar stays a text, as staff files are read elsewhere: `no` and `1` are words.
    read: dict[str, Any] = yaml.load(file.read_bytes(), Loader=yaml.BaseLoader)  # noqa: S506 - BaseLoader makes texts only
    return read


if __name__ == "__main__":
    (ROOT / "app" / "language" / "shipped.json").write_text(shipped_from(ROOT / "content"), encoding="utf-8")
