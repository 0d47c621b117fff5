"""INSERT with ON CONFLICT, which SQLite and PostgreSQL write alike and SQLAlchemy keeps in two places."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sqlmodel import Session, SQLModel

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql


def inserting(session: Session, table: type[SQLModel]) -> postgresql.Insert:
    """An INSERT of this database's own dialect: add `on_conflict_do_nothing` or `on_conflict_do_update` to it."""
    return insert_of(session.get_bind().dialect.name, table)


def insert_of(dialect: str, table: type[SQLModel]) -> postgresql.Insert:
    """The same by the dialect's name: for statements that are made once and used often."""
    # Only the dialect that is in use: the other is 3 MB of each process.
    kind: Any = import_module(f"sqlalchemy.dialects.{'postgresql' if dialect == 'postgresql' else 'sqlite'}")
    made: postgresql.Insert = kind.insert(table)
    return made


def insert_once(session: Session, table: type[SQLModel], **values: object) -> None:
    """The row is there, from now or from before: two processes may do this at the same moment."""
    session.connection().execute(inserting(session, table).values(**values).on_conflict_do_nothing())
