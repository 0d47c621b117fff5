"""Changing `PORCHLIGHT_KEY`: names are made anew and boxes sealed again, without anybody's number being known.

The name under a new key is made from the name under the old one, so the old key stays in the setting for good. Boxes are opened and sealed again, a few hundred at a time, while everything goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Table, bindparam, select
from sqlmodel import Session

from app.base.errors import PorchlightError
from app.outbox.messages import body_place
from app.privacy.pseudonyms import Pseudonyms, fingerprint
from app.privacy.sealing import AssociatedData
from app.store.database import Database
from app.store.insert import insert_once
from app.store.tables import KeyGeneration, metadata

BATCH = 300


Again = Callable[[bytes, AssociatedData], bytes | None]
"""A box's content sealed for the newest key; None when it is that already."""


class UnknownKey(PorchlightError):
    """What is kept is named under a key that is not set. Write PORCHLIGHT_KEY as new,old with that key among the old."""


class Sealed(NamedTuple):
    """One column of sealed boxes, and the place each belongs to."""

    table: str
    column: str
    place: Callable[[Any], AssociatedData]
    """From a row that has all the table's columns."""


class Named(NamedTuple):
    """One column of names made from numbers, and the use they are made for."""

    table: str
    column: str
    use: str


def own_box(table: str, column: str, field: str) -> Sealed:
    """A column whose boxes belong to their own row and this field."""
    return Sealed(table, column, lambda row: AssociatedData(table, row.id, field))


SEALED: tuple[Sealed, ...] = (
    Sealed("outbox", "to_sealed", lambda row: AssociatedData.read(row.to_place)),
    Sealed("outbox", "body_sealed", lambda row: body_place(row.key, row.to_place)),
    Sealed("outbox", "plain_sealed", lambda row: body_place(row.key, row.to_place)),
)
"""The outbox's own sealed columns; features declare theirs, and a test holds that none is left out."""
NAMED: tuple[Named, ...] = (Named("outbox", "opt_out_key", "optout"),)
"""The outbox's own column of names."""


def rename(
    database: Database,
    keys: Sequence[bytes],
    *,
    named: Sequence[Named] = NAMED,
    unnamed: Sequence[Callable[[Session], object]] = (),
) -> int:
    """How many names go by the newest of these keys that did not; all of them or none. Raises UnknownKey.

    `unnamed` make safe what cannot be renamed, once, in the same transaction.
    """
    fingerprints = [fingerprint(key) for key in keys]
    with database.writing() as session:
        insert_once(session, KeyGeneration, id=1, fingerprint=fingerprints[-1])
        row = session.get_one(KeyGeneration, 1, with_for_update=True)
        if row.fingerprint not in fingerprints:
            raise UnknownKey
        newer = fingerprints.index(row.fingerprint)
        row.fingerprint = fingerprints[0]
        if not newer:
            return 0
        for make_safe in unnamed:
            make_safe(session)
        return sum(_rename(session, Pseudonyms(*keys), one, newer=newer) for one in named)


def _rename(session: Session, names: Pseudonyms, one: Named, *, newer: int) -> int:
    table = metadata.tables[one.table]
    column = table.c[one.column]
    kept = session.connection().execute(select(column).where(column != "").distinct()).scalars().all()
    pairs = [{"old": old, "new": names.renamed(old, use=one.use, newer=newer)} for old in kept]
    if pairs:
        statement = table.update().where(column == bindparam("old")).values({one.column: bindparam("new")})
        session.connection().execute(statement, pairs)
    return len(pairs)


def seal_again(database: Database, again: Again, columns: Sequence[Sealed]) -> int:
    """How many boxes of these columns were sealed again; `again` has the keys, and what it raises is raised."""
    return sum(_seal_column(database, again, one) for one in columns)


def _seal_column(database: Database, again: Again, one: Sealed) -> int:
    table = metadata.tables[one.table]
    identity = next(iter(table.primary_key.columns))
    done, last = 0, ""
    while True:
        with database.writing() as session:
            rows = session.connection().execute(_next(table, identity, one.column, last)).all()
            for row in rows:
                box = bytes(getattr(row, one.column))
                new = again(box, one.place(row))
                if new is not None:
                    # Only where nothing has changed meanwhile: a row that was wiped stays wiped.
                    same = (identity == getattr(row, identity.name)) & (table.c[one.column] == box)
                    session.connection().execute(table.update().where(same).values({one.column: new}))
                    done += 1
        if not rows:
            return done
        last = getattr(rows[-1], identity.name)


def _next(table: Table, identity: Column[Any], column: str, last: str) -> Any:
    return table.select().where(table.c[column].is_not(None), identity > last).order_by(identity).limit(BATCH)


def is_known(session: Session, keys: Sequence[bytes]) -> bool:
    """Whether what is kept is named under one of these keys; true as long as nothing is."""
    row = session.get(KeyGeneration, 1)
    return row is None or row.fingerprint in [fingerprint(key) for key in keys]
