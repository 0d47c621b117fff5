"""Backups that FORGET ME reaches: what was said since is kept again before anything of a restored record is used.

Why not a key for each person, thrown away with FORGET ME: backups would have to leave the table of keys out, and a restored one
could open nobody's number at all. So a second, small file says who is to be forgotten or left alone; it holds keyed
hashes only, and is written every minute beside the daily backup.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from app.base.clock import now
from app.config.settings import Settings
from app.engine.builtin import BUILTIN
from app.features.feature import Pseudonym
from app.features.registry import Records
from app.line.key_rotation import rename_all
from app.line.means import use_case_context
from app.outbox import opt_outs
from app.privacy.pseudonyms import CallerKey, OptOutKey
from app.release.compiled import compiled
from app.store import backup
from app.store.database import Database, open_database
from app.store.tables import PromiseRow

KEPT = timedelta(days=7)
SECONDS = 60.0
_STAMP = "%Y%m%dT%H%M%SZ"
_PROMISES = "promises"


class Restored(NamedTuple):
    """What a restore did."""

    rows: int
    promises: int
    made: datetime


def make_backup(settings: Settings, folder: Path, *, promises_only: bool = False) -> Path:
    """The new file; older ones than a week, and all but the newest of promises, are gone."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    database, at = open_database(settings.database, statement_seconds=SECONDS), now()
    try:
        rows = backup.dump(database, only=frozenset({PromiseRow.__tablename__}) if promises_only else frozenset())
    finally:
        database.close()
    kind = _PROMISES if promises_only else "backup"
    file = folder / f"porchlight-{at.strftime(_STAMP)}.{kind}"
    backup.write(file, rows, key=settings.keys[0], at=at)
    for older in folder.glob(f"porchlight-*.{kind}"):
        if older != file and (promises_only or _made(older) < at - KEPT):
            older.unlink()
    return file


def restore(settings: Settings, file: Path) -> Restored:
    """The record is as this file has it, but for what was promised since, by the record replaced and by files beside this one."""
    made, rows = backup.read(file, keys=settings.keys)
    database = open_database(settings.database, statement_seconds=SECONDS)
    try:
        said = [row for row in _said(database, settings, file.parent) if datetime.fromisoformat(row["at"]) >= made]
        with database.writing() as session:
            count = backup.load(session, rows)
        rename_all(database, settings.keys)
        kept = _keep(database, settings, said)
    finally:
        database.close()
    return Restored(count, kept, made)


def _said(database: Database, settings: Settings, folder: Path) -> Sequence[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    with suppress(Exception):  # the record that is replaced may be what was lost
        found += backup.dump(database, only=frozenset({PromiseRow.__tablename__}))[PromiseRow.__tablename__]
    for file in sorted(folder.glob(f"porchlight-*.{_PROMISES}")):
        found += backup.read(file, keys=settings.keys)[1].get(PromiseRow.__tablename__, [])
    once = {(row["kind"], row["opt_out_key"], row["at"]): row for row in found}
    return sorted(once.values(), key=lambda row: str(row["at"]))


def _keep(database: Database, settings: Settings, said: Sequence[dict[str, Any]]) -> int:
    context = use_case_context(settings, database=database, library=lambda: compiled(BUILTIN))
    records = Records().all
    with database.writing() as session:
        for row in said:
            key, at = OptOutKey(row["opt_out_key"]), datetime.fromisoformat(row["at"])
            if row["kind"] == "start":
                opt_outs.lift(session, key, now=at)
                continue
            for record in records:
                if row["kind"] == "stop" and record.on_stop is not None:
                    record.on_stop(context, session, key, at)
                if row["kind"] == "forget" and record.on_forget is not None:
                    record.on_forget(context, session, Pseudonym(CallerKey(row["caller_key"]), key), at)
    return len(said)


def _made(file: Path) -> datetime:
    try:
        return datetime.strptime(f"{file.stem.removeprefix('porchlight-')}+0000", f"{_STAMP}%z")
    except ValueError:
        return now()
