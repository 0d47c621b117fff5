"""Folder mode: the files of a folder win. What they were is kept, and whatever writes them leaves one whole set.

While a set is being written a note stands in the folder, and no process takes up what it finds there meanwhile; whoever finds
the note after a crash finishes the writing from the record.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from time import time
from typing import TYPE_CHECKING

from app.base import failpoints
from app.release.approvals import person
from app.release.editors import editors
from app.release.history import approving
from app.release.history.past_rows import info_of
from app.release.history.staff_set import read_folder, write_folder
from app.release.history.views import ReleaseInfo
from app.release.load import Loaded
from app.release.problems import Problem, keeping_out
from app.release.signing import approved, lock_text, newest
from app.release.staff_files import LOCK, PUBLISHING, Files, write_whole
from app.release.yaml_reader import read
from app.store.database import Database, Transaction
from app.store.releases import approvals, blobs, live, records, trail
from app.store.tables import ReleaseRow

if TYPE_CHECKING:
    from app.release.history.checking import Checker

FILES = "files"
"""Who made a release that was read from the folder."""
_BROKEN_OFF_SECONDS = 10.0
Sound = Callable[[Files], Loaded | None]
"""What files come to where they may go live; None where they may not."""


class FolderDoor:
    """The folder of one machine."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.problems: tuple[Problem, ...] = ()
        """What keeps what stands in the folder from being on record."""

    def record(
        self, database: Database, checker: Checker | None, now: datetime, *, sound: Sound | None = None
    ) -> ReleaseInfo | None:
        """What stands in the folder is the live release on record, if it is sound and another than was; the new one."""
        self.finish(database)
        files = read_folder(self.root)
        tree = blobs.name_of(records.tree_of(files))
        if not files or not self._is_news(database, tree):
            self.problems = ()
            return None
        loaded = sound(files) if sound is not None else self._checked(checker, files)
        if loaded is None or loaded.release is None:
            return None
        changed_by = self._editors(database, loaded)
        with database.writing() as session:
            seen = live.locked(session)
            if seen.door != "folder" and seen.number is not None:
                return None
            before = records.one(session, seen.number) if seen.number else None
            if before is not None and before.tree == tree:
                return None
            new = self._row(session, loaded, before, now)
            new.editors = approving.as_json(changed_by | (approving.editors_of(before) if before else frozenset()))
            if loaded.approved:
                new.editors = approving.as_json(())
                self._take_over_approvals(session, files, loaded, now)
            number = records.add(session, new, files)
            live.move(session, number=number, by=FILES, at=now, door="folder")
            trail.append(session, at=now, who=FILES, act="read from files", about=f"release {number}")
            return info_of(new, number)

    def number(self, database: Database) -> int | None:
        """The release that holds exactly what stands in the folder; None where none does."""
        tree = blobs.name_of(records.tree_of(read_folder(self.root)))
        with database.reading() as session:
            row = live.seen(session)
            now_live = records.one(session, row.number) if row.number else None
            found = now_live if now_live is not None and now_live.tree == tree else records.with_tree(session, tree)
            return found.number if found is not None else None

    def _is_news(self, database: Database, tree: str) -> bool:
        with database.reading() as session:
            seen = live.seen(session)
            row = records.one(session, seen.number) if seen.number else None
            return row is None or (row.tree != tree and seen.door == "folder")

    def _checked(self, checker: Checker | None, files: Files) -> Loaded | None:
        if checker is None:
            return None
        loaded, problems = checker.verdict(files, None)
        self.problems = keeping_out(problems)
        return None if self.problems else loaded

    def _row(self, session: Transaction, loaded: Loaded, before: ReleaseRow | None, now: datetime) -> ReleaseRow:
        return ReleaseRow(
            parent=before.number if before else None,
            tree="",
            made_by=FILES,
            made_at=now,
            note="",
            door="folder",
            emergency=approving.marks_blob(session, loaded.marks),
            approved=loaded.approved,
            problems=len(loaded.problems),
        )

    def _editors(self, database: Database, loaded: Loaded) -> frozenset[str]:
        """Whoever changed the emergency texts, as far as git knows; nobody where nothing of them changed."""
        with database.reading() as session:
            last = approving.last_marks(session)
        if loaded.approved or not last or dict(loaded.marks) == last:
            return frozenset()
        return editors(self.root, ["flows", "content"]) or frozenset({person(FILES)})

    def _take_over_approvals(self, session: Transaction, files: Files, loaded: Loaded, now: datetime) -> None:
        signed = approved(read(files.get(LOCK, b""), LOCK).plain())
        emergency = approving.marks_blob(session, loaded.marks)
        for name in signed.people if signed else ():
            approvals.add(session, emergency=emergency, person=person(name), name=name, credential=LOCK, at=now)

    def in_the_way(self, database: Database) -> tuple[Problem, ...]:
        """What keeps the folder's own edits from being live; nothing is written over them."""
        files = read_folder(self.root)
        return self.problems if self._is_news(database, blobs.name_of(records.tree_of(files))) else ()

    def with_lock(self, session: Transaction, files: Files, new: ReleaseRow) -> Files:
        """The files with the lock that says who approved them, as processes that read the folder want it."""
        if not new.approved:
            return files
        marks = records.listed(session, new.emergency)
        held = newest(read(files.get(LOCK, b""), LOCK).plain())
        if dict(held.marks) == marks and held.approved:
            return files
        names = {row.name: row.at.date().isoformat() for row in approvals.of(session, new.emergency)}
        kept = {name: day for name, day in names.items() if person(name) not in approving.editors_of(new)}
        return {**files, LOCK: lock_text(marks, kept).encode()}

    def write(self, database: Database, info: ReleaseInfo, *, by: str) -> str:
        """The folder holds the files of this release; returns what was done, for people to read."""
        before = read_folder(self.root)
        aside = self._set_aside(database, before, info, by=by)
        with database.reading() as session:
            after = records.files(session, info.number)
        write_whole(self.root / PUBLISHING, f"{info.number}\n".encode())
        failpoints.hit("folder-begun")
        written, gone = write_folder(self.root, before, after)
        failpoints.hit("folder-written")
        (self.root / PUBLISHING).unlink(missing_ok=True)
        said = [f"In {self.root}: {len(written)} files written, {len(gone)} taken out."]
        said += [f"  written: {path}" for path in written] + [f"  taken out: {path}" for path in gone]
        if aside:
            said.append(f"What stood there and was never live is kept as release {aside}.")
        said.append("Folders of other machines are as they were: copy this one there.")
        return "\n".join(said)

    def _set_aside(self, database: Database, before: Files, info: ReleaseInfo, *, by: str) -> int | None:
        """The number under which what stands in the folder is kept, where no release holds it."""
        tree = blobs.name_of(records.tree_of(before))
        with database.writing() as session:
            live.locked(session)
            if not before or records.with_tree(session, tree):
                return None
            new = ReleaseRow(
                parent=info.parent, tree="", made_by=FILES, made_at=info.made_at, note="Set aside: never live.",
                door="aside", emergency="", editors="[]", approved=False, problems=0,
            )  # fmt: skip
            number = records.add(session, new, before)
            trail.append(session, at=info.made_at, who=by, act="set aside", about=f"release {number}")
            return number

    def finish(self, database: Database) -> bool:
        """A writing that broke off is done; whether there was one."""
        note = self.root / PUBLISHING
        try:
            if time() - note.stat().st_mtime < _BROKEN_OFF_SECONDS:
                return False
            number = int(note.read_text())
        except (OSError, ValueError):
            return False
        with database.reading() as session:
            after = records.files(session, number)
        if after:
            write_folder(self.root, read_folder(self.root), after)
        note.unlink(missing_ok=True)
        return True
