"""Rows of releases and drafts as what the service hands out, and what it raises where there is no such row."""

from __future__ import annotations

from app.base.errors import PorchlightError
from app.release.approvals import person
from app.release.history.views import DraftInfo, ReleaseInfo
from app.release.staff_files import Files
from app.store.database import Transaction
from app.store.releases import blobs, drafts, live, records
from app.store.tables import ReleaseDraft, ReleaseRow


class NoSuchReleaseError(PorchlightError):
    """There is no release of that number. `porchlight release log` lists them."""


class NoSuchDraftError(PorchlightError):
    """There is no open draft of that number: it was published or dropped, or never was."""


class ChangedMeanwhileError(PorchlightError):
    """The file was saved by somebody else since you opened it. Look at theirs, then save again."""


class NameMissingError(PorchlightError):
    """A name is needed for that: whoever does it stands in the log."""


class MayNotApproveError(PorchlightError):
    """Whoever changed emergency texts does not approve them: two others read and approve them."""


def sha_of(data: bytes) -> str:
    """The name of these bytes, for `put(..., seen=)`."""
    return blobs.name_of(data)


def named(by: str) -> None:
    """There is a name. Raises NameMissingError for an empty one."""
    if not person(by):
        raise NameMissingError


def release_row(session: Transaction, number: int | None) -> ReleaseRow:
    """The release of this number. Raises NoSuchReleaseError."""
    row = records.one(session, number) if number is not None else None
    if row is None:
        raise NoSuchReleaseError
    return row


def draft_row(session: Transaction, draft: int, *, lock: bool = False, any_state: bool = False) -> ReleaseDraft:
    """The draft of this number, if it is open. Raises NoSuchDraftError."""
    row = drafts.one(session, draft, lock=lock)
    if row is None or (row.state != drafts.OPEN and not any_state):
        raise NoSuchDraftError
    return row


def draft_tree(session: Transaction, row: ReleaseDraft) -> dict[str, str]:
    """Path -> SHA-256 of every file of the draft."""
    tree = records.listed(session, release_row(session, row.base).tree) | drafts.overlay(session, row.id or 0)
    return {path: sha for path, sha in tree.items() if sha}


def draft_files(session: Transaction, row: ReleaseDraft) -> Files:
    """Path -> bytes of every file of the draft."""
    return records.contents(session, draft_tree(session, row))


def draft_info(session: Transaction, row: ReleaseDraft) -> DraftInfo:
    """The draft as it is handed out."""
    base = records.listed(session, release_row(session, row.base).tree)
    changed = [path for path, sha in drafts.overlay(session, row.id or 0).items() if base.get(path, "") != sha]
    return DraftInfo(
        id=row.id or 0,
        base=row.base,
        owner=row.owner,
        name=row.name,
        state=row.state,
        opened_at=row.opened_at,
        changed=tuple(sorted(changed)),
        behind=row.state == drafts.OPEN and live.seen(session).number != row.base,
    )


def info_of(row: ReleaseRow, live_number: int | None) -> ReleaseInfo:
    """The release as it is handed out."""
    return ReleaseInfo(
        number=row.number or 0,
        parent=row.parent,
        made_by=row.made_by,
        made_at=row.made_at,
        note=row.note,
        door=row.door,
        tree=row.tree,
        approved=row.approved,
        problems=row.problems,
        live=row.number == live_number,
    )
