"""Who did what: with texts and releases, and with accounts; and whether anybody changed what the log says."""

from __future__ import annotations

import csv
import io

from starlette.responses import Response

from app.console.page import download, page
from app.console.staff_request import StaffRequest
from app.release.history.views import TrailLine

_MOST = 100
_MOST_KEPT = 100_000
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for something to work out."""


def log(asked: StaffRequest) -> Response:
    """The newest lines of both, and the verdict on each chain."""
    releases, accounts = asked.services.releases, asked.services.access.log
    return page(
        asked, "log.html", releases=releases.trail(most=_MOST), releases_broken=releases.broken_trail(),
        accounts=accounts.newest(_MOST), accounts_broken=accounts.broken(),
    )  # fmt: skip


def export(asked: StaffRequest) -> Response:
    """Both logs as a file for a spreadsheet, oldest first, with the seal of each line."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(["log", "line", "at", "who", "what", "about", "seal"])
    accounts = asked.services.access.log.newest(_MOST_KEPT)
    releases = asked.services.releases.trail(most=_MOST_KEPT)
    both: tuple[tuple[str, tuple[TrailLine, ...]], ...] = (("accounts", accounts), ("releases", releases))
    for name, lines in both:
        for one in reversed(lines):
            held = [name, one.id, one.at.isoformat(), one.who, one.act, one.about, one.hash]
            rows.writerow([_plain(str(value)) for value in held])
    return download(written.getvalue().encode("utf-8-sig"), "porchlight-log.csv", "text/csv; charset=utf-8")


def _plain(value: str) -> str:
    return f"'{value}" if value.startswith(_FORMULA) else value
