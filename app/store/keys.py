"""Changing `PORCHLIGHT_KEY`: opt-outs are renamed and boxes sealed again, without anybody's number being known.

The name of an opt-out under a new key is made from its name under the old one, so the old key stays in the setting for
good. Boxes are opened and sealed again, a few hundred at a time, while everything goes on.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Column, Table
from sqlmodel import Session, col, select, update

from app.errors import PorchlightError
from app.privacy import Names, OptOutKey, fingerprint
from app.sealing import Place
from app.store.database import Database
from app.store.insert import insert_once
from app.store.outbox import body_place
from app.store.tables import KeyGeneration, OptOut, OutboxRow, metadata

BATCH = 300


Again = Callable[[bytes, Place], bytes | None]
"""A box's content sealed for the newest key; None when it is that already."""


class UnknownKey(PorchlightError):
    """The opt-outs are named under a key that is not set. Write PORCHLIGHT_KEY as new,old with that key among the old."""


class Sealed(NamedTuple):
    """One column of sealed boxes, and the place each belongs to."""

    table: str
    column: str
    place: Callable[[Any], Place]
    """From a row that has all the table's columns."""


def _at_to(row: Any) -> Place:
    return Place.read(row.to_place)


def _at_body(row: Any) -> Place:
    return body_place(row.key, row.to_place)


SEALED: list[Sealed] = [
    Sealed(OutboxRow.__tablename__, "to_sealed", _at_to),
    Sealed(OutboxRow.__tablename__, "body_sealed", _at_body),
    Sealed("checkin", "number_sealed", lambda row: Place("checkin", row.id, "number")),
    Sealed("safety_check", "number_sealed", lambda row: Place("safety_check", row.id, "number")),
    Sealed("safety_check", "words_sealed", lambda row: Place("safety_check", row.id, "words")),
    Sealed("contact", "number_sealed", lambda row: Place("contact", row.id, "number")),
    Sealed("contact", "asker_sealed", lambda row: Place("contact", row.id, "asker")),
]
"""Every sealed column there is; whoever makes a table with another adds it here."""


def rename_opt_outs(database: Database, keys: Sequence[bytes]) -> int:
    """How many opt-outs were renamed to the newest of these keys; all of them or none. Raises UnknownKey."""
    fingerprints = [fingerprint(key) for key in keys]
    with database.writing() as session:
        insert_once(session, KeyGeneration, id=1, fingerprint=fingerprints[-1])
        row = session.get_one(KeyGeneration, 1, with_for_update=True)
        if row.fingerprint not in fingerprints:
            raise UnknownKey
        newer = fingerprints.index(row.fingerprint)
        row.fingerprint = fingerprints[0]
        return _rename(session, Names(keys[0], *keys[1:]), generation=newer) if newer else 0


def _rename(session: Session, names: Names, *, generation: int) -> int:
    old = session.exec(select(OptOut.hmac, OptOut.at)).all()
    named_now = {names.renamed(OptOutKey(hmac), generation=generation): (hmac, at) for hmac, at in old}
    for new, (hmac, _) in named_now.items():
        session.connection().execute(update(OptOut).where(col(OptOut.hmac) == hmac).values(hmac=new))
    # Rows that wait hold the name too, so that a STOP after this takes them back.
    waiting = session.exec(select(OutboxRow.opt_out_key).where(col(OutboxRow.opt_out_key) != "").distinct()).all()
    for name in waiting:
        new = names.renamed(OptOutKey(name), generation=generation)
        session.connection().execute(
            update(OutboxRow).where(col(OutboxRow.opt_out_key) == name).values(opt_out_key=new)
        )
    return len(named_now)


def seal_again(database: Database, again: Again) -> int:
    """How many boxes were sealed again; `again` has the keys. Raises what it raises for a box nobody can open."""
    return sum(_seal_column(database, again, one) for one in SEALED)


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
