"""What is different between two sets of staff files, as entries."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

import msgspec

from app.release.history.entries import units

Kind = Literal["added", "removed", "changed"]


class EntryChange(msgspec.Struct, frozen=True):
    """One entry as it was and as it is; the name is empty where the file is taken as a whole."""

    entry: str
    before: str | None
    after: str | None


class FileChange(msgspec.Struct, frozen=True):
    """One file that is different."""

    path: str
    kind: Kind
    entries: tuple[EntryChange, ...]


def differences(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> tuple[FileChange, ...]:
    """Every file that is not the same in both, with the entries in which it differs."""
    paths = sorted(path for path in {*before, *after} if before.get(path) != after.get(path))
    return tuple(_file(path, before.get(path), after.get(path)) for path in paths)


def _file(path: str, before: bytes | None, after: bytes | None) -> FileChange:
    kind: Kind = "added" if before is None else "removed" if after is None else "changed"
    return FileChange(path, kind, changed_entries(path, before, after))


def changed_entries(path: str, before: bytes | None, after: bytes | None) -> tuple[EntryChange, ...]:
    """The entries in which these two versions of a file differ, in the order of the newer one."""
    was, now = ({} if data is None else cores(data, path) for data in (before, after))
    if was is None or now is None:
        return (EntryChange("", _text(before), _text(after)),)
    names = [*now, *(name for name in was if name not in now)]
    found = tuple(EntryChange(name, was.get(name), now.get(name)) for name in names if was.get(name) != now.get(name))
    return found or (EntryChange("", _text(before), _text(after)),)


def cores(data: bytes, path: str) -> dict[str, str] | None:
    """Name -> how it is written, of every entry; None where the file cannot be taken apart."""
    found = units(data, path)
    return None if found is None else {one.name: _ended(one.core) for one in found if one.core}


def _ended(core: str) -> str:
    return core if core.endswith("\n") else f"{core}\n"


def _text(data: bytes | None) -> str | None:
    return None if data is None else data.decode("utf-8", "replace")
