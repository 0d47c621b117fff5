"""Whether the tables are those of this version of the program, asked without taking up the migrations."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from app.store.database import Database

_VERSIONS = Path(__file__).with_name("migrations") / "versions"


def is_newest(database: Database) -> bool:
    """True when every migration that comes with the program was made; False also before the first."""
    known = max((file.name.partition("_")[0] for file in _VERSIONS.glob("[0-9]*.py")), default="")
    try:
        with database.reading() as session:
            return session.execute(text("SELECT version_num FROM alembic_version")).scalar() == known
    except DBAPIError:
        return False
