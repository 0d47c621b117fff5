"""With the console's credentials of PostgreSQL everything the console does is done, and no row of any caller is read."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from pyotp import TOTP
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import ProgrammingError
from typer.testing import CliRunner

from app.cli.console_rights import app as commands
from app.console.access.all_of_it import access_of
from app.console.access.book import AccountBook
from app.console.roles import Role
from app.store.console_rights import rights_of
from app.store.database import Database, make_engine, normalise, open_database
from app.store.line_health import health
from app.store.schema_version import is_newest
from app.store.tables import metadata
from tests.console.conftest import MACHINE, SetClock, arrives, known_random

ROLE, WORD = "porchlight_console_rights", "only-for-this-test"
SEEN = {"site", "site_list", "site_import", "place_report", "tally", "unanswered"}
"""Beside releases and accounts: places, what was said of them, and counts; none names a caller."""


@pytest.fixture
def owner(postgres_url: str) -> Iterator[Engine]:
    engine = make_engine(postgres_url, statement_seconds=30).execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for table in reversed(metadata.sorted_tables):
            connection.execute(table.delete())
        _drop(connection)
        connection.exec_driver_sql(f"CREATE ROLE {ROLE} LOGIN PASSWORD '{WORD}'")
        for line in rights_of(ROLE):
            connection.exec_driver_sql(line)
    yield engine
    with engine.connect() as connection:
        _drop(connection)
    engine.dispose()


@pytest.fixture
def thief(owner: Engine, postgres_url: str) -> Iterator[Database]:
    url = normalise(postgres_url).set(username=ROLE, password=WORD).render_as_string(hide_password=False)
    opened = open_database(url, statement_seconds=10)
    yield opened
    opened.close()


def _drop(connection: Connection) -> None:
    if connection.exec_driver_sql(f"SELECT 1 FROM pg_roles WHERE rolname = '{ROLE}'").first():
        connection.exec_driver_sql(f"DROP OWNED BY {ROLE}")
        connection.exec_driver_sql(f"DROP ROLE {ROLE}")


def _may(database: Database, statement: str) -> bool:
    try:
        with database.writing() as session:
            session.connection().exec_driver_sql(statement)
    except ProgrammingError as error:
        if "permission denied" not in str(error) and "must be owner" not in str(error):
            raise
        return False
    return True


def test_the_console_role_keeps_accounts(thief: Database) -> None:
    time = SetClock()
    book = AccountBook(thief, origin="http://localhost:8010", now=time, random=known_random())
    access = access_of(book, hasher=PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    staff, secret = arrives(access, "Ana", Role.KEEPER), access.passwords.new_secret()
    access.passwords.keep(staff, password="four words of any kind", secret=secret, code=TOTP(secret).at(time.now))
    codes = access.passwords.new_codes(staff)
    time.on(minutes=2)
    access.passwords.sign_in("Ana", "four words of any kind", TOTP(secret).at(time.now), address="a")
    access.passwords.recover("Ana", codes[0], address="a")
    access.passkeys.to_make(staff)
    access.passkeys.to_sign_in()
    access.limits.failed(name="ana", address="a")
    access.sign_ins.new_link()
    access.people.link(staff.account, by=MACHINE)
    bo = arrives(access, "Bo", Role.KEEPER)
    access.people.change_role(bo.account, Role.EDITOR, by=staff)
    access.sign_ins.end_others(staff)

    assert access.log.broken() is None
    assert is_newest(thief)


def test_a_thief_with_the_console_s_credentials_reads_no_row_of_a_caller(thief: Database) -> None:
    tables = {table.name for table in metadata.sorted_tables}
    read = {name for name in tables if _may(thief, f'SELECT 1 FROM "{name}"')}

    assert {name for name in tables if name.startswith(("release_", "staff_"))} | SEEN == read


def test_the_console_reads_how_sending_is_in_counts_alone(thief: Database) -> None:
    assert 0 == health(thief)["texts_waiting"]
    assert not _may(thief, "SELECT 1 FROM outbox")


@pytest.mark.parametrize(
    "table", ["staff_trail", "release_trail", "release_record", "release_blob", "release_approval"]
)
def test_a_thief_with_the_console_s_credentials_changes_no_history(thief: Database, table: str) -> None:
    column = (
        "act"
        if table.endswith("trail")
        else "size"
        if table.endswith("blob")
        else "name"
        if "approval" in table
        else "note"
    )

    assert not _may(thief, f"UPDATE {table} SET {column} = {column}")
    assert not _may(thief, f"DELETE FROM {table}")
    assert not _may(thief, f"TRUNCATE {table}")
    assert not _may(thief, f"DROP TABLE {table}")


def test_nobody_deletes_an_account_with_the_console_s_credentials(thief: Database) -> None:
    assert not _may(thief, "DELETE FROM staff_account")


def test_the_command_prints_what_the_role_needs() -> None:
    printed = CliRunner().invoke(commands, ["grants", "porchlight_console"]).output.splitlines()

    assert list(rights_of("porchlight_console")) == printed
    with pytest.raises(ValueError, match="named"):
        list(rights_of("x; DROP TABLE site"))
