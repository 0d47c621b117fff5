"""Releases as rows: a list of files each, which is a blob like the files are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, col, func, select

from app.store.releases import blobs, live
from app.store.tables import ReleaseRow


def tree_of(files: Mapping[str, bytes]) -> bytes:
    """The list of these files as it is kept: path and SHA-256, in the order of the paths."""
    return packed({path: blobs.name_of(data) for path, data in files.items()})


def packed(values: Mapping[str, str]) -> bytes:
    """Names and values as bytes, the same for the same whoever made them."""
    return json.dumps(dict(sorted(values.items())), ensure_ascii=True, separators=(",", ":")).encode()


def listed(session: Session, blob: str) -> dict[str, str]:
    """What a packed blob holds; empty where there is none."""
    data = blobs.get(session, [blob]).get(blob) if blob else None
    found: Any = json.loads(data) if data else {}
    return {str(name): str(value) for name, value in found.items()}


def add(session: Session, row: ReleaseRow, files: Mapping[str, bytes]) -> int:
    """The release is on record with everything it is made of; returns its number, the next in a row without gaps."""
    live.locked(session)
    row.number = (session.exec(select(func.max(ReleaseRow.number))).one() or 0) + 1
    tree = tree_of(files)
    blobs.put(session, [*files.values(), tree])
    row.tree = blobs.name_of(tree)
    session.add(row)
    session.flush()
    return row.number


def one(session: Session, number: int) -> ReleaseRow | None:
    """The release of this number."""
    return session.get(ReleaseRow, number)


def newest(session: Session, *, most: int = 50, below: int | None = None) -> list[ReleaseRow]:
    """The newest releases, newest first; those before `below` where it is given."""
    query = select(ReleaseRow).order_by(col(ReleaseRow.number).desc()).limit(most)
    if below is not None:
        query = query.where(col(ReleaseRow.number) < below)
    return list(session.exec(query))


def with_tree(session: Session, tree: str) -> ReleaseRow | None:
    """The newest release of exactly these files."""
    query = select(ReleaseRow).where(ReleaseRow.tree == tree).order_by(col(ReleaseRow.number).desc()).limit(1)
    return session.exec(query).first()


def last_approved(session: Session) -> ReleaseRow | None:
    """The newest release whose emergency texts two people had approved."""
    query = select(ReleaseRow).where(col(ReleaseRow.approved)).order_by(col(ReleaseRow.number).desc()).limit(1)
    return session.exec(query).first()


def approved_with(session: Session, emergency: str) -> ReleaseRow | None:
    """The newest release in which exactly these emergency texts were approved by two."""
    query = (
        select(ReleaseRow)
        .where(col(ReleaseRow.approved), ReleaseRow.emergency == emergency)
        .order_by(col(ReleaseRow.number).desc())
        .limit(1)
    )
    return session.exec(query).first()


def files(session: Session, number: int) -> dict[str, bytes]:
    """Path -> bytes of every file of a release; empty where there is no such release."""
    row = one(session, number)
    return contents(session, listed(session, row.tree)) if row else {}


def contents(session: Session, tree: Mapping[str, str]) -> dict[str, bytes]:
    """Path -> bytes of a list of files. Raises DamagedBlobError where some of them are gone."""
    held = blobs.get(session, tree.values())
    if held.keys() != set(tree.values()):
        raise blobs.DamagedBlobError
    return {path: held[name] for path, name in tree.items()}
