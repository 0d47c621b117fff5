"""What needs staff: what is held back from callers, what is live and to be mended, what is good to know."""

from __future__ import annotations

from datetime import datetime, timedelta
from weakref import WeakKeyDictionary

import msgspec
from starlette.responses import Response

from app.base.errors import PorchlightError
from app.console.area import StaffArea, shows
from app.console.editing.mending import mending
from app.console.entry.reading_ahead import read_ahead
from app.console.home.due import due_work
from app.console.page import moment, page
from app.console.releases.show import reach
from app.console.services import Services
from app.console.staff_request import StaffRequest
from app.release.history.staff_set import read_folder
from app.release.history.views import DraftInfo

_LOOKED_AGAIN = timedelta(minutes=15)
"""A long log is not read from end to end for each look at the first page."""
_LOOKED: WeakKeyDictionary[Services, tuple[datetime, tuple[int, ...]]] = WeakKeyDictionary()


def altered(asked: StaffRequest) -> tuple[int, ...]:
    """The first line of each log of staff that is not as it was written; nothing where both are whole."""
    services, now = asked.services, asked.services.now()
    held = _LOOKED.get(services)
    if held is not None and held[0] <= now < held[0] + _LOOKED_AGAIN:
        return held[1]
    try:
        lines = (services.releases.broken_trail(), services.access.log.broken())
    except PorchlightError:  # no record here
        return ()
    found = tuple(line for line in lines if line is not None)
    _LOOKED[services] = (now, found)
    return found


class WaitingWork(msgspec.Struct, frozen=True):
    """What waits in drafts and releases."""

    mine: tuple[DraftInfo, ...] = ()
    others: tuple[DraftInfo, ...] = ()
    behind: int = 0
    """Processes that do not answer from the live release yet."""


def waiting(asked: StaffRequest) -> WaitingWork:
    """Drafts with something in them, and processes that are behind; nothing where the console has no record."""
    try:
        releases = asked.services.releases
        found = [one for one in releases.drafts() if one.changed]
        behind = len(reach(releases).behind)
    except PorchlightError:
        return WaitingWork()
    mine = tuple(one for one in found if one.owner == asked.staff.name)
    return WaitingWork(mine, tuple(one for one in found if one not in mine), behind)


def home(asked: StaffRequest) -> Response:
    """The first page; while the files are being read for the first time, one that says so."""
    if asked.has_script and not asked.services.text_is_read and not asked.query("now"):
        read_ahead(asked.services)
        return moment(asked)
    text = asked.services.text.refresh()
    found = mending(text.problems, read_folder(asked.services.home))
    weighed = {kind: [one for one in found if one.problem.weight == kind] for kind in ("hold", "mend", "know")}
    return page(
        asked,
        "home.html",
        weighed=weighed,
        release=text.release,
        waiting=waiting(asked),
        altered=altered(asked),
        due=due_work(asked),
    )


AREA = StaffArea("home", "/", (shows("", home),))
