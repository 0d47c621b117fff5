"""What a process answers from, kept up to date while it runs: flows and content, phrases, sites, opt-outs, tallies."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

import msgspec

from app.base import log, memory, watchdog
from app.base.clock import now
from app.base.threads import POOLS
from app.channels.base import StatusReport
from app.config.settings import Settings
from app.engine.builtin import BUILTIN
from app.engine.compiled_release import CompiledRelease
from app.line.context import LineContext, OptOuts
from app.line.limits import Limits
from app.line.live_release import LiveRelease
from app.line.opt_ins import OptIns
from app.line.opt_out_retry import write_down
from app.line.waiting_forgets import WaitingForgets
from app.outbox.provider_deletions import ProviderDeletions
from app.places.finder import Finder
from app.privacy.pseudonyms import OptOutKey, Pseudonyms
from app.release.compiled import compiled
from app.release.load import load
from app.release.phrases import PhraseBook, open_understander
from app.store.redis_pipeline import PipelinedRedis
from app.store.sessions import SessionStore

if TYPE_CHECKING:
    from app.features.context import UseCaseContext
    from app.line.clock_steps import ClockSteps
    from app.line.delivery_reports import DeliveryHealth, DeliveryReports
    from app.line.places_cache import PlacesCache
    from app.line.release_state import ReleaseState
    from app.outbox.figures import Figures
    from app.store.database import Database

PATIENT_SECONDS = 3.0
TALLY_SECONDS = 30
"""How often counts go from memory to the record."""
COPIES_SECONDS = 2
"""How often ids of what the provider still has do: so many seconds of them are lost with a process that is killed."""

logger = log.get("standing")


class LineRuntime:
    """Everything one process answers from; edits and new lists are live within a look, and a failure changes nothing."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        cache = settings.porchlight_var / "cache"
        self.record = LazyStorage(settings)
        self._live = LiveRelease(settings, self.record.releases, part="web")
        self._phrases = PhraseBook(self._live.content, cache)
        self._finder: Finder | None = None
        self._tally_at = now() + timedelta(seconds=TALLY_SECONDS)
        self._copies_at = 0.0
        self.library = self._built()
        self.line = LineContext(
            library=lambda: self.library,
            conversations=SessionStore(PipelinedRedis(settings.redis)),
            names=Pseudonyms(*settings.keys),
            opt_outs=OptOuts(self._opt_out),
            clock=now,
            line_number=settings.line_number or settings.twilio_from,
            peer_number=settings.peer_line_number,
            opt_ins=self._opted(),
            copies=ProviderDeletions(now),
            limits=None if settings.keeps_demo_time else Limits(day_segments=settings.day_segments),
        )

    def _opt_out(self, key: OptOutKey, at: datetime, *, out: bool) -> None:
        """A stop ends everything this person opted in to, in one transaction; a start arms nothing."""
        if out and self.line.opt_ins is not None:
            self.line.opt_ins.stop(key, at)
        else:
            self.record.opt_out(key, at, out=out)

    def _opted(self) -> OptIns:
        """Check-ins and safety checks as this process serves them: it seals numbers and opens none."""
        settings = self.settings
        return OptIns(
            lambda: self.record.context(lambda: self.library),
            checkins=settings.porchlight_checkins,
            safety_checks=settings.safety_checks,
            forgets=WaitingForgets(settings.porchlight_var / "forgets"),
        )

    @property
    def problems(self) -> Sequence[object]:
        """What keeps the newest files from being used, and what is wrong with the phrases."""
        return (*self._live.watch.problems, *(p for p in self._phrases.problems if p.severity == "error"))

    @property
    def last_good(self) -> bool:
        """Whether an earlier version answers because the newest files have problems."""
        return self._live.watch.last_good

    @property
    def learnt(self) -> bool:
        """Whether messages are understood with what was learnt from staff's examples."""
        return self._phrases.learnt

    def _built(self) -> CompiledRelease:
        release = self._live.watch.release
        if release is BUILTIN:
            named = {name: value for name, value in self.settings.blanks.items() if value}
            release = msgspec.structs.replace(release, blanks=release.blanks | named)
        return compiled(release, understander=self._phrases.understander, finder=self._finder)

    def refresh(self) -> bool:
        """Whether new words are live: files that changed and are sound, or phrases and what was learnt from them."""
        self._phrases.look_in(self._live.content)
        changed = [self._live.refresh(), self._phrases.refresh()]
        if any(changed):
            self.library = self._built()
            memory.give_back()  # of two versions that were there at once, one is gone
        return any(changed)

    def look_at_releases(self) -> None:
        """What is live in the record was heard, and what this process answers from was said; never raises."""
        held_back = any(problem.weight == "hold" for problem in self._phrases.problems)
        self._live.look_at_record(unsound=held_back)

    def refresh_sites(self) -> bool:
        """Whether a new list of sites is live; takes a second or two when there is one."""
        finder = self.record.finder(self._live.content)
        if finder is self._finder:
            return False
        self._finder = finder
        self.library = self._built()
        # what was just loaded stays: the collector need not look through half a million objects again and again
        gc.collect()
        gc.freeze()
        memory.give_back()
        return True

    async def watch(self) -> None:
        """Looks for news for as long as the process runs; a slow database holds up no edit."""
        await asyncio.gather(
            _beat(),
            self._repeatedly(lambda: POOLS.run("files", self.refresh)),
            self._repeatedly(lambda: POOLS.run("standing", self._look_at_the_record)),
            self._repeatedly(lambda: asyncio.to_thread(self.look_at_releases)),
            self._repeatedly(lambda: write_down(self.line)),
        )

    async def _repeatedly(self, look: Callable[[], Awaitable[object]]) -> None:
        while True:
            try:
                await look()
            except Exception:
                logger.exception("standing.look_failed")
            await asyncio.sleep(self.settings.watch_seconds)

    def _look_at_the_record(self) -> None:
        watchdog.rest("record")  # a new list of places is read for as long as it takes
        self.refresh_sites()
        watchdog.beat("record")
        self._look_at_the_clock()
        self._refresh_opted()
        if self.line.opt_outs.waiting:
            self.line.opt_outs.catch_up()
        if monotonic() >= self._copies_at:
            self._copies_at = monotonic() + COPIES_SECONDS
            self.write_copies()
        if now() >= self._tally_at:
            self._tally_at = now() + timedelta(seconds=TALLY_SECONDS)
            self.write_tallies()

    def _look_at_the_clock(self) -> None:
        try:
            self.record.look_at_the_clock()
        except Exception as error:
            logger.warning("standing.clock_waits", exc_info=error)

    def _refresh_opted(self) -> None:
        if self.line.opt_ins is None:
            return
        try:
            self.line.opt_ins.refresh(now())
        except Exception as error:
            logger.warning("standing.checks_wait", exc_info=error)

    def next_due(self, numbers: Sequence[str]) -> datetime | None:
        """When something has its turn next for one of these phones. Raises whatever the database raises."""
        return self.line.opt_ins.next_due(numbers) if self.line.opt_ins is not None else None

    def write_tallies(self) -> None:
        """Counts are in the record; what it cannot take now stays for the next time."""
        counts, self.line.tallies = self.line.tallies, type(self.line.tallies)()
        if not counts:
            return
        try:
            self.record.tally(counts, now())
        except Exception:
            self.line.tallies.update(counts)
            logger.warning("standing.tallies_wait", error="record")

    def write_copies(self) -> None:
        """What the provider still has of what came in is in the record; what it cannot take now stays for the next time."""
        copies = self.line.copies
        if copies is None:
            return
        try:
            copies.write(self.record.leave)
        except Exception:
            logger.warning("standing.copies_wait", error="record", count=copies.dropped)

    def close(self) -> None:
        """Everything that can be written down is, and nothing stays open."""
        self.line.opt_outs.catch_up()
        self.write_copies()
        self.write_tallies()
        self._phrases.close()
        self._live.close()
        self.line.conversations.close()
        self.record.close()


