"""Which files staff own here, and what they hold: found in a fixed order, read as bytes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from app.release.problems import Problem
from app.release.yaml_tree import MOST_BYTES

Files = dict[str, bytes]
"""Path relative to the root, with slashes -> bytes."""

LOCK = "content/emergency.lock"
PUBLISHING = "content/.publishing"
"""Stands in the folder while a release is written into it: until it is gone nobody takes up what they find there."""
NUMBERS = "content/numbers.yaml"
DRUGS = "content/drugs.yaml"
FACTS = "content/facts.yaml"
SIGNATURES = "content/signatures.yaml"
"""Who signed which fact; written by `porchlight facts sign`."""
PROGRAMME = "content/programme.yaml"
PATTERNS = (
    "flows/*.yaml",
    "flows/*.yml",
    NUMBERS,
    DRUGS,
    FACTS,
    SIGNATURES,
    PROGRAMME,
    LOCK,
    "content/[a-z][a-z]/*.yaml",
    "content/[a-z][a-z]/*.yml",
)
NOT_OURS = frozenset(
    {
        "phrases.yaml",
        "questions_asked.yaml",
        "questions_examples.yaml",
        "places.yaml",
        "places_said.yaml",
        "places_asked.yaml",
        "held_back.yaml",
        "heard.yaml",
    }
)
"""Files in content/<language>/ that belong to recognition or to the finder of places, and are read there."""


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


def flows_and_texts(files: Mapping[str, bytes]) -> Files:
    """Those of these files that flows and texts are read from, in the order in which a folder's would be."""
    held = [(place, path) for path in files if (place := _place(path)) >= 0]
    return {path: files[path] for _, path in sorted(held)}


@lru_cache(maxsize=4096)
def _place(path: str) -> int:
    """Which pattern a path fits first; -1 for none, and for what is read elsewhere."""
    found = (place for place, pattern in enumerate(PATTERNS) if PurePosixPath(path).match(pattern))
    return -1 if PurePosixPath(path).name in NOT_OURS else next(found, -1)


def is_no_file(path: Path) -> bool:
    """Whether this is a pipe, a socket or a device, also behind a link."""
    return path.exists() and not path.is_file() and not path.is_dir()


def find_files(root: Path) -> tuple[Files, list[Problem]]:
    """The bytes of every flow and content file below this folder, and what could not be opened."""
    files: Files = {}
    problems: list[Problem] = []
    for file in candidates(root):
        path = file.relative_to(root).as_posix()
        if is_no_file(file):
            message = (
                "This is no file but a pipe, a socket or a device: reading it might never end. Put a file in its place."
            )
            problems.append(Problem(path, 0, 0, "FILE", message))
            continue
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


@cache
def program_id() -> str:
    """Changes when the program that reads and checks changes, so that what an older one kept is not used."""
    rooms = [
        Path(__file__).parent,
        Path(__file__).parents[1] / "language",
        Path(__file__).parents[1] / "engine",
        Path(__file__).parents[1] / "drugs",
        Path(__file__).parents[1] / "understanding",
    ]
    parts = [
        (file.name, file.stat().st_size, file.stat().st_mtime_ns)
        for room in rooms
        for file in room.rglob("*.*")
        if file.suffix in (".py", ".json")
    ]
    return hashlib.sha256(repr(sorted(parts)).encode()).hexdigest()[:16]


def half_written(root: Path) -> bool:
    """Whether a release is being written into this folder at this moment, or the writing broke off."""
    return (root / PUBLISHING).exists()


def write_whole(file: Path, data: bytes) -> None:
    """The file has these bytes, all or none of them, whoever else writes it; raises OSError when it cannot."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as opened:
            opened.write(data)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
