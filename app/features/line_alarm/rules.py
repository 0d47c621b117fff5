"""When somebody is woken for the line, and when they hear that it is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

ILL, WELL = "line.ill", "line.well"
"""Texts for who is on call."""
PATIENCE = timedelta(seconds=60)
"""What mends itself within a minute wakes nobody."""
WELL_FOR = timedelta(seconds=120)
"""Only what has been well for two minutes is over: what comes and goes is one illness, and one text."""


class Illness(NamedTuple):
    """What is known of one part that was seen to be ill."""

    since: datetime
    well_since: datetime | None = None

    @property
    def name(self) -> str:
        """Tells this illness from every other of the same part."""
        return str(int(self.since.timestamp()))


class Judged(NamedTuple):
    """What is known now, None for a healthy part, and what is said: ILL, WELL or nothing."""

    illness: Illness | None
    says: str = ""


def judge(known: Illness | None, now: datetime, *, ill: bool) -> Judged:
    """What one look makes of what was known. ILL may be said at every look: whoever sends says it once an illness."""
    if known is None:
        return Judged(Illness(now) if ill else None)
    if ill:
        told = ILL if now - known.since >= PATIENCE else ""
        return Judged(Illness(known.since), told)
    if known.well_since is None:
        return Judged(Illness(known.since, now))
    if now - known.well_since < WELL_FOR:
        return Judged(known)
    was_told = known.well_since - known.since >= PATIENCE
    return Judged(None, WELL if was_told else "")
