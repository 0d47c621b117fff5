"""Taking in a whole set of files: the first release of a record, or a draft of what a folder holds."""

from __future__ import annotations

from app.release.approvals import person
from app.release.history import approving
from app.release.history.past_rows import named
from app.release.history.publishing import Releases
from app.release.history.staff_set import is_staff_path, lockless
from app.release.history.views import DraftInfo, PublishResult
from app.release.load import Loaded
from app.release.problems import keeping_out
from app.release.signing import approved
from app.release.staff_files import LOCK, Files
from app.release.yaml_reader import read
from app.store.database import Transaction
from app.store.releases import approvals, live

NOBODY: frozenset[str] = frozenset()


def draft_of(releases: Releases, files: Files, *, by: str, name: str) -> DraftInfo:
    """A draft that holds these files in place of what is live; the lock stays as it is."""
    draft = releases.open_draft(by, name=name)
    held = releases.files(draft=draft.id)
    for path in sorted({*held, *files} - {LOCK}):
        if path not in files:
            releases.take_out(draft.id, path, by=by)
        elif is_staff_path(path) and held.get(path) != files[path]:
            releases.put(draft.id, path, files[path], by=by)
    return releases.draft(draft.id)


class FirstRelease(Releases):
    """A record that holds nothing yet."""

    def begin(self, files: Files, *, by: str, note: str = "") -> PublishResult:
        """These files are the first release, approved by whom their lock names; nothing where there is a release already."""
        named(by)
        if self.live() is not None:
            return PublishResult(None, said="There is a release already.")
        lock = approved(read(files.get(LOCK, b""), LOCK).plain())
        loaded = self._checker.loaded(files, None)
        if loaded.release is None:
            return PublishResult(None, problems=keeping_out(loaded.problems), said="The check holds it back.")
        with self._database.writing() as session:
            if live.locked(session).number is not None:
                return PublishResult(None, said="There is a release already.")
            if loaded.approved:
                self._sign(session, loaded, lock.people if lock else ())
            new = self._row(session, loaded.marks, NOBODY, by=by, note=note, problems=len(loaded.problems))
            info = self._put_live(session, new, lockless(files), act="began", about=note or "files")
        return PublishResult(info)

    def _sign(self, session: Transaction, loaded: Loaded, people: tuple[str, ...]) -> None:
        emergency, at = approving.marks_blob(session, loaded.marks), self._clock()
        for name in people:
            approvals.add(session, emergency=emergency, person=person(name), name=name, credential=LOCK, at=at)
