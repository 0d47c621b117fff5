"""Puts a bundle into a folder; what stands there and is no bundle is left alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.base.errors import PorchlightError
from app.line.bundle.contents import MANIFEST


class StaffFilesRefused(PorchlightError):
    """The texts are not sound, so no bundle is made of them. Run `porchlight check`."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join([str(self.__doc__), *problems[:10]]))


class NotABundle(PorchlightError):
    """The folder holds other files. Name an empty one, or one that an earlier bundle is in."""


def write_bundle(folder: Path, files: Mapping[str, bytes]) -> None:
    """Exactly these files are in the folder. Raises NotABundle where it holds anything else."""
    folder.mkdir(parents=True, exist_ok=True)
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}
    known = _listed(folder)
    if there - known - {MANIFEST} or (there and MANIFEST not in there):
        raise NotABundle
    for path in known - files.keys():
        (folder / path).unlink(missing_ok=True)
    for path, data in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        target.chmod(0o644)  # for a web server to read, whatever this program's umask is


def _listed(folder: Path) -> set[str]:
    try:
        return set(json.loads((folder / MANIFEST).read_text())["files"])
    except (OSError, ValueError, KeyError, TypeError):
        return set()
