"""The record in one sealed file, and back: the same from SQLite and PostgreSQL, read in one moment.

Left out is what must not come back: messages that wait (they would go out twice), safety checks (they would alarm for
what is long over) and signs of life.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Integer, LargeBinary, delete, func, insert, select

from app.base.errors import PorchlightError
from app.privacy.pseudonyms import derive
from app.store.database import Database, Transaction, UtcDateTime
from app.store.tables import metadata

LEFT_OUT = frozenset({"outbox", "safety_check", "sending_minute", "sending_pulse"})
_MAGIC = b"porchlight backup 1\n"
_NONCE = 12
Dump = Mapping[str, list[dict[str, Any]]]


class CannotRestore(PorchlightError):
    """This file is no backup that these keys open."""


def dump(database: Database, *, only: frozenset[str] = frozenset()) -> Dump:
    """Every row that is backed up, as plain values; of these tables only, where some are named."""
    engine = database.engine
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    found: dict[str, list[dict[str, Any]]] = {}
    with engine.connect() as connection, connection.begin():
        for table in metadata.sorted_tables:
            if table.name not in LEFT_OUT and (not only or table.name in only):
                rows = connection.execute(select(table)).mappings()
                found[table.name] = [{name: _plain(value) for name, value in row.items()} for row in rows]
    return found


def load(session: Transaction, rows: Dump) -> int:
    """How many rows are in the record in the place of those that were."""
    count = 0
    for table in reversed(metadata.sorted_tables):
        session.connection().execute(delete(table))
    for table in metadata.sorted_tables:
        kept = rows.get(table.name, [])
        for first in range(0, len(kept), 500):
            made = [{name: _back(table.c[name], value) for name, value in row.items() if name in table.c} for row in kept[first : first + 500]]  # fmt: skip
            session.connection().execute(insert(table), made)
        count += len(kept)
        _count_on(session, table)
    return count


def _count_on(session: Transaction, table: Any) -> None:
    """PostgreSQL goes on numbering behind the rows that are back."""
    if session.get_bind().dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        if isinstance(column.type, Integer):
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            newest = select(func.coalesce(func.max(column), 0)).scalar_subquery()
            session.connection().execute(select(func.setval(sequence, newest + 1, False)))


def write(file: Path, rows: Dump, *, key: bytes, at: datetime) -> None:
    """The file is there, whole, for its owner alone, and opens with this key only."""
    nonce = os.urandom(_NONCE)
    plain = gzip.compress(json.dumps({"at": at.isoformat(), "rows": rows}).encode(), 6)
    draft = file.with_suffix(".part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(_MAGIC + nonce + AESGCM(_sealing(key)).encrypt(nonce, plain, _MAGIC))
        out.flush()
        os.fsync(out.fileno())
    draft.replace(file)


def read(file: Path, *, keys: tuple[bytes, ...]) -> tuple[datetime, Dump]:
    """When it was made, and what it holds. Raises CannotRestore for any other file, a damaged one, or another line's."""
    kept = file.read_bytes()
    if not kept.startswith(_MAGIC):
        raise CannotRestore(f"{file.name} is no backup of this program.")
    nonce, box = kept[len(_MAGIC) :][:_NONCE], kept[len(_MAGIC) + _NONCE :]
    for key in keys:
        try:
            found = json.loads(gzip.decompress(AESGCM(_sealing(key)).decrypt(nonce, box, _MAGIC)))
        except InvalidTag:
            continue
        return datetime.fromisoformat(found["at"]), found["rows"]
    raise CannotRestore(f"{file.name} is damaged, or was made with a PORCHLIGHT_KEY that is not set.")


def _sealing(key: bytes) -> bytes:
    return derive(key, "porchlight backup v1")


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return base64.b64encode(value).decode() if isinstance(value, bytes) else value


def _back(column: Any, value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, UtcDateTime):
        return datetime.fromisoformat(value)
    return base64.b64decode(value) if isinstance(column.type, LargeBinary) else value
