"""Rows that a line wrote before its columns were renamed are found, read and unique as before."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.store.database import Database, open_database
from app.store.migrate import differences, migrate
from app.store.tables import CheckInRow, ContactRow, InvitationRow, OptOutRow, OutboxRow, SafetyCheckRow, metadata

AT = "2026-11-23 12:00:00+00:00"
BEFORE = (
    "INSERT INTO optout (hmac, at) VALUES ('who', :at)",
    (
        "INSERT INTO checkin (id, owner, opt_out_key, number_sealed, language, tone, machine, due_at, spread, consent, consent_at,"
        " consent_channel) VALUES ('c1', 'caller', 'who', :box, 'en', 'plain', '{1}', :at, 3, 'words', :at, 'sms')"
    ),
    (
        "INSERT INTO safety_check (id, owner, opt_out_key, number_sealed, words_sealed, wording, code, language, machine, state,"
        " next_at, first, second) VALUES ('s1', 'caller', 'who', :box, :box, 'w', '', 'en', '{2}', 'armed', :at, 'p1', 'p2')"
    ),
    (
        "INSERT INTO contact (id, owner, target, opt_out_key, number_sealed, asker_opt_out_key, language, state, asked_at, failed,"
        " wording) VALUES ('p1', 'caller', 'them', 'k', :box, '', 'en', 'agreed', :at, false, '')"
    ),
    "INSERT INTO invitation (id, owner, target, at) VALUES ('i1', 'caller', 'them', :at)",
    (
        "INSERT INTO outbox (id, key, kind, channel, language, owner_kind, owner_id, owner_step, opt_out_key, to_place, to_sealed,"
        " segments, answer_path, due_at, expires_at, lane, next_at, state, lease_owner, tries, repeat, provider_sid, outcome,"
        " outcome_code, rank) VALUES ('o1', 'k1', 'call', 'voice', 'en', 'once', 'a', '1', 'who', 'safety_check/s1/number', :box, 1, '', :at,"
        " :at, 2, :at, 'waiting', '', 0, true, '', '', 0, 7)"
    ),
)


@pytest.fixture
def old_database(database_url: str) -> Iterator[Database]:
    """A database as version 0008 left it; at the end it is as the next test expects it."""
    database = open_database(database_url)
    with database.writing() as session:
        session.connection().execute(text("DROP VIEW IF EXISTS line_health"))
        metadata.drop_all(session.connection())
        session.connection().execute(text("DROP TABLE alembic_version"))
    migrate(database_url, to="0008")
    yield database
    database.close()
    migrate(database_url)


def test_rows_from_before_survive_the_renaming(old_database: Database, database_url: str) -> None:
    database = old_database
    with database.writing() as session:
        for statement in BEFORE:
            at: object = datetime(2026, 11, 23, 12, tzinfo=UTC) if "postgres" in database_url else AT
            session.connection().execute(
                text(statement), {"at": at, "box": b"box"} if ":box" in statement else {"at": at}
            )

    migrate(database_url)

    assert [] == differences(database)
    with database.reading() as session:
        assert "who" == session.exec(select(OptOutRow)).one().opt_out_key
        check_in = session.exec(select(CheckInRow)).one()
        assert ("caller", "{1}", b"box", 3) == (
            check_in.caller_key, check_in.state_json, bytes(check_in.number_sealed), check_in.spread,
        )  # fmt: skip
        check = session.exec(select(SafetyCheckRow)).one()
        assert ("caller", "{2}", "p1", "p2") == (
            check.caller_key, check.state_json, check.contact1_id, check.contact2_id,
        )  # fmt: skip
        assert datetime(2026, 11, 23, 12, tzinfo=UTC) == check.next_at
        assert "caller" == session.exec(select(ContactRow)).one().caller_key
        assert "caller" == session.exec(select(InvitationRow)).one().caller_key
        row = session.exec(select(OutboxRow)).one()
        assert (2, True, 7) == (row.priority, row.maybe_duplicate, row.status_rank)
