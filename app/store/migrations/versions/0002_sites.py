"""Sites, the version of their list, and imports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from app.store.database import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of sites, with an empty list at version 0."""
    op.create_table(
        "site",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("services", sa.String(400), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("address", sa.String(200), nullable=False),
        sa.Column("city", sa.String(100), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("postal_code", sa.String(20), nullable=False),
        sa.Column("country", sa.String(2), nullable=False),
        sa.Column("latitude", sa.Float(), nullable=True),
        sa.Column("longitude", sa.Float(), nullable=True),
        sa.Column("phone", sa.String(40), nullable=False),
        sa.Column("hours", sa.String(400), nullable=False),
        sa.Column("hours_raw", sa.String(1000), nullable=False),
        sa.Column("zone", sa.String(60), nullable=False),
        sa.Column("cost", sa.String(200), nullable=False),
        sa.Column("needs_id", sa.Boolean(), nullable=True),
        sa.Column("minimum_age", sa.Integer(), nullable=True),
        sa.Column("languages", sa.String(200), nullable=False),
        sa.Column("accessible", sa.Boolean(), nullable=True),
        sa.Column("notes", sa.String(4000), nullable=False),
        sa.Column("serves", sa.String(400), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("source_id", sa.String(200), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("verified_by", sa.String(100), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("edited", sa.String(1000), nullable=False),
        sa.Column("offered", sa.String(8000), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site"),
    )
    op.create_index("ix_site_status", "site", ["status"])
    site_list = op.create_table(
        "site_list",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_site_list"),
    )
    op.bulk_insert(site_list, [{"id": 1, "version": 0, "batch": 0}])
    op.create_table(
        "site_import",
        sa.Column("batch", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("source", sa.String(100), nullable=False),
        sa.Column("by", sa.String(100), nullable=False),
        sa.Column("new", sa.Integer(), nullable=False),
        sa.Column("changed", sa.Integer(), nullable=False),
        sa.Column("same", sa.Integer(), nullable=False),
        sa.Column("gone", sa.Integer(), nullable=False),
        sa.Column("quarantined", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("batch", name="pk_site_import"),
    )
