"""Check-ins, safety checks, contacts and invitations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.database import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of what people opt in to."""
    op.create_table(
        "checkin",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("opt_out_key", sa.String(32), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("tone", sa.String(12), nullable=False),
        sa.Column("machine", sa.String(1000), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("spread", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(16), nullable=False),
        sa.Column("consent_at", UtcDateTime(), nullable=False),
        sa.Column("consent_channel", sa.String(5), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_checkin"),
        sa.UniqueConstraint("owner", name="uq_checkin_owner"),
    )
    op.create_index("ix_checkin_opt_out_key", "checkin", ["opt_out_key"])
    op.create_index("ix_checkin_due_at", "checkin", ["due_at"])
    op.create_table(
        "safety_check",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("opt_out_key", sa.String(32), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("words_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("wording", sa.String(16), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("machine", sa.String(2000), nullable=False),
        sa.Column("state", sa.String(12), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("first", sa.String(32), nullable=False),
        sa.Column("second", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_safety_check"),
    )
    for column in ("owner", "opt_out_key", "next_at"):
        op.create_index(f"ix_safety_check_{column}", "safety_check", [column])
    op.create_table(
        "contact",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("target", sa.String(32), nullable=False),
        sa.Column("opt_out_key", sa.String(32), nullable=False),
        sa.Column("number_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("name_closed", sa.LargeBinary(), nullable=True),
        sa.Column("asker_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("asker_opt_out_key", sa.String(32), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("agreed_at", UtcDateTime(), nullable=True),
        sa.Column("failed", sa.Boolean(), nullable=False),
        sa.Column("wording", sa.String(16), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_contact"),
    )
    for column in ("owner", "target", "opt_out_key"):
        op.create_index(f"ix_contact_{column}", "contact", [column])
    op.create_table(
        "invitation",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("owner", sa.String(32), nullable=False),
        sa.Column("target", sa.String(32), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
    )
    for column in ("owner", "target", "at"):
        op.create_index(f"ix_invitation_{column}", "invitation", [column])
