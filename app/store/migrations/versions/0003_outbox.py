"""The outbox, the provider's copies, how sending goes, and which key names are made with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.database import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of everything that goes out."""
    op.create_table(
        "outbox",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("key", sa.String(100), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("channel", sa.String(5), nullable=False),
        sa.Column("language", sa.String(5), nullable=False),
        sa.Column("owner_kind", sa.String(20), nullable=False),
        sa.Column("owner_id", sa.String(40), nullable=False),
        sa.Column("owner_step", sa.String(40), nullable=False),
        sa.Column("opt_out_key", sa.String(32), nullable=False),
        sa.Column("to_place", sa.String(120), nullable=False),
        sa.Column("to_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("body_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("segments", sa.Integer(), nullable=False),
        sa.Column("answer_path", sa.String(200), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("expires_at", UtcDateTime(), nullable=False),
        sa.Column("lane", sa.Integer(), nullable=False),
        sa.Column("next_at", UtcDateTime(), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("lease_owner", sa.String(32), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("repeat", sa.Boolean(), nullable=False),
        sa.Column("provider_sid", sa.String(40), nullable=False),
        sa.Column("outcome", sa.String(12), nullable=False),
        sa.Column("outcome_code", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        sa.UniqueConstraint("key", name="uq_outbox_key"),
    )
    op.create_index("ix_outbox_lane", "outbox", ["lane", "next_at"])
    op.create_index("ix_outbox_owner", "outbox", ["owner_kind", "owner_id"])
    op.create_index("ix_outbox_opt_out_key", "outbox", ["opt_out_key"])
    op.create_table(
        "provider_copy",
        sa.Column("sid", sa.String(40), nullable=False),
        sa.Column("delete_after", UtcDateTime(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sid", name="pk_provider_copy"),
    )
    op.create_index("ix_provider_copy_delete_after", "provider_copy", ["delete_after"])
    op.create_table(
        "sending_minute",
        sa.Column("minute", UtcDateTime(), nullable=False),
        sa.Column("tried", sa.Integer(), nullable=False),
        sa.Column("failed", sa.Integer(), nullable=False),
        sa.Column("alarm_code", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("minute", name="pk_sending_minute"),
    )
    op.create_table(
        "sending_pulse",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_sending_pulse"),
    )
    op.create_table(
        "key_generation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_generation"),
    )
