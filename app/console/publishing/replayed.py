"""Conversations that staff wrote down, played against a draft: those that went as written and would not any more."""

from __future__ import annotations

from pathlib import Path

import msgspec

from app.engine.compiled_release import CompiledRelease
from app.release.dialogues import dialogue_files, play

DIALOGUES = "tests/dialogues"


class Replayed(msgspec.Struct, frozen=True):
    """What came of playing them all."""

    all: int
    differ: tuple[tuple[str, str], ...]
    """(name, the first difference) of each that goes as written now, and with the draft would not."""


def replayed(home: Path, live: CompiledRelease, draft: CompiledRelease) -> Replayed:
    """Every conversation below this folder, with what callers get and with the draft."""
    files = dialogue_files(home / DIALOGUES)
    differ = []
    for file in files:
        after = play(draft, file, root=home).problems
        if after and not play(live, file, root=home).problems:
            differ.append((file.stem, after[0].message))
    return Replayed(len(files), tuple(differ))
