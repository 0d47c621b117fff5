"""What callers say of places, counted."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the counts of a place and day, and the marks and salt that last one day."""
    op.create_table(
        "place_report",
        sa.Column("site_id", sa.String(40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site_id", "day", "kind", name="pk_place_report"),
    )
    op.create_table(
        "place_report_mark",
        sa.Column("mark", sa.String(32), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("mark", name="pk_place_report_mark"),
    )
    op.create_index("ix_place_report_mark_day", "place_report_mark", ["day"])
    op.create_table(
        "place_report_salt",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("salt", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("day", name="pk_place_report_salt"),
    )
