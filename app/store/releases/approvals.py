"""Approvals as rows: one person, one set of emergency texts, once."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select

from app.store.insert import insert_once
from app.store.tables import ReleaseApproval

_MOST = 500


def add(session: Session, *, emergency: str, person: str, name: str, credential: str, at: datetime) -> None:
    """This person approved these texts, from now or from before."""
    values = {"emergency": emergency, "person": person[:80], "name": name[:80], "credential": credential[:200]}
    insert_once(session, ReleaseApproval, **values, at=at)


def of(session: Session, emergency: str) -> list[ReleaseApproval]:
    """Who approved these texts, first come first."""
    query = select(ReleaseApproval).where(ReleaseApproval.emergency == emergency)
    return list(session.exec(query.order_by(col(ReleaseApproval.id))))


def given(session: Session) -> Mapping[str, tuple[str, ...]]:
    """Blob of marks -> names of those who approved these texts, of the newest few hundred approvals."""
    found: dict[str, list[str]] = {}
    for row in session.exec(select(ReleaseApproval).order_by(col(ReleaseApproval.id).desc()).limit(_MOST)):
        found.setdefault(row.emergency, []).append(row.name)
    return {emergency: tuple(reversed(names)) for emergency, names in found.items()}
