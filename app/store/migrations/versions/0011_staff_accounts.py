"""Accounts of staff: who they are, how they sign in, their sessions, and who did what."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

_TIME = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "staff_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("role", sa.Integer(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("handle", sa.String(64), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("password", sa.String(200), nullable=False),
        sa.Column("totp", sa.String(64), nullable=False),
        sa.Column("totp_step", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_account"),
        sa.UniqueConstraint("person", name="uq_staff_account_person"),
        sa.UniqueConstraint("handle", name="uq_staff_account_handle"),
    )
    op.create_table(
        "staff_passkey",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("credential", sa.String(1400), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("sign_count", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(60), nullable=False),
        sa.Column("made_at", _TIME, nullable=False),
        sa.Column("used_at", _TIME, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_staff_passkey"),
        sa.UniqueConstraint("credential", name="uq_staff_passkey_credential"),
    )
    op.create_index("ix_staff_passkey_account", "staff_passkey", ["account"])
    op.create_table(
        "staff_recovery_code",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_recovery_code"),
    )
    op.create_index("ix_staff_recovery_code_account", "staff_recovery_code", ["account"])
    _sessions()
    _trail()


def _sessions() -> None:
    op.create_table(
        "staff_invite",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_invite"),
    )
    op.create_table(
        "staff_session",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("account", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("began", _TIME, nullable=False),
        sa.Column("used", _TIME, nullable=False),
        sa.Column("way", sa.String(40), nullable=False),
        sa.Column("browser", sa.String(40), nullable=False),
        sa.Column("flash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_session"),
    )
    op.create_index("ix_staff_session_account", "staff_session", ["account"])
    op.create_table(
        "staff_challenge",
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("session", sa.String(64), nullable=False),
        sa.Column("purpose", sa.String(200), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_staff_challenge"),
    )
    op.create_index("ix_staff_challenge_until", "staff_challenge", ["until"])
    op.create_table(
        "staff_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(64), nullable=False),
        sa.Column("until", _TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_try"),
    )
    op.create_index("ix_staff_try_about", "staff_try", ["about"])


def _trail() -> None:
    op.create_table(
        "staff_trail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("who", sa.String(80), nullable=False),
        sa.Column("act", sa.String(24), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_staff_trail"),
        sa.UniqueConstraint("before", name="uq_staff_trail_before"),
    )


def downgrade() -> None:
    """The tables are gone."""
    for table in ("trail", "try", "challenge", "session", "invite", "recovery_code", "passkey", "account"):
        op.drop_table(f"staff_{table}")
