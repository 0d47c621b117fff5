"""Who changed staff files since they were signed, as far as git knows: whoever edited a text does not approve it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Collection
from pathlib import Path

from app.release.approvals import person
from app.release.staff_files import LOCK

_SECONDS = 5.0


def editors(root: Path, paths: Collection[str]) -> frozenset[str]:
    """Names, folded, of those who changed these files after the last signature; nobody where the folder is not in git."""
    if not paths or _git(root, "rev-parse", "--is-inside-work-tree").strip() != "true":
        return frozenset()
    names = set()
    signed_in = _git(root, "log", "-1", "--format=%H", "--", LOCK).strip()
    if signed_in:
        names |= set(_git(root, "log", "--format=%an", f"{signed_in}..HEAD", "--", *paths).splitlines())
    if _git(root, "status", "--porcelain", "--", *paths).strip():
        names.add(_git(root, "config", "user.name").strip())
    return frozenset(filter(None, map(person, names)))


def _git(root: Path, *words: str) -> str:
    program = shutil.which("git")
    if program is None:
        return ""
    try:
        done = subprocess.run(
            [program, "-C", str(root), *words], capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout if done.returncode == 0 else ""
