"""What this checkout has learnt from its phrases, for tests that are about something else than learning it again."""

from __future__ import annotations

import shutil
from pathlib import Path

LEARNT = Path(__file__).resolve().parents[1] / "var" / "cache"


def take_learnt(cache: Path) -> None:
    """The folder holds what was learnt, where anything was; phrases that are others than then are learnt all the same."""
    if LEARNT.is_dir():
        shutil.copytree(LEARNT, cache, dirs_exist_ok=True)
