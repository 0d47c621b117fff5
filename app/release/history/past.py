"""What is on record: releases, drafts, who did what, who reads which. Nothing here changes anything."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from app.base import clock
from app.release.history.checking import Checker
from app.release.history.differences import FileChange, differences
from app.release.history.folder_door import FolderDoor
from app.release.history.past_rows import draft_files, draft_info, draft_row, draft_tree, info_of, release_row
from app.release.history.views import DraftInfo, ReaderInfo, ReleaseInfo, TrailLine
from app.release.staff_files import Files
from app.store.database import Database
from app.store.releases import blobs, drafts, live, readers, records, trail

FOLDER, STORE = "folder", "store"


class History:
    """Everything that can be looked at. May be used from several threads."""

    def __init__(
        self,
        database: Database,
        *,
        checker: Checker,
        production: bool,
        folder: FolderDoor | None = None,
        clock: Callable[[], datetime] = clock.now,
    ) -> None:
        self._database, self._checker, self._production, self._clock = database, checker, production, clock
        self._folder = folder
        """What publishing writes to where the folder wins; None where the record does."""

    @property
    def door(self) -> str:
        """Who wins here: `folder` or `store`."""
        return STORE if self._folder is None else FOLDER

    def close(self) -> None:
        """Nothing is left on disk, and no connection stays open."""
        self._checker.close()
        self._database.close()

    def live(self) -> ReleaseInfo | None:
        """The release that is live; None before the first."""
        with self._database.reading() as session:
            number = live.seen(session).number
            row = records.one(session, number) if number is not None else None
            return info_of(row, number) if row is not None else None

    def releases(self, *, most: int = 50, below: int | None = None) -> tuple[ReleaseInfo, ...]:
        """The newest releases, newest first; those before `below` where it is given."""
        with self._database.reading() as session:
            number = live.seen(session).number
            return tuple(info_of(row, number) for row in records.newest(session, most=most, below=below))

    def release(self, number: int) -> ReleaseInfo:
        """One release. Raises NoSuchReleaseError."""
        with self._database.reading() as session:
            return info_of(release_row(session, number), live.seen(session).number)

    def files(self, *, release: int | None = None, draft: int | None = None) -> Files:
        """Path -> bytes of every file of a release or draft; of what is live without either."""
        with self._database.reading() as session:
            if draft is not None:
                return draft_files(session, draft_row(session, draft, any_state=True))
            number = live.seen(session).number if release is None else release
            return (
                records.contents(session, records.listed(session, release_row(session, number).tree)) if number else {}
            )

    def file(self, path: str, *, release: int | None = None, draft: int | None = None) -> bytes | None:
        """The bytes of one file, None where it is not there; of what is live without release or draft."""
        with self._database.reading() as session:
            if draft is not None:
                tree = draft_tree(session, draft_row(session, draft, any_state=True))
            else:
                number = live.seen(session).number if release is None else release
                tree = records.listed(session, release_row(session, number).tree) if number else {}
            return blobs.get(session, [tree[path]]).get(tree[path]) if tree.get(path) else None

    def diff(
        self, *, release: int | None = None, draft: int | None = None, against: int | None = None
    ) -> tuple[FileChange, ...]:
        """What a draft or release changes, as entries: against another release, or its base or parent."""
        with self._database.reading() as session:
            if draft is not None:
                row = draft_row(session, draft, any_state=True)
                before: int | None = row.base if against is None else against
                after = draft_files(session, row)
            else:
                one = release_row(session, release if release is not None else live.seen(session).number)
                before = one.parent if against is None else against
                after = records.files(session, one.number or 0)
            return differences(records.files(session, before) if before else {}, after)

    def trail(self, *, most: int = 100, below: int | None = None) -> tuple[TrailLine, ...]:
        """Who did what, newest first."""
        with self._database.reading() as session:
            return tuple(
                TrailLine(row.id or 0, row.at, row.who, row.act, row.about, row.hash)
                for row in trail.newest(session, most=most, below=below)
            )

    def broken_trail(self) -> int | None:
        """The first line of the trail that is not as it was written; None while all are."""
        with self._database.reading() as session:
            return trail.first_broken(session)

    def readers(self) -> tuple[ReaderInfo, ...]:
        """Every process that answers callers or sends, and which release it answers from."""
        with self._database.reading() as session:
            return tuple(
                ReaderInfo(row.host, row.pid, row.part, row.number, row.ok, row.says, row.at)
                for row in readers.alive(session, now=self._clock())
            )

    def drafts(self, *, owner: str = "") -> tuple[DraftInfo, ...]:
        """Open drafts, newest first, of one person or all."""
        with self._database.reading() as session:
            return tuple(draft_info(session, row) for row in drafts.listed(session, owner=owner))

    def draft(self, draft: int) -> DraftInfo:
        """One draft, open or not. Raises NoSuchDraftError."""
        with self._database.reading() as session:
            return draft_info(session, draft_row(session, draft, any_state=True))
