"""What the console's role of PostgreSQL needs: releases, accounts, places, and counts that name nobody."""

from __future__ import annotations

from collections.abc import Iterator

from app.store.grants import grants
from app.store.releases.grants import statements
from app.store.staff.grants import account_statements

_RIGHTS = {
    "site": "SELECT, INSERT, UPDATE, DELETE",
    "site_list": "SELECT, INSERT, UPDATE, DELETE",
    "site_import": "SELECT, INSERT, UPDATE, DELETE",
    "place_report": "SELECT, UPDATE, DELETE",
    "tally": "SELECT",
    "unanswered": "SELECT",
    "line_health": "SELECT",
}
"""Places and what callers said of them, without who said it; how often something was asked, without by whom."""


def rights_of(role: str) -> Iterator[str]:
    """The GRANTs for a role that exists; raises ValueError for a name that is not plain letters, digits and `_`."""
    yield from statements(role)
    yield from account_statements(role)
    yield from grants(role, _RIGHTS)
