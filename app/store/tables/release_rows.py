"""What staff publish: releases, drafts, approvals and what was done, without a caller in any of it.

Every table here begins with `release_`, so that a role of the database may be given these and nothing else (docs/releases.md).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Column, LargeBinary, Text, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.store.database import UtcDateTime


class ReleaseBlob(SQLModel, table=True):
    """One version of one staff file, or a list of files, under the SHA-256 of its bytes.

    Holds what staff wrote, packed. Kept as long as a release, a draft or an approval names it.
    """

    __tablename__ = "release_blob"

    sha: str = Field(primary_key=True, max_length=64)
    size: int
    data: bytes = Field(sa_column=Column(LargeBinary, nullable=False))


class ReleaseRow(SQLModel, table=True):
    """One release: a set of staff files, byte for byte, and who made it.

    Holds names of staff and a note of theirs. Kept for good: it is the history, and every way back.
    """

    __tablename__ = "release_record"

    number: int | None = Field(default=None, primary_key=True)
    parent: int | None = Field(default=None)
    tree: str = Field(max_length=64)
    """Blob that lists path and SHA-256 of every file."""
    made_by: str = Field(max_length=80)
    made_at: datetime = Field(sa_type=UtcDateTime)
    note: str = Field(default="", sa_column=Column(Text, nullable=False))
    door: str = Field(max_length=8)
    """How it came: `folder`, `store` or `import`."""
    emergency: str = Field(default="", max_length=64)
    """Blob that holds the marks of the emergency texts."""
    editors: str = Field(default="[]", sa_column=Column(Text, nullable=False))
    """Who changed emergency texts since two people approved them, as a JSON list."""
    approved: bool = Field(default=False)
    """Whether two others had approved its emergency texts when it was made."""
    problems: int = Field(default=0)
    """What was left to mend in it."""


class ReleaseLive(SQLModel, table=True):
    """Which release is live: one row.

    Holds a number, a time and a name of staff. Kept for good.
    """

    __tablename__ = "release_live"

    id: int = Field(primary_key=True)
    number: int | None = Field(default=None)
    change: int = Field(default=0)
    """Grows by one whenever another release is made live."""
    since: datetime | None = Field(default=None, sa_type=UtcDateTime)
    by: str = Field(default="", max_length=80)
    door: str = Field(default="folder", max_length=8)
    """Who wins: the `folder`, or the `store`."""


class ReleaseDraft(SQLModel, table=True):
    """What one person is changing, apart from what is live.

    Holds a name of staff. Kept for good once published, for who changed what; else until its owner drops it.
    """

    __tablename__ = "release_draft"

    id: int | None = Field(default=None, primary_key=True)
    base: int
    owner: str = Field(max_length=80, index=True)
    name: str = Field(default="", max_length=120)
    state: str = Field(default="open", max_length=12)
    opened_at: datetime = Field(sa_type=UtcDateTime)
    became: int | None = Field(default=None)


class ReleaseDraftFile(SQLModel, table=True):
    """One saved version of one file of a draft; the last of each path counts.

    Holds which bytes became which, by whom and when. Kept as its draft is.
    """

    __tablename__ = "release_draft_file"

    id: int | None = Field(default=None, primary_key=True)
    draft: int = Field(index=True)
    path: str = Field(max_length=200)
    before: str = Field(max_length=64)
    """SHA-256 of what stood there; empty where there was no file."""
    sha: str = Field(max_length=64)
    """SHA-256 of what stands there from now on; empty where the file is taken out."""
    by: str = Field(max_length=80)
    """Empty where it only followed what others had published."""
    at: datetime = Field(sa_type=UtcDateTime)


class ReleaseApproval(SQLModel, table=True):
    """That one person read these emergency texts, all of them, as they are.

    Holds the mark of the texts, the name of staff and what they signed with. Kept for good.
    """

    __tablename__ = "release_approval"
    __table_args__ = (UniqueConstraint("emergency", "person", name="uq_release_approval_emergency"),)

    id: int | None = Field(default=None, primary_key=True)
    emergency: str = Field(max_length=64)
    person: str = Field(max_length=80)
    """The name folded: one person however it is typed."""
    name: str = Field(max_length=80)
    credential: str = Field(default="", max_length=200)
    at: datetime = Field(sa_type=UtcDateTime)


class ReleaseTrail(SQLModel, table=True):
    """One thing that staff did, chained by hash to everything before it.

    Holds names of staff, what they did and to which release or draft; never what a caller wrote. Kept for good.
    """

    __tablename__ = "release_trail"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=UtcDateTime)
    who: str = Field(max_length=80)
    act: str = Field(max_length=24)
    about: str = Field(default="", sa_column=Column(Text, nullable=False))
    before: str = Field(max_length=64, unique=True)
    hash: str = Field(max_length=64)


class ReleaseReader(SQLModel, table=True):
    """Which release one process answers from.

    Holds the name of a machine and a process of ours. Kept for a day after the process was last heard of.
    """

    __tablename__ = "release_reader"

    host: str = Field(primary_key=True, max_length=80)
    pid: int = Field(primary_key=True)
    part: str = Field(default="", max_length=12)
    number: int | None = Field(default=None)
    ok: bool = Field(default=True)
    says: str = Field(default="", sa_column=Column(Text, nullable=False))
    program: str = Field(default="", max_length=32)
    at: datetime = Field(sa_type=UtcDateTime, index=True)
