"""What a process answers from, kept up to date while it runs: flows and content, phrases, sites, opt-outs, tallies."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec

from app import log
from app.clock import now
from app.engine.builtin import BUILTIN
from app.engine.library import Library
from app.library.live import LiveLibrary
from app.library.load import load
from app.library.phrases import PhraseBook, open_understander
from app.places.finder import Finder
from app.privacy import Names, OptOutKey
from app.services.line import Line, OptOuts
from app.settings import Settings
from app.store.conversations import Conversations
from app.store.wire import Wire

if TYPE_CHECKING:
    from app.services.live_places import LivePlaces
    from app.services.statuses import Statuses
    from app.store.database import Database

PATIENT_SECONDS = 3.0
DEMO_NUMBER = "+12025550100"
"""Fictional: what the demo says its number is."""
TALLY_SECONDS = 30
"""How often counts go from memory to the record."""

logger = log.get("standing")


class Standing:
    """Everything one process answers from; edits and new lists are live within a look, and a failure changes nothing."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        cache = settings.porchlight_var / "cache"
        self._live = LiveLibrary(settings.porchlight_home, cache=cache, settings=_blanks(settings))
        self._phrases = PhraseBook(settings.content, cache)
        self._finder: Finder | None = None
        self.record = Record(settings)
        self.library = self._built()
        self.line = Line(
            library=lambda: self.library,
            conversations=Conversations(Wire(settings.redis)),
            names=Names(*settings.keys),
            opt_outs=OptOuts(self.record.opt_out),
            clock=now,
            line_number=settings.line_number or settings.twilio_from,
            peer_number=settings.peer_line_number,
        )

    @property
    def problems(self) -> Sequence[object]:
        """What keeps the newest files from being used, and what is wrong with the phrases."""
        return (*self._live.problems, *(p for p in self._phrases.problems if p.severity == "error"))

    @property
    def last_good(self) -> bool:
        """Whether an earlier version answers because the newest files have problems."""
        return self._live.last_good

    def _built(self) -> Library:
        release = self._live.release
        if release is BUILTIN:
            named = {name: value for name, value in _blanks(self.settings).items() if value}
            release = msgspec.structs.replace(release, blanks=release.blanks | named)
        return Library(release, understander=self._phrases.understander, finder=self._finder)

    def refresh(self) -> bool:
        """Whether something new was taken up: files that changed and are sound, finished training, a new list of sites."""
        changed = [self._live.refresh(), self._phrases.refresh(), self._new_sites()]
        if any(changed):
            self.library = self._built()
        return any(changed)

    def _new_sites(self) -> bool:
        finder = self.record.finder(self._finder)
        if finder is self._finder:
            return False
        self._finder = finder
        return True

    async def watch(self) -> None:
        """Looks for news for as long as the process runs."""
        looks = 0
        while True:
            try:
                await asyncio.to_thread(self._look, looks)
            except Exception:
                logger.exception("standing.look_failed")
            looks += 1
            await asyncio.sleep(self.settings.watch_seconds)

    def _look(self, looks: int) -> None:
        self.refresh()
        if self.line.opt_outs.waiting:
            self.line.opt_outs.catch_up()
        if looks * self.settings.watch_seconds % TALLY_SECONDS < self.settings.watch_seconds:
            self.write_tallies()

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

    def close(self) -> None:
        """Everything that can be written down is, and nothing stays open."""
        self.line.opt_outs.catch_up()
        self.write_tallies()
        self._phrases.close()
        self.line.conversations.close()
        self.record.close()


class Record:
    """The database, opened on first use: importing it costs more than a cold start may take."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._lock = threading.Lock()
        self._database: Database | None = None
        self._places: LivePlaces | None = None
        self._patient: Database | None = None
        self._statuses: Statuses | None = None

    def _open(self) -> Database:
        from app.store.database import open_database

        with self._lock:
            if self._database is None:
                self._database = open_database(self._settings.database)
        return self._database

    def ping(self) -> None:
        """The database answers. Raises whatever it raises if not."""
        self._open().ping()

    def opt_out(self, key: OptOutKey, at: datetime, *, out: bool) -> None:
        """The caller is out, or in again. Raises whatever the database raises."""
        from app.store import optouts

        if out:
            optouts.opt_out(self._open(), key, at)
        else:
            optouts.opt_in(self._open(), key)

    def note_status(self, form: Mapping[str, str], id: str) -> None:
        """What the provider reports of something that was sent is in the record. Raises whatever the database raises."""
        with self._lock:
            if self._statuses is None:
                from app.services.statuses import Statuses
                from app.store.database import open_database

                # A report is made once, and nobody waits for the answer: it may wait longer for its turn than a caller.
                self._patient = open_database(self._settings.database, statement_seconds=PATIENT_SECONDS)
                self._statuses = Statuses(self._patient)
        self._statuses.note(form, id=id, now=now())

    def tally(self, counts: dict[tuple[str, str, str], int], at: datetime) -> None:
        """These counts are added to today's. Raises whatever the database raises."""
        from app.store import tallies

        tallies.add(self._open(), counts, at)

    def finder(self, current: Finder | None) -> Finder | None:
        """The finder over the newest list of sites; the current one while nothing changed or nothing can be read."""
        from app.services.live_places import LivePlaces

        if self._places is None:
            settings = self._settings
            self._places = LivePlaces(
                content=settings.content, var=settings.porchlight_var, database=self._open, demo=settings.demo
            )
        return self._places.look()

    def close(self) -> None:
        """No connection stays open."""
        for database in (self._database, self._patient):
            if database is not None:
                database.close()


def library_of(settings: Settings) -> Library:
    """The flows, content and phrases of these settings as they are now, with the model trained; for the command line."""
    from app.services.live_places import finder_from

    cache = settings.porchlight_var / "cache"
    loaded = load(settings.porchlight_home, settings=_blanks(settings), cache=cache)
    understander = open_understander(settings.content, cache)
    finder = finder_from(settings.content)
    return Library(loaded.release or BUILTIN, understander=understander, finder=finder)


def _blanks(settings: Settings) -> dict[str, str]:
    own = settings.line_number or settings.twilio_from or ("" if settings.production else DEMO_NUMBER)
    return {
        "line_name": settings.line_name,
        "line_number": written_number(own),
        "peer_number": written_number(settings.peer_line_number),
    }


def written_number(number: str) -> str:
    """A North American number as people write it, 312-555-0100; any other as it is."""
    digits = number.removeprefix("+")
    if len(digits) == 11 and digits.startswith("1"):
        digits = digits[1:]
    return f"{digits[:3]}-{digits[3:6]}-{digits[6:]}" if len(digits) == 10 and digits.isdigit() else number
