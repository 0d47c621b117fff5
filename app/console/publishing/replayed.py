"""Conversations that staff wrote down, played against a draft: those that went as written and would not any more."""

from __future__ import annotations

from pathlib import Path
from weakref import WeakKeyDictionary

import msgspec

from app.engine.compiled_release import CompiledRelease
from app.release.dialogues import dialogue_files, play

DIALOGUES = "tests/dialogues"
_PLAYED: WeakKeyDictionary[CompiledRelease, dict[str, str]] = WeakKeyDictionary()


class Replayed(msgspec.Struct, frozen=True):
    """What came of playing them all."""

    all: int
    differ: tuple[tuple[str, str], ...]
    """(name, the first difference) of each that goes as written now, and with the draft would not."""


def replayed(home: Path, live: CompiledRelease, draft: CompiledRelease) -> Replayed:
    """Every conversation below this folder, with what callers get and with the draft."""
    before, after = _played(home, live), _played(home, draft)
    return Replayed(len(after), tuple((name, said) for name, said in after.items() if said and not before.get(name)))


def _played(home: Path, library: CompiledRelease) -> dict[str, str]:
    """Name -> the first difference, empty where it goes as written; played once for each line."""
    if library not in _PLAYED:
        _PLAYED[library] = {
            file.stem: next((problem.message for problem in play(library, file, root=home).problems), "")
            for file in dialogue_files(home / DIALOGUES)
        }
    return _PLAYED[library]
