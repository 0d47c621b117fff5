"""What somebody has to call, or to compare with its source: how much of it, so that the first page can lead there."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta

import msgspec

from app.base.errors import PorchlightError
from app.console.editing.readings import READINGS
from app.console.numbers.call_sheet import call_sheet
from app.console.places.desk import desk_of
from app.console.staff_request import StaffRequest
from app.release.claims.due import facts_with_an_end

SOON = timedelta(days=30)


class DueOfStaff(msgspec.Struct):
    """How many are due of each kind."""

    places: int = 0
    numbers: int = 0
    """Those whose day has come, and those nobody ever called."""
    facts: int = 0
    """Those that end within thirty days."""


def due_work(asked: StaffRequest) -> DueOfStaff:
    """What is due of what callers get now; of what is not kept here, nothing."""
    found, now = DueOfStaff(), asked.services.now()
    with suppress(PorchlightError):
        found.places = len(desk_of(asked.services).due(now))
    with suppress(PorchlightError):
        settings = asked.services.settings
        sources = READINGS.of(asked.services.releases.files(), settings.blanks if settings else {}).sources
        found.numbers = sum(one.due in {"due", "never"} for one in call_sheet(sources, now.date()))
        ends = (one for one in facts_with_an_end(sources) if one.id in sources.claims)
        found.facts = sum(one.until <= now.date() + SOON for one in ends)
    return found
