"""Approving, publishing and rolling back: each in one transaction, so that one whole release is live at every moment."""

from __future__ import annotations

import msgspec

from app.base import failpoints
from app.release.approvals import Marks, person, whole
from app.release.history import approving
from app.release.history.drafting import Drafting
from app.release.history.past_rows import (
    ChangedMeanwhileError,
    MayNotApproveError,
    draft_files,
    draft_row,
    info_of,
    named,
    release_row,
)
from app.release.history.staff_set import lockless
from app.release.history.views import ApprovalState, DraftVerdict, PublishResult, ReleaseInfo
from app.release.problems import Problem, keeping_out
from app.release.staff_files import Files
from app.store.database import Transaction
from app.store.releases import approvals, drafts, live, records, trail
from app.store.tables import ReleaseDraft, ReleaseRow

_TRIES = 5
"""How often publishing begins anew because somebody else saved or published at the same moment."""


class Looked(msgspec.Struct, frozen=True):
    """A draft as it was looked at, before the transaction that makes something of it."""

    files: Files
    problems: tuple[Problem, ...]
    marks: Marks
    state: ApprovalState
    edits: frozenset[int]


class Releases(Drafting):
    """What staff do with releases and drafts, each act whole or not at all. May be used from several threads."""

    def check(self, draft: int) -> DraftVerdict:
        """Every problem of the draft as it stands, and which approvals it needs."""
        with self._database.reading() as session:
            row = draft_row(session, draft)
            files = draft_files(session, row)
            looked = self._look(session, row, files)
        return DraftVerdict(looked.problems, looked.state)

    def approvals(self, draft: int) -> ApprovalState:
        """Where the emergency texts of a draft stand."""
        return self.check(draft).approvals

    def _look(self, session: Transaction, row: ReleaseDraft, files: Files) -> Looked:
        """What the check finds, with the approvals there are."""
        marks = self._checker.marks(lockless(files))
        barred = approving.draft_editors(session, row, release_row(session, row.base), marks)
        found = approving.approvals_for(session, barred)
        _, problems = self._checker.verdict(lockless(files), found)
        state = approving.state_of(found, marks, production=self._production)
        return Looked(files, problems, marks, state, _edits(session, row))

    def approve(self, draft: int, *, by: str, credential: str = "", mark: str | None = None) -> ApprovalState:
        """This person has read the emergency texts of the draft, all of them, as they are.

        `mark` is that of the `ApprovalState` they were shown. Raises ChangedMeanwhileError where the texts are others by
        now, MayNotApproveError for whoever changed them since two people approved.
        """
        named(by)
        with self._database.reading() as session:
            row = draft_row(session, draft)
            marks, edits = self._checker.marks(lockless(draft_files(session, row))), _edits(session, row)
        with self._database.writing() as session:
            live.locked(session)
            row = draft_row(session, draft, lock=True)
            if _edits(session, row) != edits or not marks or (mark is not None and mark != whole(marks)):
                raise ChangedMeanwhileError
            barred = approving.draft_editors(session, row, release_row(session, row.base), marks)
            if person(by) in barred:
                raise MayNotApproveError
            emergency, at = approving.marks_blob(session, marks), self._clock()
            approvals.add(session, emergency=emergency, person=person(by), name=by, credential=credential, at=at)
            trail.append(session, at=at, who=by, act="approved", about=f"draft {draft}: {emergency[:12]}")
            return approving.state_of(approving.approvals_for(session, barred), marks, production=self._production)

    def publish(self, draft: int, *, by: str, note: str = "") -> PublishResult:
        """The draft is live, with what others published since; or nothing is, and the result says why."""
        named(by)
        for _ in range(_TRIES):
            self.take_up_folder()
            with self._database.reading() as session:
                seen = live.seen(session)
                change, row = seen.change, draft_row(session, draft)
                merged = self._merged(session, row, seen.number, None)
                if merged.conflicts:
                    return PublishResult(None, conflicts=merged.conflicts, said="Somebody else changed the same.")
                looked = self._look(session, row, merged.files)
            if refused := self._refused(looked):
                return refused
            info = self._make(draft, looked, by=by, note=note, change=change)
            if info is not None:
                said = self._write(info, by=by)
                return PublishResult(info, problems=looked.problems, approvals=looked.state, said=said)
        return PublishResult(None, said="Others publish at this moment. Try again.")

    def _refused(self, looked: Looked) -> PublishResult | None:
        """Why this cannot be live, if it cannot."""
        if keeping_out(looked.problems):
            said = "Two people have to approve it." if looked.state.needed else "The check holds it back."
            return PublishResult(None, problems=looked.problems, approvals=looked.state, said=said)
        if self._folder is not None and (unsound := self._folder.in_the_way(self._database)):
            said = "The folder has edits that the check holds back. Mend them there first."
            return PublishResult(None, problems=unsound, approvals=looked.state, said=said)
        return None

    def _make(self, draft: int, looked: Looked, *, by: str, note: str, change: int) -> ReleaseInfo | None:
        """The release is live in one transaction; None where something moved since it was looked at."""
        with self._database.writing() as session:
            seen = live.locked(session)
            row = draft_row(session, draft, lock=True)
            if seen.change != change or _edits(session, row) != looked.edits:
                return None
            barred = approving.draft_editors(session, row, release_row(session, row.base), looked.marks)
            new = self._row(session, looked.marks, barred, by=by, note=note, problems=len(looked.problems))
            info = self._put_live(session, new, looked.files, act="published", about=f"draft {draft}: {note}")
            row.state, row.became = drafts.PUBLISHED, info.number
            session.add(row)
            return info

    def _row(
        self, session: Transaction, marks: Marks, barred: frozenset[str], *, by: str, note: str, problems: int
    ) -> ReleaseRow:
        return ReleaseRow(
            parent=live.seen(session).number,
            tree="",
            made_by=by[:80],
            made_at=self._clock(),
            note=note,
            door=self.door,
            emergency=approving.marks_blob(session, marks),
            editors=approving.as_json(barred),
            approved=approving.approvals_for(session, barred).enough(marks),
            problems=problems,
        )

    def _put_live(self, session: Transaction, new: ReleaseRow, files: Files, *, act: str, about: str) -> ReleaseInfo:
        """The release is on record and live, in this transaction, with a line in the trail."""
        failpoints.hit("before-release")
        if self._folder is not None:
            files = self._folder.with_lock(session, files, new)
        number = records.add(session, new, files)
        failpoints.hit("after-release")
        live.move(session, number=number, by=new.made_by, at=new.made_at, door=self.door)
        trail.append(session, at=new.made_at, who=new.made_by, act=act, about=f"release {number} from {about}")
        failpoints.hit("before-live")
        return info_of(new, number)

    def _write(self, info: ReleaseInfo, *, by: str) -> str:
        """What was done to the folder, in words; nothing where the record wins."""
        failpoints.hit("after-live")
        return "" if self._folder is None else self._folder.write(self._database, info, by=by)

    def rollback(self, number: int, *, by: str, note: str = "") -> PublishResult:
        """The files of this release are live again, as a new release; refused only where this program cannot answer from it."""
        named(by)
        self.take_up_folder()
        with self._database.reading() as session:
            old = release_row(session, number)
            files = records.files(session, number)
            barred = approving.editors_of(old)
            found = approving.approvals_for(session, barred)
        loaded = self._checker.loaded(lockless(files), found)
        state = approving.state_of(found, loaded.marks, production=self._production)
        if loaded.release is None:
            said = "Two people have not approved that release." if state.needed else _NO_WAY_BACK
            return PublishResult(None, problems=keeping_out(loaded.problems), approvals=state, said=said)
        with self._database.writing() as session:
            live.locked(session)
            note = note or f"Back to release {number}"
            new = self._row(session, loaded.marks, barred, by=by, note=note, problems=old.problems)
            info = self._put_live(session, new, files, act="rolled back", about=f"release {number}: {note}")
        return PublishResult(
            info, approvals=state, said=self._write(info, by=by), changes=self.diff(release=info.number)
        )


_NO_WAY_BACK = "This version of the program cannot answer from that release."


def _edits(session: Transaction, row: ReleaseDraft) -> frozenset[int]:
    return frozenset(one.id or 0 for one in drafts.edits(session, [row.id or 0]))
