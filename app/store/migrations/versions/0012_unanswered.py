"""What was asked and had no page, by week, topic and language."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table more; the version before neither knows nor needs it."""
    op.create_table(
        "unanswered",
        sa.Column("week", sa.Date(), nullable=False),
        sa.Column("topic", sa.String(80), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("week", "topic", "language", name="pk_unanswered"),
    )


def downgrade() -> None:
    """The table is gone."""
    op.drop_table("unanswered")
