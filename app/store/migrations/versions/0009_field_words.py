"""Columns by the words of the field: whose key, which state, which contact, which queue."""

from __future__ import annotations

from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

_COLUMNS = (
    ("checkin", "owner", "caller_key"),
    ("checkin", "machine", "state_json"),
    ("safety_check", "owner", "caller_key"),
    ("safety_check", "machine", "state_json"),
    ("safety_check", "first", "contact1_id"),
    ("safety_check", "second", "contact2_id"),
    ("contact", "owner", "caller_key"),
    ("invitation", "owner", "caller_key"),
    ("optout", "hmac", "opt_out_key"),
    ("outbox", "lane", "priority"),
    ("outbox", "repeat", "maybe_duplicate"),
    ("outbox", "rank", "status_rank"),
)
_INDEXES = (
    ("safety_check", "ix_safety_check_owner", "ix_safety_check_caller_key", ["caller_key"]),
    ("contact", "ix_contact_owner", "ix_contact_caller_key", ["caller_key"]),
    ("invitation", "ix_invitation_owner", "ix_invitation_caller_key", ["caller_key"]),
    ("outbox", "ix_outbox_lane", "ix_outbox_priority", ["priority", "next_at"]),
)


def upgrade() -> None:
    """Rename; every row stays as it is, and on PostgreSQL nothing is written anew."""
    for table, old, new in _COLUMNS:
        op.execute(f'ALTER TABLE {table} RENAME COLUMN "{old}" TO {new}')
    if op.get_context().dialect.name == "postgresql":
        op.execute("ALTER TABLE checkin RENAME CONSTRAINT uq_checkin_owner TO uq_checkin_caller_key")
        for _, old, new, _ in _INDEXES:
            op.execute(f"ALTER INDEX {old} RENAME TO {new}")
        return
    for table, old, new, columns in _INDEXES:
        op.drop_index(old, table)
        op.create_index(new, table, columns)
    with op.batch_alter_table("checkin") as checkin:
        checkin.drop_constraint("uq_checkin_owner", type_="unique")
        checkin.create_unique_constraint("uq_checkin_caller_key", ["caller_key"])
