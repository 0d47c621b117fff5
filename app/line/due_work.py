"""What falls due by itself: check-ins and the steps of safety checks go into the outbox, at every tick of every ticker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic

import msgspec

from app.base import memory
from app.config.settings import Settings
from app.engine.compiled_release import CompiledRelease
from app.features import FEATURES
from app.features.context import UseCaseContext
from app.features.feature import Feature
from app.features.registry import Records
from app.line.live_release import LiveRelease
from app.line.means import use_case_context
from app.privacy.unsealing import Unsealer
from app.release.compiled import compiled
from app.store.database import open_database

TICK_SECONDS = 1.0
"""How long a tick may go on with check-ins: what is left waits two seconds for the next, or is another ticker's."""
LOOK_SECONDS = 1.0
"""How often a ticker asks which release is live."""
CLEANING = timedelta(hours=1)


class DueWork:
    """What a life may hang on first, always; then the rest; once an hour, and at midnight, what has served its time."""

    def __init__(
        self,
        context: UseCaseContext,
        *,
        refresh: Callable[[], object] = lambda: None,
        features: Sequence[Feature] = FEATURES,
        done: Callable[[], object] = lambda: None,
    ) -> None:
        self.context = context
        self._done = done
        self._refresh = refresh
        self._records = Records(features).all
        self._cleaned: datetime | None = None

    def __call__(self, now: datetime) -> None:
        """What is due at this moment is in the outbox."""
        for record in self._records:
            while record.due_first and record.due is not None and record.due(self.context, now):
                pass
        self._refresh()
        until = monotonic() + TICK_SECONDS
        for record in self._records:
            while not record.due_first and record.due is not None and record.due(self.context, now):
                if monotonic() >= until:
                    break
        if self._cleaned is None or now - self._cleaned >= CLEANING or now.date() != self._cleaned.date():
            for record in self._records:
                if record.hourly is not None:
                    record.hourly(self.context, now)
            self._cleaned = now

    def close(self) -> None:
        """No connection stays open."""
        self.context.database.close()
        self._done()


def due_work_beside(settings: Settings, library: Callable[[], CompiledRelease], *, statement_seconds: float) -> DueWork:
    """The watch of a terminal's own line, which answers from this release in the same process."""
    return DueWork(
        use_case_context(
            settings,
            database=open_database(settings.database, statement_seconds=statement_seconds),
            library=library,
            opener=Unsealer(settings.sender_keys),
        )
    )


def make_due_work(settings: Settings, *, statement_seconds: float = 5.0) -> DueWork:
    """The watch of a process that may open sealed words: a ticker."""
    releases = open_database(settings.releases_database, statement_seconds=statement_seconds)
    live = LiveRelease(settings, lambda: releases, part="ticker")
    shelf = {"library": compiled(live.watch.release)}
    looked = [0.0]

    def refresh() -> None:
        if monotonic() - looked[0] >= LOOK_SECONDS:
            looked[0] = monotonic()
            live.look_at_record()
        if live.refresh():
            shelf["library"] = compiled(live.watch.release)
            memory.give_back()

    memory.give_back()  # a release that nobody had kept was worked out from its files
    context = use_case_context(
        settings,
        database=open_database(settings.database, statement_seconds=statement_seconds),
        library=lambda: shelf["library"],
        opener=Unsealer(settings.sender_keys),
    )

    def done() -> None:
        live.close()
        releases.close()

    rehearses = settings.safety_checks and not settings.keeps_demo_time
    return DueWork(msgspec.structs.replace(context, rehearses=rehearses), refresh=refresh, done=done)
