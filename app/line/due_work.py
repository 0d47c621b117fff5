"""What falls due by itself: check-ins and the steps of safety checks go into the outbox, at every tick of every ticker."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from app.config.settings import Settings
from app.engine.compiled_release import CompiledRelease
from app.features.check_ins import service as checkins
from app.features.contacts import service as contacts
from app.features.context import UseCaseContext, use_case_context
from app.features.place_reports import service as place_reports
from app.features.safety_checks import service as safety_checks
from app.line.runtime import blanks_of
from app.privacy.unsealing import Unsealer
from app.release.watch import ReleaseWatch
from app.store.database import open_database

TICK_SECONDS = 1.0
"""How long a tick may go on with check-ins: what is left waits two seconds for the next, or is another ticker's."""
CLEANING = timedelta(hours=1)


class DueWork:
    """Safety checks first, always; then check-ins; once an hour, and at midnight, what has served its time."""

    def __init__(self, desk: UseCaseContext, *, refresh: Callable[[], object] = lambda: None) -> None:
        self.desk = desk
        self._refresh = refresh
        self._cleaned: datetime | None = None

    def __call__(self, now: datetime) -> None:
        """What is due at this moment is in the outbox."""
        while safety_checks.watch(self.desk, now=now) == safety_checks.BATCH:
            pass
        self._refresh()
        until = monotonic() + TICK_SECONDS
        while checkins.come_due(self.desk, now=now) == checkins.BATCH and monotonic() < until:
            pass
        if self._cleaned is None or now - self._cleaned >= CLEANING or now.date() != self._cleaned.date():
            contacts.ask_again(self.desk, now=now)
            place_reports.clean(self.desk, now=now)
            self._cleaned = now

    def close(self) -> None:
        """No connection stays open."""
        self.desk.database.close()


def make_due_work(settings: Settings, *, statement_seconds: float = 5.0) -> DueWork:
    """The watch of a process that may open sealed words: a ticker."""
    live = ReleaseWatch(
        settings.porchlight_home,
        cache=settings.porchlight_var / "cache",
        settings=blanks_of(settings),
        production=settings.production,
    )
    shelf = {"library": CompiledRelease(live.release)}

    def refresh() -> None:
        if live.refresh():
            shelf["library"] = CompiledRelease(live.release)

    desk = use_case_context(
        settings,
        database=open_database(settings.database, statement_seconds=statement_seconds),
        library=lambda: shelf["library"],
        opener=Unsealer(settings.sender_keys),
    )
    return DueWork(desk, refresh=refresh)
