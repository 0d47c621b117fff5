"""Which files staff own here, and what they hold: found in a fixed order, read as bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.library.problems import Problem
from app.library.yaml_tree import MOST_BYTES

Files = dict[str, bytes]
"""Path relative to the root, with slashes -> bytes."""

LOCK = "content/emergency.lock"
NUMBERS = "content/numbers.yaml"
PATTERNS = ("flows/*.yaml", "flows/*.yml", NUMBERS, LOCK, "content/??/*.yaml", "content/??/*.yml")
NOT_OURS = frozenset({"phrases.yaml"})
"""Files in content/<language>/ that belong to recognition and are read there."""


def candidates(root: Path) -> Iterator[Path]:
    """Every path that would be read; a folder that cannot be listed has none."""
    for pattern in PATTERNS:
        try:
            found = sorted(root.glob(pattern))
        except OSError:
            continue
        for file in found:
            if file.name not in NOT_OURS and file.name[:1] not in (".", "_", "~"):
                yield file


def find_files(root: Path) -> tuple[Files, list[Problem]]:
    """The bytes of every flow and content file below this folder, and what could not be opened."""
    files: Files = {}
    problems: list[Problem] = []
    for file in candidates(root):
        path = file.relative_to(root).as_posix()
        try:
            with file.open("rb") as opened:
                files[path] = opened.read(MOST_BYTES + 1)
        except OSError as error:
            message = f"The file cannot be opened ({error.strerror or type(error).__name__}). Check who may read it."
            problems.append(Problem(path, 0, 0, "FILE", message))
    if not files and not problems:
        message = "There are no flows here. Run this in the folder that has flows/ and content/, or name that folder."
        problems.append(Problem("flows", 0, 0, "FILE", message))
    return files, problems


def release_id(files: Mapping[str, bytes]) -> str:
    """Sixteen hex digits that change when any byte of any file does."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path}\0{len(files[path])}\0".encode("utf-8", "surrogateescape"))
        digest.update(files[path])
    return digest.hexdigest()[:16]


def fingerprint(root: Path) -> tuple[tuple[str, int, int], ...]:
    """Path, size and time of change of every file: cheap to compare, changes with nearly every edit."""
    seen: list[tuple[str, int, int]] = []
    for file in candidates(root):
        try:
            status = file.stat()
        except OSError:
            continue
        seen.append((str(file), status.st_size, status.st_mtime_ns))
    return tuple(seen)
