"""The database: tables as the code says, honest time-outs, and nothing of what it is given in its errors."""

from __future__ import annotations

import sqlite3
import threading
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest
from sqlalchemy import inspect
from sqlalchemy.exc import IntegrityError, OperationalError

from app.base import log
from app.base.errors import SettingsError
from app.store.database import Database, normalise, open_database
from app.store.migrate import current, differences, migrate, newest
from app.store.tables import OptOutRow, Tally, metadata

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def test_migrations_make_the_tables_the_code_describes(database: Database) -> None:
    assert [] == differences(database)
    assert newest() == current(database)


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    assert migrate(database_url) == migrate(database_url)


def test_processes_that_start_together_may_all_migrate(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'together.db'}"
    threads = [threading.Thread(target=migrate, args=(url,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    database = open_database(url)

    assert newest() == current(database)
    database.close()


def test_every_table_says_what_it_holds_and_until_when(database: Database) -> None:
    silent = [
        table.__name__
        for table in (mapper.class_ for mapper in OptOutRow._sa_registry.mappers)
        if not (table.__doc__ and "Holds" in table.__doc__ and "Kept" in table.__doc__)
    ]

    assert [] == silent
    assert set(metadata.tables) <= set(inspect(database.engine).get_table_names())


def test_times_come_back_aware_and_in_utc(database: Database) -> None:
    with database.writing() as session:
        session.add(OptOutRow(opt_out_key="a", at=NOON.astimezone(timezone(timedelta(hours=-6)))))
    with database.reading() as session:
        kept = session.get_one(OptOutRow, "a")

    assert NOON == kept.at
    assert UTC == kept.at.tzinfo


def test_a_time_without_a_zone_is_refused(database: Database) -> None:
    with pytest.raises(Exception, match="without a zone"), database.writing() as session:
        session.add(OptOutRow(opt_out_key="a", at=NOON.replace(tzinfo=None)))
        session.flush()


def test_a_failed_block_changes_nothing(database: Database) -> None:
    with pytest.raises(RuntimeError), database.writing() as session:
        session.add(Tally(day=date(2026, 11, 23), name="asked", node="menu", intent="", count=1))
        session.flush()
        raise RuntimeError

    with database.reading() as session:
        assert session.get(Tally, (date(2026, 11, 23), "asked", "menu", "")) is None


def test_errors_do_not_repeat_what_the_database_was_given(database: Database) -> None:
    canary = "canary-naloxone-body"
    with pytest.raises(IntegrityError) as caught, database.writing() as session:
        session.connection().execute(metadata.tables["optout"].insert(), [{"opt_out_key": canary, "at": None}])

    assert canary not in str(log.describe(caught.value))
    # PostgreSQL's own DETAIL repeats the row: that is why no exception's text is ever logged.
    if database.engine.dialect.name == "sqlite":
        assert canary not in str(caught.value)


def test_a_locked_sqlite_gives_up_within_half_a_second(sqlite_url: str) -> None:
    database = open_database(sqlite_url)
    other = sqlite3.connect(sqlite_url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    began = time.monotonic()
    with pytest.raises(OperationalError), database.writing() as session:
        session.connection()
    waited = time.monotonic() - began
    with database.reading() as session:
        readable = session.get(OptOutRow, "a") is None
    other.close()
    database.close()

    assert waited < 0.5
    assert readable


def test_deleted_rows_are_overwritten_in_the_file(sqlite_url: str) -> None:
    canary = "canarycanarycanarycanary"
    database = open_database(sqlite_url)
    with database.writing() as session:
        session.add(OptOutRow(opt_out_key=canary, at=NOON))
    with database.writing() as session:
        session.delete(session.get_one(OptOutRow, canary))
    database.close()  # the last connection writes the log back into the file and removes it
    path = Path(sqlite_url.removeprefix("sqlite:///"))

    assert [path.name] == [file.name for file in path.parent.glob("porchlight.db*")]
    assert canary.encode() not in path.read_bytes()


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("postgres://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("postgresql+asyncpg://u:p@h/n", "postgresql+psycopg://u:p@h/n"),
        ("sqlite:////tmp/x.db", "sqlite+pysqlite:////tmp/x.db"),
    ],
)
def test_addresses_are_understood_as_hosts_write_them(url: str, expected: str) -> None:
    assert expected == normalise(url).render_as_string(hide_password=False)


@pytest.mark.parametrize("url", ["mysql://u:secretword@h/n", "secretword", ""])
def test_another_kind_of_address_is_refused_without_repeating_it(url: str) -> None:
    with pytest.raises(SettingsError, match="DATABASE_URL") as caught:
        normalise(url)

    assert "secretword" not in str(caught.value)
