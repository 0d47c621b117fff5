"""What staff did, each line chained by hash to the one before: a line changed or taken out later is found."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Session, col, select

from app.store import hash_chain
from app.store.hash_chain import START, hash_of
from app.store.releases import live
from app.store.tables import ReleaseTrail


def append(session: Session, *, at: datetime, who: str, act: str, about: str = "") -> None:
    """This is the newest line. The caller's transaction is the only one that writes the trail until it ends."""
    live.locked(session)
    last = session.exec(select(ReleaseTrail).order_by(col(ReleaseTrail.id).desc()).limit(1)).first()
    row = ReleaseTrail(at=at, who=who[:80], act=act[:24], about=about, before=last.hash if last else START, hash="")
    row.hash = hash_of(row)
    session.add(row)
    session.flush()


def newest(session: Session, *, most: int = 100, below: int | None = None) -> list[ReleaseTrail]:
    """The newest lines, newest first; those before line `below` where it is given."""
    query = select(ReleaseTrail).order_by(col(ReleaseTrail.id).desc()).limit(most)
    if below is not None:
        query = query.where(col(ReleaseTrail.id) < below)
    return list(session.exec(query))


def first_broken(session: Session) -> int | None:
    """The first line that is not as it was written, or whose predecessor is gone; None while the chain is whole."""
    rows = session.exec(select(ReleaseTrail).order_by(col(ReleaseTrail.id)))
    return hash_chain.first_broken(rows)
