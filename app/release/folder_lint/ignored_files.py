"""Files and folders that look right and are read by nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from app.release.problems import Problem, did_you_mean
from app.release.staff_files import candidates

_BESIDE = frozenset(
    "phrases.yaml questions_asked.yaml questions_examples.yaml places.yaml places_said.yaml places_asked.yaml heard.yaml held_back.yaml everyday.txt topics.yaml README.md".split()
)
"""Read by recognition, by the finder of places, or by people."""
_LISTS = (".csv", ".json", ".geojson", ".xlsx", ".zip", ".kml", ".tsv", ".lock")
_LEFTOVER = re.compile(r"(?:~|\.swp|\.swo|\.bak|\.orig|\.rej|\.part|\.tmp)\Z|^[.#_~]")
_LANGUAGE = re.compile(r"[a-z]{2,3}\Z")


def ignored(root: Path) -> Iterator[Problem]:
    """A warning for each file or folder below flows/ and content/ that nothing reads, with the name it should have."""
    read = {file.relative_to(root).as_posix() for file in candidates(root)}
    yield from _folders(root)
    for file in sorted([*root.glob("flows/**/*"), *root.glob("content/**/*")]):
        path = file.relative_to(root).as_posix()
        parts = path.split("/")
        if not file.is_file() or path in read or _LEFTOVER.search(file.name) or any(part[:1] == "." for part in parts):
            continue
        if parts[0] == "content" and len(parts) > 2 and not _LANGUAGE.match(parts[1]):
            continue  # its folder is named already
        if parts[0] == "content" and (file.name in _BESIDE or (len(parts) == 2 and file.suffix in _LISTS)):
            continue
        yield Problem(path, 0, 0, "FILE_IGNORED", _why(parts, file), "warning")


def _folders(root: Path) -> Iterator[Problem]:
    for folder in sorted(root.glob("content/*")):
        if not folder.is_dir() or folder.name[:1] in "._~" or _LANGUAGE.match(folder.name):
            continue
        message = f"Nobody reads 'content/{folder.name}/': the folder of a language has its two small letters, "
        message += "like en, es or ht (Haitian Creole). Rename it."
        yield Problem(f"content/{folder.name}", 0, 0, "FILE_IGNORED", message, "warning")


def _why(parts: list[str], file: Path) -> str:
    if file.name.lower().endswith((".yaml.txt", ".yml.txt", ".yaml.yaml")) or file.suffix == ".YAML":
        return f"Nobody reads this file: its name ends in '{file.suffix}'. Rename it to end in .yaml alone."
    if file.suffix in (".yaml", ".yml") and len(parts) > (2 if parts[0] == "flows" else 3):
        return "Nobody reads files in a folder inside a folder. Move it up, beside the others."
    if file.suffix in (".yaml", ".yml"):
        near = did_you_mean(file.name, [*_BESIDE, "numbers.yaml", "drugs.yaml", "facts.yaml", "programme.yaml"])
        return f"Nobody reads a file of this name here. Move it to content/<language>/ or flows/.{near}"
    return "Nobody reads a file of this kind here. If its words should be said, they belong in a .yaml file beside it."
