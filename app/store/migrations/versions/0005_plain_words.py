"""Other words for what a carrier filters."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Give the outbox a place for them."""
    op.add_column("outbox", sa.Column("plain_sealed", sa.LargeBinary(), nullable=True))