async def _beat() -> None:
    """Whoever watches this process knows that its loop turns."""
    while True:
        watchdog.beat("loop")
        await asyncio.sleep(1)


class LazyStorage:
    """The database, opened on first use: importing it costs more than a cold start may take."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._database: Database | None = None
        self._places: PlacesCache | None = None
        self._patient: Database | None = None
        self._releases: Database | None = None
        self._statuses: DeliveryReports | None = None
        self._steps: ClockSteps | None = None

    def _open(self) -> Database:
        from app.store.database import open_database

        with self._lock:
            if self._database is None:
                self._database = open_database(self._settings.database)
        return self._database

    def releases(self) -> Database:
        """The database that releases are in, with the patience of somebody whom no caller waits for."""
        from app.store.database import open_database

        with self._lock:
            if self._releases is None:
                self._releases = open_database(self._settings.releases_database, statement_seconds=PATIENT_SECONDS)
        return self._releases

    def release_state(self) -> ReleaseState:
        """Which release is live and how many processes have it. Raises whatever the database raises."""
        from app.line.release_state import release_state

        return release_state(self.releases(), now())

    def ping(self) -> None:
        """The database answers. Raises whatever it raises if not."""
        self._open().ping()

    def look_at_the_clock(self) -> None:
        """This process's time is the one that all of this machine keep. Raises whatever the database raises."""
        if self._steps is None:
            from app.line.clock_steps import ClockSteps

            self._steps = ClockSteps(self._open())
        self._steps.look()

    def opt_out(self, key: OptOutKey, at: datetime, *, out: bool) -> None:
        """The caller is out, or in again. Raises whatever the database raises."""
        from app.outbox import opt_outs

        if out:
            opt_outs.opt_out(self._open(), key, at)
        else:
            opt_outs.opt_in(self._open(), key, at)

    def note_status(self, report: StatusReport) -> None:
        """What the provider reports of something that was sent is in the record. Raises whatever the database raises."""
        with self._lock:
            if self._statuses is None:
                from app.line.delivery_reports import DeliveryReports
                from app.store.database import open_database

                # A report is made once, and nobody waits for the answer: it may wait longer for its turn than a caller.
                self._patient = open_database(self._settings.database, statement_seconds=PATIENT_SECONDS)
                self._statuses = DeliveryReports(self._patient)
        self._statuses.note(report, now=now())

    def sending(self) -> DeliveryHealth:
        """How sending is doing. Raises whatever the database raises."""
        from app.line.delivery_reports import sending_state

        return sending_state(self._open(), now=now())

    def figures(self) -> Figures:
        """How sending and safety checks are doing in numbers. Raises whatever the database raises."""
        from app.line.delivery_reports import sending_figures

        return sending_figures(self._open(), now=now())

    def context(self, library: Callable[[], CompiledRelease]) -> UseCaseContext:
        """What check-ins and safety checks are served with."""
        from app.line.means import use_case_context

        return use_case_context(self._settings, database=self._open(), library=library)

    def leave(self, left: Sequence[tuple[str, datetime]]) -> None:
        """These copies at the provider will be deleted, each from its time on. Raises whatever the database raises."""
        from app.outbox import provider_copies

        with self._open().writing() as session:
            provider_copies.leave(session, left)

    def tally(self, counts: dict[tuple[str, str, str], int], at: datetime) -> None:
        """These counts are added to today's. Raises whatever the database raises."""
        from app.store import tallies

        tallies.add(self._open(), counts, at)

    def finder(self, content: Path) -> Finder:
        """The finder over the newest list of sites; the same one while nothing changed or nothing can be read."""
        from app.line.places_cache import PlacesCache

        if self._places is None:
            settings = self._settings
            self._places = PlacesCache(
                content=content, var=settings.porchlight_var, database=self._open, demo=settings.demo
            )
        self._places.look_in(content)
        return self._places.refresh()

    def close(self) -> None:
        """No connection stays open."""
        for database in (self._database, self._patient, self._releases):
            if database is not None:
                database.close()


def compiled_release_of(settings: Settings) -> CompiledRelease:
    """The flows, content and phrases of these settings as they are now, with the model trained; for the command line."""
    from app.line.places_cache import finder_from

    cache = settings.porchlight_var / "cache"
    loaded = load(settings.porchlight_home, settings=settings.blanks, cache=cache, production=settings.production)
    understander = open_understander(settings.content, cache)
    finder = finder_from(settings.content, cache)
    return compiled(loaded.release or BUILTIN, understander=understander, finder=finder)
