"""Bytes under their SHA-256: a release costs only what it changed."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Mapping

from sqlmodel import Session, col, select

from app.base.errors import PorchlightError
from app.store.insert import inserting
from app.store.tables import ReleaseBlob

MOST_BYTES = 16 * 1024 * 1024
_AT_ONCE = 200


class DamagedBlobError(PorchlightError):
    """Bytes in the database are not what their name says. Restore the database from a backup."""


def name_of(data: bytes) -> str:
    """The name these bytes are kept under."""
    return hashlib.sha256(data).hexdigest()


def put(session: Session, listed: Iterable[bytes]) -> None:
    """All of these are kept; those that were before cost nothing but a look."""
    wanted = {name_of(data): data for data in listed}
    missing = wanted.keys() - _here(session, wanted)
    for name in sorted(missing):
        data = wanted[name]
        row = {"sha": name, "size": len(data), "data": zlib.compress(data, 6)}
        session.connection().execute(inserting(session, ReleaseBlob).values(**row).on_conflict_do_nothing())


def missing(session: Session, names: Iterable[str]) -> set[str]:
    """Those of these names that nothing is kept under."""
    wanted = set(names)
    return wanted - _here(session, wanted)


def get(session: Session, names: Iterable[str]) -> dict[str, bytes]:
    """Name -> bytes of each that is kept. Raises DamagedBlobError for bytes that are not what their name says."""
    wanted = sorted(set(names))
    found: dict[str, bytes] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        for row in session.exec(select(ReleaseBlob).where(col(ReleaseBlob.sha).in_(some))):
            found[row.sha] = _opened(row)
    return found


def _opened(row: ReleaseBlob) -> bytes:
    try:
        data = zlib.decompressobj().decompress(row.data, MOST_BYTES)
    except zlib.error:
        raise DamagedBlobError from None
    if name_of(data) != row.sha:
        raise DamagedBlobError
    return data


def _here(session: Session, names: Iterable[str] | Mapping[str, bytes]) -> set[str]:
    wanted = sorted(names)
    found: set[str] = set()
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        found |= set(session.exec(select(ReleaseBlob.sha).where(col(ReleaseBlob.sha).in_(some))).all())
    return found
