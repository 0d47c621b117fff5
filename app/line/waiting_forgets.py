"""Who said FORGET ME and is not forgotten yet: on this machine's disk before it is tried, so that no death of a process undoes it.

Pseudonyms only, as the record itself has them; gone as soon as the record has taken it, which is a moment later nearly always.
"""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.features.feature import Pseudonym

_PART = ".part"


class WaitingForgets:
    """One file a person in a folder that all web processes of this machine share; without one, this process's memory."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._memory: dict[Pseudonym, None] = {}

    def __iter__(self) -> Iterator[Pseudonym]:
        with self._lock:
            waiting = dict(self._memory)
        for file in self._files():
            try:
                waiting[msgspec.json.decode(file.read_bytes(), type=Pseudonym)] = None
            except (OSError, msgspec.MsgspecError):
                continue
        return iter(waiting)

    def keep(self, person: Pseudonym) -> bool:
        """Whether this survives the process: it is on the disk. It is in memory in any case."""
        with self._lock:
            self._memory[person] = None
        if self._folder is None:
            return False
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            part = self._file(person).with_suffix(f".{threading.get_ident()}{_PART}")
            with part.open("wb") as opened:
                opened.write(msgspec.json.encode(person))
                opened.flush()
                os.fsync(opened.fileno())
            part.replace(self._file(person))
            _sync(self._folder)
        except OSError:
            return False
        return True

    def kept(self, person: Pseudonym) -> bool:
        """Whether it is on the disk."""
        return self._folder is not None and self._file(person).exists()

    def done(self, person: Pseudonym) -> None:
        """This person is forgotten, here too."""
        with self._lock:
            self._memory.pop(person, None)
        if self._folder is not None:
            try:
                self._file(person).unlink(missing_ok=True)
            except OSError:
                return  # tried again, and forgotten once more, which changes nothing

    def _file(self, person: Pseudonym) -> Path:
        name = hashlib.sha256(f"{person.owner} {person.opt_out_key}".encode()).hexdigest()[:32]
        return (self._folder or Path()) / f"{name}.json"

    def _files(self) -> list[Path]:
        if self._folder is None:
            return []
        try:
            return sorted(self._folder.glob("*.json"))
        except OSError:
            return []


def _sync(folder: Path) -> None:
    """The new name in the folder survives a power cut as well."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
