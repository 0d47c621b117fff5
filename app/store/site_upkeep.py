"""Many sites marked at once, in one version of the list: by staff who went through a whole sheet or source."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import update

from app.store.database import Database
from app.store.site_list import SITE, arrived, list_changed

_AT_ONCE = 500


def mark_checked(database: Database, site_ids: Sequence[str], *, by: str, now: datetime) -> int:
    """These sites are live and were checked today; the number of those that were there to be marked."""
    marked = 0
    with database.writing() as session:
        for start in range(0, len(site_ids), _AT_ONCE):
            some = site_ids[start : start + _AT_ONCE]
            done = session.connection().execute(
                update(SITE)
                .where(SITE.c.id.in_(some), arrived())
                .values(status="live", verified_on=now.date(), verified_by=by[:100], changed_at=now)
            )
            marked += done.rowcount
        if marked:
            list_changed(session)
    return marked
