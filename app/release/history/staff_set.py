"""Which files a release is made of: everything staff own, found on disk, under names that lead nowhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from app.base.errors import PorchlightError
from app.release.staff_files import LOCK, Files, write_whole

_PATH = re.compile(
    r"(?:flows|content|content/[A-Za-z]{2})/[A-Za-z0-9][A-Za-z0-9_.-]{0,80}\.(?:yaml|yml|csv|txt|lock)\Z"
)
_FOLDERS = ("flows", "content", "content/[A-Za-z][A-Za-z]")
MOST_BYTES = 8 * 1024 * 1024


class FilePathError(PorchlightError):
    """That is no staff file. They are flows/NAME.yaml, content/NAME.yaml and content/LANGUAGE/NAME.yaml, 8 MB at most."""


def is_staff_path(path: str) -> bool:
    """Whether a release may hold a file of this name."""
    return bool(_PATH.match(path)) and ".." not in path


def staff_paths(root: Path) -> Iterator[Path]:
    """Every file below this folder that belongs to a release, in order."""
    for folder in _FOLDERS:
        for file in sorted(root.glob(f"{folder}/*")):
            if is_staff_path(file.relative_to(root).as_posix()) and file.is_file():
                yield file


def read_folder(root: Path) -> Files:
    """Path -> bytes of every staff file of this folder. Raises OSError for one that cannot be read."""
    return {file.relative_to(root).as_posix(): file.read_bytes()[:MOST_BYTES] for file in staff_paths(root)}


def write_folder(root: Path, before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[list[str], list[str]]:
    """(written, taken out): the folder holds `after` where it held `before`; each file whole at every moment."""
    written = [path for path in sorted(after) if before.get(path) != after[path]]
    gone = sorted(path for path in before if path not in after)
    for path in written:
        write_whole(root / path, after[path])
    for path in gone:
        (root / path).unlink(missing_ok=True)
    return written, gone


def lockless(files: Mapping[str, bytes]) -> Files:
    """The files without the lock: where the record keeps the approvals, a lock says nothing."""
    return {path: data for path, data in files.items() if path != LOCK}
