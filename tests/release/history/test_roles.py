"""A role that has the rights to releases alone publishes, and reads no row of any caller."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy.exc import ProgrammingError

from app.release.history.checking import Checker
from app.release.history.importing import FirstRelease
from app.release.staff_files import Files
from app.store.database import make_engine, normalise, open_database
from app.store.releases.grants import statements
from app.store.tables import metadata
from tests.release.history.conftest import SETTINGS

ROLE, WORD = "porchlight_console_test", "only-for-this-test"


def test_the_console_role_publishes_and_reads_nothing_of_callers(
    postgres_url: str, staff_files: Files, tmp_path: Path
) -> None:
    owner = make_engine(postgres_url, statement_seconds=30).execution_options(isolation_level="AUTOCOMMIT")
    with owner.connect() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        connection.exec_driver_sql(f"DROP OWNED BY {ROLE}") if _there(connection) else None
        connection.exec_driver_sql(f"DROP ROLE IF EXISTS {ROLE}")
        connection.exec_driver_sql(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{WORD}'")
        for line in statements(ROLE):
            connection.exec_driver_sql(line)
    url = normalise(postgres_url).set(username=ROLE, password=WORD).render_as_string(hide_password=False)
    console = open_database(url, statement_seconds=10)
    releases = FirstRelease(console, checker=Checker(settings=SETTINGS, production=False, cache=None), production=False)
    begun = releases.begin(staff_files, by="Ana")
    draft = releases.open_draft("Ana")
    releases.put(draft.id, "content/en/main.yaml", staff_files["content/en/main.yaml"] + b"# w\n", by="Ana")
    done = releases.publish(draft.id, by="Ana")
    refused = [table.name for table in metadata.sorted_tables if not _reads(console, table.name)]
    releases.close()
    with owner.connect() as connection:
        connection.exec_driver_sql(f"DROP OWNED BY {ROLE}")
        connection.exec_driver_sql(f"DROP ROLE {ROLE}")
    owner.dispose()

    assert begun.release is not None
    assert done.release is not None
    assert sorted(table.name for table in metadata.sorted_tables if not table.name.startswith("release_")) == sorted(
        refused
    )


def _there(connection: object) -> bool:
    found = connection.exec_driver_sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'")  # type: ignore[attr-defined]
    return found.first() is not None


def _reads(console: object, table: str) -> bool:
    try:
        with console.reading() as session:  # type: ignore[attr-defined]
            session.connection().exec_driver_sql(f"SELECT 1 FROM {table}")
    except ProgrammingError:
        return False
    return True


@pytest.mark.parametrize("role", ["x; DROP TABLE release_blob", "", "a b", "é"])
def test_a_role_of_another_name_is_refused(role: str) -> None:
    with pytest.raises(ValueError, match="named"):
        list(statements(role))
