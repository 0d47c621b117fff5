"""Sites put back as they were before one act: only those that nobody changed since."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import delete, select, update

from app.store.database import Database
from app.store.site_list import SITE, StoredSite, arrived, columns_of, list_changed

_AT_ONCE = 500


def changed_at(database: Database, moment: datetime) -> set[str]:
    """Ids of the sites that were changed last at this very moment."""
    with database.reading() as session:
        rows = session.execute(select(SITE.c.id).where(SITE.c.changed_at == moment, arrived()))
        return {str(row[0]) for row in rows}


def put_back(
    database: Database, before: Iterable[StoredSite], new: Collection[str], *, seen: datetime, now: datetime
) -> tuple[int, int]:
    """(how many are as they were, how many that were new are gone) of those that were changed last at `seen`."""
    back = gone = 0
    with database.writing() as session:
        connection = session.connection()
        for one in before:
            values = columns_of(one) | {"changed_at": now}
            here = (SITE.c.id == one.site.id) & (SITE.c.changed_at == seen)
            back += connection.execute(update(SITE).where(here).values(values)).rowcount
        left = list(new)
        for start in range(0, len(left), _AT_ONCE):
            here = SITE.c.id.in_(left[start : start + _AT_ONCE]) & (SITE.c.changed_at == seen)
            gone += connection.execute(delete(SITE).where(here, SITE.c.status == "unverified")).rowcount
        if back or gone:
            list_changed(session)
    return back, gone
