"""Who did what: with texts and releases, and with accounts; and whether anybody changed what the log says."""

from __future__ import annotations

from starlette.responses import Response

from app.console.page import page
from app.console.staff_request import StaffRequest

_MOST = 100


def log(asked: StaffRequest) -> Response:
    """The newest lines of both, and the verdict on each chain."""
    releases, accounts = asked.services.releases, asked.services.access.log
    return page(
        asked, "log.html", releases=releases.trail(most=_MOST), releases_broken=releases.broken_trail(),
        accounts=accounts.newest(_MOST), accounts_broken=accounts.broken(),
    )  # fmt: skip
