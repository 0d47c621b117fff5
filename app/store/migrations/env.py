"""Run by Alembic for each command; the connection is handed in by `app.store.migrate`."""

from __future__ import annotations

from alembic import context

from app.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite cannot alter most of a column in place: Alembic copies the table instead.
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
)
context.run_migrations()
