"""What the service of releases hands out: plain values, nothing of SQL in them."""

from __future__ import annotations

from datetime import datetime

import msgspec

from app.release.history.differences import FileChange
from app.release.history.merging import EntryConflict
from app.release.problems import Problem, keeping_out


class ReleaseInfo(msgspec.Struct, frozen=True):
    """One release, without its files."""

    number: int
    parent: int | None
    made_by: str
    made_at: datetime
    note: str
    door: str
    """How it came: `folder`, `store` or `import`."""
    tree: str
    approved: bool
    problems: int
    live: bool = False


class DraftInfo(msgspec.Struct, frozen=True):
    """One draft, without its files."""

    id: int
    base: int
    owner: str
    name: str
    state: str
    opened_at: datetime
    changed: tuple[str, ...]
    """Paths that are not as in its base."""
    behind: bool
    """Whether others have published since it was opened."""


class ApprovalState(msgspec.Struct, frozen=True):
    """Where the emergency texts of a draft or release stand."""

    needed: bool
    """Whether it can go live only with two approvals, and has not got them."""
    changed: tuple[str, ...] = ()
    """`language/key` and `flow/node` that are not as two people approved them last; all of them where nobody ever did."""
    people: tuple[str, ...] = ()
    """Whose approval of exactly these counts."""
    barred: tuple[str, ...] = ()
    """Who changed them, folded, and so cannot approve."""
    mark: str = ""
    """Of the whole set: what an approval is bound to."""


class DraftVerdict(msgspec.Struct, frozen=True):
    """What `porchlight check` finds in a draft, and whether it can be published."""

    problems: tuple[Problem, ...]
    approvals: ApprovalState

    @property
    def sound(self) -> bool:
        """Whether nothing is held back."""
        return not keeping_out(self.problems)


class PublishResult(msgspec.Struct, frozen=True):
    """What came of publishing: a release that is live, or why there is none."""

    release: ReleaseInfo | None
    conflicts: tuple[EntryConflict, ...] = ()
    problems: tuple[Problem, ...] = ()
    approvals: ApprovalState = ApprovalState(needed=False)
    said: str = ""
    """What happened to the folder, in folder mode; else why there is no release."""
    changes: tuple[FileChange, ...] = ()


class TrailLine(msgspec.Struct, frozen=True):
    """One thing that somebody did."""

    id: int
    at: datetime
    who: str
    act: str
    about: str
    hash: str


class ReaderInfo(msgspec.Struct, frozen=True):
    """What one process answers from."""

    host: str
    pid: int
    part: str
    number: int | None
    ok: bool
    says: str
    at: datetime
