"""The list of releases, one of them, and the trail."""

from __future__ import annotations

import msgspec
from starlette.responses import Response

from app.console.drafts.show import entries
from app.console.editing.conversations import changes
from app.console.editing.workbench import bench_of
from app.console.page import fragment, page
from app.console.roles import Role
from app.console.staff_request import StaffRequest
from app.release.history.importing import FirstRelease
from app.release.history.views import ReaderInfo

MOST_LISTED = 40
MOST_SHOWN = 80


class Reach(msgspec.Struct, frozen=True):
    """How many processes answer from the live release."""

    have: int
    all: int
    behind: tuple[ReaderInfo, ...]


def reach(releases: FirstRelease) -> Reach:
    """Who has the live release, as each process last said."""
    live, found = releases.live(), releases.readers()
    number = live.number if live else None
    behind = tuple(one for one in found if one.number != number or not one.ok)
    return Reach(len(found) - len(behind), len(found), behind)


def listing(asked: StaffRequest) -> Response:
    """The newest releases."""
    releases = asked.services.releases
    releases.take_up_folder()
    below = asked.query("below")
    found = releases.releases(most=MOST_LISTED, below=int(below) if below.isdecimal() and len(below) < 9 else None)
    return page(
        asked, "releases.html", found=found, more=len(found) == MOST_LISTED, reach=reach(releases),
        approver=asked.staff.may(Role.APPROVER),
    )  # fmt: skip


def one(asked: StaffRequest) -> Response:
    """One release: who made it, why, and what it changed."""
    releases, number = asked.services.releases, asked.number("number")
    release = releases.release(number)
    asked_for = asked.query("against")
    against = int(asked_for) if asked_for.isdecimal() and len(asked_for) < 9 else release.parent
    bench = bench_of(asked)
    before = bench.reading(releases.files(release=against)) if against else None
    found = changes(before, bench.reading(releases.files(release=number))) if before else ()
    return page(
        asked, "release.html", release=release, against=against, found=found[:MOST_SHOWN],
        changed=entries(releases.diff(release=number, against=against))[:MOST_SHOWN] if against else [],
        others=releases.releases(most=MOST_LISTED), reach=reach(releases) if release.live else None,
        approver=asked.staff.may(Role.APPROVER),
    )  # fmt: skip


def readers(asked: StaffRequest) -> Response:
    """How many have it, for the script that looks again."""
    return fragment(asked, "readers.html", reach=reach(asked.services.releases))


def trail(asked: StaffRequest) -> Response:
    """Who did what, and whether every line is as it was written."""
    below = asked.query("below")
    releases = asked.services.releases
    lines = releases.trail(most=100, below=int(below) if below.isdecimal() and len(below) < 12 else None)
    return page(asked, "trail.html", lines=lines, broken=releases.broken_trail())
