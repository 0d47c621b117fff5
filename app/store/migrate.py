"""Brings the tables to this version of the program, on SQLite and PostgreSQL alike."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.engine import Connection

from app.store.database import Database, open_database
from app.store.tables import metadata

PATIENCE_SECONDS = 60.0
_FOLDER = Path(__file__).with_name("migrations")
_LOCK = 7_046_129
"""PostgreSQL's advisory lock of this project's migrations; any number that nothing else uses."""


def migrate(url: str, *, to: str = "head") -> str:
    """The tables are at the newest version, or at `to`, whose name is returned; several processes may call this at once."""
    database = open_database(url, statement_seconds=PATIENCE_SECONDS)
    try:
        with database.engine.begin() as connection:
            _wait_for_others(connection)
            command.upgrade(_config(connection), to)
            return MigrationContext.configure(connection).get_current_revision() or ""
    finally:
        database.close()


def newest() -> str:
    """The name of the newest version this program knows."""
    return ScriptDirectory(str(_FOLDER)).get_current_head() or ""


def current(database: Database) -> str:
    """The version the tables are at; empty before the first migration."""
    with database.reading() as session:
        return MigrationContext.configure(session.connection()).get_current_revision() or ""


def differences(database: Database) -> list[object]:
    """What a new migration would have to change for the tables to be as the code describes them."""
    with database.reading() as session:
        return list(compare_metadata(MigrationContext.configure(session.connection()), metadata))


def draft(url: str, *, message: str) -> None:
    """A new migration file is in `migrations/versions`, from the difference between code and tables."""
    database = open_database(url, statement_seconds=PATIENCE_SECONDS)
    try:
        with database.engine.begin() as connection:
            number = f"{int(newest() or 0) + 1:04d}"
            command.revision(_config(connection), message=message, autogenerate=True, rev_id=number)
    finally:
        database.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _wait_for_others(connection: Connection) -> None:
    # SQLite's transaction began with its write lock. PostgreSQL needs one of its own, gone with the transaction.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
