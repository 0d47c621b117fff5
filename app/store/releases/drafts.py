"""Drafts as rows: what one person changes, each saved version kept, the last of each path counting."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlmodel import Session, col, select

from app.store.tables import ReleaseDraft, ReleaseDraftFile

OPEN, PUBLISHED, DROPPED = "open", "published", "dropped"


def add(session: Session, *, base: int, owner: str, name: str, at: datetime) -> ReleaseDraft:
    """A new draft that changes nothing yet."""
    row = ReleaseDraft(base=base, owner=owner[:80], name=name[:120], opened_at=at)
    session.add(row)
    session.flush()
    return row


def one(session: Session, draft: int, *, lock: bool = False) -> ReleaseDraft | None:
    """The draft of this number; with `lock` nobody else changes it until the transaction ends."""
    return session.get(ReleaseDraft, draft, with_for_update=lock)


def listed(session: Session, *, owner: str = "", states: Iterable[str] = (OPEN,)) -> list[ReleaseDraft]:
    """Drafts in these states, newest first, of one owner or all."""
    query = select(ReleaseDraft).where(col(ReleaseDraft.state).in_(list(states)))
    if owner:
        query = query.where(ReleaseDraft.owner == owner)
    return list(session.exec(query.order_by(col(ReleaseDraft.id).desc())))


def edits(session: Session, drafts: Iterable[int]) -> list[ReleaseDraftFile]:
    """Every saved version of every file of these drafts, oldest first."""
    query = select(ReleaseDraftFile).where(col(ReleaseDraftFile.draft).in_(list(drafts)))
    return list(session.exec(query.order_by(col(ReleaseDraftFile.id))))


def overlay(session: Session, draft: int) -> dict[str, str]:
    """Path -> SHA-256 of each file that the draft changed; empty text for one that it takes out."""
    return {row.path: row.sha for row in edits(session, [draft])}


def put(session: Session, draft: int, *, path: str, before: str, sha: str, by: str, at: datetime) -> None:
    """From now on the file stands so in the draft."""
    session.add(ReleaseDraftFile(draft=draft, path=path, before=before, sha=sha, by=by[:80], at=at))
    session.flush()


def became(session: Session, *, since: int, until: int) -> list[int]:
    """The drafts that became releases after `since`, up to and with `until`."""
    query = select(ReleaseDraft.id).where(col(ReleaseDraft.became) > since, col(ReleaseDraft.became) <= until)
    return [number for number in session.exec(query) if number is not None]
