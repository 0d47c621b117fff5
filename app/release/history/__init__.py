"""Releases: sets of staff files, byte for byte, in SQL; drafts, publishing, approvals, ways back, and who did what.

The way in for the command line and the console is `open_releases(settings)`, which returns one `Releases`:

    releases = open_releases(settings)            close() at the end; may be used from several threads
    releases.live()                               ReleaseInfo | None: number, made_by, made_at, note, approved, problems
    releases.releases(most=50, below=None)        the newest first; release(number) is one of them
    releases.file(path, draft=4)                  bytes | None; release=3 of a release, neither: what is live
    releases.files(draft=4)                       {path: bytes}
    releases.open_draft("Ana", name="Heat wave")  DraftInfo: id, base, changed paths, behind
    releases.drafts(owner="Ana"), draft(4)        open drafts
    releases.put(4, path, data, by="Ana", seen=sha_of(old))   the file is saved in the draft; `seen` guards against two tabs
    releases.take_out(4, path, by="Ana"); undo(4, path, by="Ana"); drop(4, by="Ana")
    releases.check(4)                             DraftVerdict: problems (causes first), sound, approvals
    releases.diff(draft=4), diff(release=7)       FileChange(path, kind, entries=(EntryChange(entry, before, after), ...))
    releases.bring_up_to_date(4, by="Ana", choices={(path, entry): "mine"})   (MergedFiles with conflicts, DraftInfo)
    releases.approvals(4)                         ApprovalState: needed, changed, people, barred, mark
    releases.approve(4, by="Bo", credential="passkey 12", mark=state.mark)
    releases.publish(4, by="Ana", note="...")     PublishResult: release, or conflicts, problems, approvals; `said` in words
    releases.rollback(3, by="Bo", note="...")     PublishResult
    releases.begin(files, by=...)                 the first release of an empty record
    releases.trail(), broken_trail(), readers()   who did what; which process answers from which release

An entry is a content key, `nodes.NAME` or `answers.INTENT` of a flow, a number's name: what `app.release.history.entries`
takes a file apart into. Errors raised are PorchlightErrors whose text says what to do. Nothing here reads a caller's row:
the role of the database that the console has may be given the `release_` tables alone (docs/releases.md).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from app.release.history.importing import FirstRelease

PATIENCE_SECONDS = 10.0
"""How long an act of staff waits for its turn at the database."""


class ReleaseSettings(Protocol):
    """What a process's settings say of releases."""

    @property
    def porchlight_home(self) -> Path:
        """Where flows and content lie."""

    @property
    def porchlight_releases(self) -> str:
        """`folder` or `store`: who wins."""

    @property
    def porchlight_var(self) -> Path:
        """Where caches are kept."""

    @property
    def releases_database(self) -> str:
        """The address of the record."""

    @property
    def production(self) -> bool:
        """Whether a real number leads here."""

    @property
    def blanks(self) -> dict[str, str]:
        """What they fill in texts."""


def open_releases(settings: ReleaseSettings) -> FirstRelease:
    """The releases of this programme, as its settings say who wins: the folder, or the record."""
    from app.release.history.checking import Checker
    from app.release.history.folder_door import FolderDoor
    from app.release.history.importing import FirstRelease
    from app.store.database import open_database

    cache = settings.porchlight_var / "cache"
    return FirstRelease(
        open_database(settings.releases_database, statement_seconds=PATIENCE_SECONDS),
        checker=Checker(settings=settings.blanks, production=settings.production, cache=cache),
        production=settings.production,
        folder=None if settings.porchlight_releases == "store" else FolderDoor(settings.porchlight_home),
    )


def sha_of(data: bytes) -> str:
    """The name of these bytes, for `put(..., seen=)`."""
    from app.store.releases.blobs import name_of

    return name_of(data)
