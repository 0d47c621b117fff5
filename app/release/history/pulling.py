"""Store mode: the live release on this machine's disk, whole, so that a process reads it as it reads any folder.

What is on disk already is copied, the rest fetched; a release is a folder, made aside and renamed when it is whole. Several processes
of one machine share it. What was live last stays on disk, for a start without a database.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import msgspec

from app.release.approvals import Approvals
from app.release.history import approving
from app.release.history.checking import Checker
from app.release.history.importing import FirstRelease
from app.release.history.staff_set import is_staff_path, read_folder, staff_paths
from app.release.staff_files import write_whole
from app.store.database import Database
from app.store.releases import blobs, live, records, trail

_KEPT = 5
"""Releases that stay on disk."""


class PulledRelease(msgspec.Struct, frozen=True):
    """The release that is live, on disk, with the approvals the record has of its emergency texts."""

    number: int
    root: Path
    approvals: Approvals


class Puller:
    """The live release of the record, fetched when it is another one."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._seen: tuple[int | None, int] | None = None
        self.pulled: PulledRelease | None = None

    def look(self, database: Database, *, again: bool = False) -> PulledRelease | None:
        """The live release, on disk; None before the first. With `again` approvals are asked for anew."""
        with database.reading() as session:
            row = live.seen(session)
            seen = (row.number, row.change)
            if (seen == self._seen and not again) or row.number is None:
                return self.pulled
            release = records.one(session, row.number)
            if release is None:
                return self.pulled
            tree = records.listed(session, release.tree)
            approvals = approving.approvals_for(session, approving.editors_of(release))
            root = self._folder / str(row.number)
            if not root.is_dir():
                here = self._here()
                self._make(root, tree, here, blobs.get(session, set(tree.values()) - here.keys()))
        write_whole(self._folder / "live", f"{seen[0]}\n".encode())
        self._tidy(keep=root)
        self._seen, self.pulled = seen, PulledRelease(row.number, root, approvals)
        return self.pulled

    def _here(self) -> dict[str, Path]:
        """SHA-256 -> file of everything the newest release on this disk holds."""
        newest = max((int(one.name) for one in self._folder.glob("[0-9]*") if one.name.isdigit()), default=None)
        files = staff_paths(self._folder / str(newest)) if newest is not None else ()
        return {blobs.name_of(file.read_bytes()): file for file in files}

    def _make(self, root: Path, tree: dict[str, str], here: dict[str, Path], held: dict[str, bytes]) -> None:
        part = root.with_name(f".{root.name}.{os.getpid()}.part")
        shutil.rmtree(part, ignore_errors=True)
        for path, sha in tree.items():
            if is_staff_path(path):
                (part / path).parent.mkdir(parents=True, exist_ok=True)
                if sha in here:
                    shutil.copy2(here[sha], part / path)  # with its time of change: what is the same is read once
                else:
                    (part / path).write_bytes(held[sha])
        with suppress(OSError):  # another process of this machine was faster
            part.rename(root)
        shutil.rmtree(part, ignore_errors=True)

    def _tidy(self, *, keep: Path) -> None:
        roots = sorted((one for one in self._folder.iterdir() if one.name.isdigit()), key=lambda one: int(one.name))
        for root in roots[:-_KEPT]:
            if root != keep:
                shutil.rmtree(root, ignore_errors=True)


def take_over(
    database: Database, home: Path, checker: Callable[[], Checker], now: datetime, *, production: bool
) -> None:
    """The record wins from now on; one that holds nothing yet begins with what stands in the folder."""
    with database.reading() as session:
        seen = live.seen(session)
        if seen.number is not None and seen.door == "store":
            return
    if seen.number is None:
        first = FirstRelease(database, checker=checker(), production=production, clock=lambda: now)
        first.begin(read_folder(home), by="files", note="The first release, as the folder was")
        first.close()
        return
    with database.writing() as session:
        row = live.locked(session)
        if row.number is not None and row.door == "folder":
            live.move(session, number=row.number, by="files", at=now, door="store")
            trail.append(session, at=now, who="files", act="record wins", about=f"release {row.number}")


def mirror(database: Database, pulled: PulledRelease, home: Path) -> tuple[str, ...]:
    """The folder is a copy of the release, read-only; returns files that people changed there, which stay as they are."""
    wanted, standing = read_folder(pulled.root), read_folder(home)
    different = {path: data for path, data in standing.items() if wanted.get(path) != data}
    with database.reading() as session:
        unknown = blobs.missing(session, map(blobs.name_of, different.values()))
    theirs = tuple(sorted(path for path, data in different.items() if blobs.name_of(data) in unknown))
    for path, data in wanted.items():
        if standing.get(path) != data and path not in theirs:
            write_whole(home / path, data)
            (home / path).chmod(0o444)
    for path in different.keys() - wanted.keys() - set(theirs):
        (home / path).unlink(missing_ok=True)
    return theirs
