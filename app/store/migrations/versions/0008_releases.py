"""Releases of staff files: blobs, releases, the live one, drafts, approvals, the trail, and who reads which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables, and the one row that says which release is live."""
    op.create_table(
        "release_blob",
        sa.Column("sha", sa.String(64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha", name="pk_release_blob"),
    )
    op.create_table(
        "release_record",
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer(), nullable=True),
        sa.Column("tree", sa.String(64), nullable=False),
        sa.Column("made_by", sa.String(80), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("door", sa.String(8), nullable=False),
        sa.Column("emergency", sa.String(64), nullable=False),
        sa.Column("editors", sa.Text(), nullable=False),
        sa.Column("approved", sa.Boolean(), nullable=False),
        sa.Column("problems", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_release_record"),
    )
    live = op.create_table(
        "release_live",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("since", _TIME, nullable=True),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("door", sa.String(8), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release_live"),
    )
    op.bulk_insert(live, [{"id": 1, "number": None, "change": 0, "since": None, "by": "", "door": "folder"}])
    _drafts()
    _people()


def _drafts() -> None:
    op.create_table(
        "release_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("owner", sa.String(80), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("opened_at", _TIME, nullable=False),
        sa.Column("became", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_release_draft"),
    )
    op.create_index("ix_release_draft_owner", "release_draft", ["owner"])
    op.create_table(
        "release_draft_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.Integer(), nullable=False),
        sa.Column("path", sa.String(200), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("sha", sa.String(64), nullable=False),
        sa.Column("by", sa.String(80), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release_draft_file"),
    )
    op.create_index("ix_release_draft_file_draft", "release_draft_file", ["draft"])


def _people() -> None:
    op.create_table(
        "release_approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("emergency", sa.String(64), nullable=False),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("credential", sa.String(200), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release_approval"),
        sa.UniqueConstraint("emergency", "person", name="uq_release_approval_emergency"),
    )
    op.create_table(
        "release_trail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_release_trail"),
        sa.UniqueConstraint("before", name="uq_release_trail_before"),
    )
    op.create_table(
        "release_reader",
        sa.Column("host", sa.String(80), nullable=False),
        sa.Column("pid", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(12), nullable=False),
        sa.Column("number", sa.Integer(), nullable=True),
        sa.Column("ok", sa.Boolean(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("program", sa.String(32), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("host", "pid", name="pk_release_reader"),
    )
    op.create_index("ix_release_reader_at", "release_reader", ["at"])
