"""Drafts: what one person changes apart from what is live, kept version by version."""

from __future__ import annotations

from app.release.history.merging import Choices, MergedFiles, merge
from app.release.history.past import History
from app.release.history.past_rows import (
    ChangedMeanwhileError,
    draft_files,
    draft_info,
    draft_row,
    draft_tree,
    named,
    release_row,
)
from app.release.history.staff_set import MOST_BYTES, FilePathError, is_staff_path
from app.release.history.views import DraftInfo, ReleaseInfo
from app.release.staff_files import LOCK, Files
from app.store.database import Transaction
from app.store.releases import blobs, drafts, live, records, trail
from app.store.tables import ReleaseDraft


class Drafting(History):
    """Everything that changes a draft, and nothing that is live."""

    def take_up_folder(self) -> ReleaseInfo | None:
        """Where the folder wins: what stands in it is on record as a release once it is sound; the new one, if any."""
        return None if self._folder is None else self._folder.record(self._database, self._checker, self._clock())

    def open_draft(self, by: str, *, name: str = "", base: int | None = None) -> DraftInfo:
        """A new draft of this person, of what is live or of an older release; changes nothing yet."""
        named(by)
        self.take_up_folder()
        with self._database.writing() as session:
            seen = live.locked(session)
            base = seen.number if base is None else base
            row = drafts.add(
                session, base=release_row(session, base).number or 0, owner=by, name=name, at=self._clock()
            )
            trail.append(session, at=self._clock(), who=by, act="draft opened", about=f"draft {row.id}: {name}")
            return draft_info(session, row)

    def put(self, draft: int, path: str, data: bytes, *, by: str, seen: str | None = None) -> str:
        """The file stands so in the draft; returns the SHA-256 of its bytes.

        `seen` is the SHA-256 of what the person edited; where another was saved since, raises ChangedMeanwhileError.
        """
        if not is_staff_path(path) or path == LOCK or len(data) > MOST_BYTES:
            raise FilePathError
        return self._put(draft, path, data, by=by, seen=seen)

    def take_out(self, draft: int, path: str, *, by: str, seen: str | None = None) -> None:
        """The file is not in the draft any more."""
        self._put(draft, path, None, by=by, seen=seen)

    def _put(self, draft: int, path: str, data: bytes | None, *, by: str, seen: str | None) -> str:
        named(by)
        with self._database.writing() as session:
            row = draft_row(session, draft, lock=True)
            before = draft_tree(session, row).get(path, "")
            if seen is not None and seen != before:
                raise ChangedMeanwhileError
            sha = blobs.name_of(data) if data is not None else ""
            if sha != before:
                blobs.put(session, [data] if data is not None else [])
                drafts.put(session, draft, path=path, before=before, sha=sha, by=by, at=self._clock())
            return sha

    def undo(self, draft: int, path: str, *, by: str) -> bool:
        """The file stands in the draft as before it was saved last; False where nothing was saved."""
        with self._database.writing() as session:
            row = draft_row(session, draft, lock=True)
            saved = [one for one in drafts.edits(session, [draft]) if one.path == path]
            if not saved:
                return False
            last = saved[-1]
            drafts.put(session, row.id or 0, path=path, before=last.sha, sha=last.before, by=by, at=self._clock())
            return True

    def drop(self, draft: int, *, by: str) -> None:
        """The draft is closed and nothing comes of it."""
        named(by)
        with self._database.writing() as session:
            row = draft_row(session, draft, lock=True)
            row.state = drafts.DROPPED
            session.add(row)
            trail.append(session, at=self._clock(), who=by, act="draft dropped", about=f"draft {draft}")

    def bring_up_to_date(self, draft: int, *, by: str, choices: Choices | None = None) -> tuple[MergedFiles, DraftInfo]:
        """What others published since is in the draft; where both changed one entry nothing is done until it is chosen."""
        named(by)
        self.take_up_folder()
        with self._database.writing() as session:
            number = live.locked(session).number
            row = draft_row(session, draft, lock=True)
            merged = self._merged(session, row, number, choices)
            if not merged.conflicts:
                self._rebase(session, row, number, merged.files)
            return merged, draft_info(session, row)

    def _merged(
        self, session: Transaction, row: ReleaseDraft, number: int | None, choices: Choices | None
    ) -> MergedFiles:
        """The draft with what is live by now."""
        mine = draft_files(session, row)
        if number is None or row.base == number:
            return MergedFiles(mine)
        return merge(records.files(session, row.base), mine, records.files(session, number), choices=choices)

    def _rebase(self, session: Transaction, row: ReleaseDraft, number: int | None, files: Files) -> None:
        """The draft is one of release `number` from now on, and holds these files."""
        if number is None or row.base == number:
            return
        row.base = release_row(session, number).number or 0
        session.add(row)
        session.flush()
        blobs.put(session, files.values())
        before, after = draft_tree(session, row), {path: blobs.name_of(data) for path, data in files.items()}
        for path in sorted({*before, *after}):
            was, sha = before.get(path, ""), after.get(path, "")
            if was != sha:
                drafts.put(session, row.id or 0, path=path, before=was, sha=sha, by="", at=self._clock())
