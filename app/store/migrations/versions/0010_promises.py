"""FORGET ME, STOP and START of the last 30 days, for whoever restores a backup."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table more; the version before neither knows nor needs it."""
    op.create_table(
        "promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("caller_key", sa.String(32), nullable=False),
        sa.Column("opt_out_key", sa.String(32), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_promise"),
    )
    op.create_index("ix_promise_at", "promise", ["at"])


def downgrade() -> None:
    """The table is gone."""
    op.drop_table("promise")
