"""A backup put back: everything is there, and whoever was forgotten or said STOP since stays so."""

from __future__ import annotations

import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from app.config.settings import Settings
from app.line import backups
from app.line.backups import make_backup, restore
from app.store import backup
from app.store.backup import CannotRestore
from app.store.database import Database
from app.store.tables import CheckInRow, ContactRow, OptOutRow, PromiseRow, SafetyCheckRow
from tests.conftest import MakeSettings
from tests.features.people import KIM, LEE, SAM
from tests.features.test_checkin_whole import agree
from tests.migrated import migrated


@pytest.fixture
def settings(town: Any, make_settings: MakeSettings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setattr(backups, "now", town.clock)
    return make_settings(database_url=town.database.engine.url.render_as_string(hide_password=False))


def test_what_was_there_is_back(town: Any, settings: Settings, tmp_path: Path) -> None:
    agree(town)
    town.agree()
    before = {table: sorted(map(repr, town.rows(table))) for table in (CheckInRow, ContactRow, OptOutRow)}
    file = make_backup(settings, tmp_path / "kept")
    with town.database.writing() as session:
        backup.load(session, {})
    assert [] == town.rows(CheckInRow)
    done = restore(settings, file)

    assert before == {table: sorted(map(repr, town.rows(table))) for table in before}
    assert done.rows >= 2
    assert 0o600 == file.stat().st_mode & 0o777


def test_who_was_forgotten_since_stays_forgotten_and_who_stopped_is_left_alone(
    town: Any, settings: Settings, tmp_path: Path
) -> None:
    agree(town)
    agree(town, phone=LEE)
    agree(town, phone=KIM)
    file = make_backup(settings, tmp_path / "kept")
    town.clock.at += timedelta(minutes=5)
    town.text(SAM, "FORGET ME")
    town.text(LEE, "STOP")
    make_backup(settings, tmp_path / "kept", promises_only=True)
    with town.database.writing() as session:
        backup.load(session, {})  # the record is lost, with everything said since
    done = restore(settings, file)

    assert 2 <= done.promises
    assert 1 == len(town.rows(CheckInRow))
    assert 1 == len(town.rows(OptOutRow))


def test_the_record_that_is_replaced_says_what_was_promised_too(town: Any, settings: Settings, tmp_path: Path) -> None:
    agree(town)
    file = make_backup(settings, tmp_path / "kept")
    town.clock.at += timedelta(minutes=5)
    town.text(SAM, "FORGET ME")
    restore(settings, file)

    assert [] == town.rows(CheckInRow)
    assert [] == [row for row in town.rows(PromiseRow) if SAM[-7:] in repr(row)]


def test_who_started_again_since_is_not_stopped(town: Any, settings: Settings, tmp_path: Path) -> None:
    file = make_backup(settings, tmp_path / "kept")
    town.clock.at += timedelta(minutes=5)
    town.text(SAM, "STOP")
    town.clock.at += timedelta(minutes=5)
    town.text(SAM, "START")
    restore(settings, file)

    assert [] == town.rows(OptOutRow)


def test_no_safety_check_comes_back_to_alarm_for_what_is_over(town: Any, settings: Settings, tmp_path: Path) -> None:
    town.agree()
    town.arm()
    restore(settings, make_backup(settings, tmp_path / "kept"))

    assert [] == town.rows(SafetyCheckRow)


def test_no_number_and_no_word_can_be_read_in_the_file(town: Any, settings: Settings, tmp_path: Path) -> None:
    agree(town)
    kept = make_backup(settings, tmp_path / "kept").read_bytes()

    assert not any(part in kept for part in (SAM.encode(), SAM[2:].encode(), b"daily", b"checkin", b"opt_out_key"))


def test_a_damaged_file_or_one_of_another_line_is_refused(town: Any, settings: Settings, tmp_path: Path) -> None:
    file = make_backup(settings, tmp_path / "kept")
    agree(town)
    broken = tmp_path / "broken.backup"
    broken.write_bytes(file.read_bytes()[:-9] + b"x" * 9)
    other = tmp_path / "other.backup"
    other.write_bytes(b"SQLite format 3")

    for bad in (broken, other):
        with pytest.raises(CannotRestore):
            restore(settings, bad)
    assert 1 == len(town.rows(CheckInRow))


def test_backups_are_a_week_old_at_most(town: Any, settings: Settings, tmp_path: Path) -> None:
    for _ in range(10):
        make_backup(settings, tmp_path)
        make_backup(settings, tmp_path, promises_only=True)
        town.clock.at += timedelta(days=1)

    assert 8 == len(list(tmp_path.glob("*.backup")))
    assert 1 == len(list(tmp_path.glob("*.promises")))


def test_a_drill_with_twenty_thousand_rows_takes_seconds(
    make_settings: MakeSettings, tmp_path: Path, sqlite_url: str
) -> None:
    settings = make_settings(database_url=sqlite_url)
    from app.store.database import open_database

    database: Database = open_database(sqlite_url, statement_seconds=30)
    _fill(database)
    began = time.perf_counter()
    file = make_backup(settings, tmp_path / "kept")
    elsewhere = make_settings(database_url=f"sqlite:///{tmp_path / 'new.db'}")
    migrated(elsewhere.database)
    done = restore(elsewhere, file)
    took = time.perf_counter() - began
    database.close()
    print(f"a backup and its restore of {done.rows} rows: {took:.1f} s")

    assert 20_000 <= done.rows
    assert took < 30


def _fill(database: Database) -> None:
    from datetime import UTC, datetime

    at = datetime(2026, 11, 26, tzinfo=UTC)
    with database.writing() as session:
        session.add_all([OptOutRow(opt_out_key=f"k{number}", at=at) for number in range(20_000)])
