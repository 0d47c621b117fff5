"""Sites whose point is only about where they are."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Mark every site that is there as exactly placed."""
    op.add_column("site", sa.Column("approximate", sa.Boolean(), nullable=False, server_default=sa.false()))
