"""Files that were parsed before, by the hash of their bytes: after an edit only the edited file is parsed again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from app.library.staff_files import program_id, write_whole
from app.library.yaml_reader import read
from app.library.yaml_tree import Document

NAME = "trees.msgpack"


class _Kept(msgspec.Struct):
    program: str
    documents: dict[str, Document]


class KeptTrees:
    """The parsed files of the last load in this folder; without a folder everything is parsed."""

    def __init__(self, folder: Path | None) -> None:
        self._file = folder / NAME if folder else None
        self._before = self._kept()
        self._now: dict[str, Document] = {}

    def read(self, data: bytes, path: str) -> Document:
        """The file as `yaml_reader.read` gives it, from the kept copy where its bytes and path are the same."""
        name = hashlib.sha256(path.encode("utf-8", "surrogateescape") + b"\0" + data).hexdigest()[:24]
        found = self._before.get(name) or read(data, path)
        self._now[name] = found
        return found

    def write(self) -> None:
        """Keep what was read this time, if anything was new; without a writable folder nothing is kept."""
        if self._file is None or self._now.keys() == self._before.keys():
            return
        try:
            write_whole(self._file, msgspec.msgpack.encode(_Kept(program_id(), self._now)))
        except (OSError, ValueError, RecursionError):
            return

    def _kept(self) -> dict[str, Document]:
        if self._file is None:
            return {}
        try:
            kept = msgspec.msgpack.decode(self._file.read_bytes(), type=_Kept)
        except (OSError, ValueError, RecursionError):
            return {}
        return kept.documents if kept.program == program_id() else {}
