"""What one process answers from, whoever wins: the files of a folder, or the release that is live in SQL."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from app.base import log
from app.base.clock import now
from app.config.settings import Settings
from app.release.approvals import Approvals
from app.release.problems import Problem
from app.release.watch import ReleaseWatch

if TYPE_CHECKING:
    from app.release.history.checking import Checker
    from app.release.history.folder_door import FolderDoor
    from app.release.history.pulling import PulledRelease, Puller
    from app.release.load import Loaded
    from app.release.staff_files import Files
    from app.store.database import Database

SIGN_SECONDS = 10.0
"""How often a process says which release it answers from, when nothing changes."""
logger = log.get("releases")


class LiveRelease:
    """The release of one process. `refresh` looks at files; `look_at_record`, which may be slow, at SQL, once a second."""

    def __init__(
        self, settings: Settings, database: Callable[[], Database], *, part: str, pid: int | None = None
    ) -> None:
        self._settings, self._database, self._part = settings, database, part
        self._pid = os.getpid() if pid is None else pid
        self._store = settings.porchlight_releases == "store"
        self._puller: Puller | None = None
        pulled = self._first_pull() if self._store else None
        self.home = pulled.root if pulled else (self._last() if self._store else None) or settings.porchlight_home
        """Where flows and content are read from now."""
        nobody = Approvals() if self._store else None  # without the record no approval is known: what had two answers
        self.watch = ReleaseWatch(
            self.home,
            cache=settings.porchlight_var / "cache",
            settings=settings.blanks,
            production=settings.production,
            approvals=pulled.approvals if pulled else nobody,
        )
        self._door: FolderDoor | None = None
        self._number: int | None = pulled.number if pulled else None
        self._recorded: object = None
        self._signed: tuple[object, float] = (None, 0.0)
        self._mirrored: int | None = None
        self._theirs: tuple[str, ...] = ()

    @property
    def content(self) -> Path:
        """Where phrases and places are read from now."""
        return self.home / "content"

    def refresh(self) -> bool:
        """Whether another release answers now than before."""
        return self.watch.refresh()

    def look_at_record(self, *, unsound: bool = False) -> None:
        """What the record has to say was heard, and what it should know of this process was said; never raises.

        `unsound` says that phrases hold back what stands in the folder.
        """
        try:
            self._pull() if self._store else self._keep(unsound=unsound)
            self._sign()
        except Exception as error:
            logger.warning("releases.record_away", error=type(error).__name__)

    def _first_pull(self) -> PulledRelease | None:
        """The live release, where the record can be asked before anything is answered."""
        try:
            return self._pulled(again=False)
        except Exception as error:
            logger.warning("releases.record_away", error=type(error).__name__)
            return None

    def _last(self) -> Path | None:
        """The release that was live when this machine last asked."""
        folder = self._settings.porchlight_var / "releases"
        try:
            root = folder / str(int((folder / "live").read_text()))
        except (OSError, ValueError):
            return None
        return root if root.is_dir() else None

    def _pulled(self, *, again: bool) -> PulledRelease | None:
        from app.release.history.pulling import Puller, take_over

        settings = self._settings
        if self._puller is None:
            self._puller = Puller(settings.porchlight_var / "releases")
        database = self._database()
        take_over(database, settings.porchlight_home, self._checker, now(), production=settings.production)
        return self._puller.look(database, again=again)

    def _pull(self) -> None:
        from app.release.history.pulling import mirror

        database = self._database()
        again = bool(self.watch.problems) and monotonic() - self._signed[1] >= SIGN_SECONDS
        pulled = self._pulled(again=again)
        if pulled is None:
            return
        self._number, self.home = pulled.number, pulled.root
        self.watch.look_in(pulled.root, pulled.approvals)
        if self._part == "web" and self._mirrored != pulled.number and not self.watch.problems:
            try:
                self._theirs = mirror(database, pulled, self._settings.porchlight_home)
            except OSError:
                self._theirs = ()  # an image whose files nobody may write needs no copy
            self._mirrored = pulled.number

    def _checker(self) -> Checker:
        from app.release.history.checking import Checker

        settings = self._settings
        return Checker(
            settings=settings.blanks, production=settings.production, cache=settings.porchlight_var / "cache"
        )

    def _keep(self, *, unsound: bool) -> None:
        """What stands in the folder is on record, once a web process answers from it; which release that is is known."""
        from app.base.watched_files import stamp_of
        from app.release.history.folder_door import FolderDoor
        from app.release.history.staff_set import staff_paths

        if self._door is None:
            self._door = FolderDoor(self._settings.porchlight_home)
        recording = self._part == "web"  # one kind of process writes; the others find what they read on record
        stamp = stamp_of(staff_paths(self.home))
        if stamp == self._recorded or unsound or self.watch.last_good:
            if recording:
                self._door.finish(self._database())
            return
        if recording:
            self._door.record(self._database(), None, now(), sound=self._loaded)
        self._number = self._door.number(self._database())
        if recording or self._number is not None:
            self._recorded = stamp

    def _loaded(self, files: Files) -> Loaded:
        """What these files come to, found kept: this process has just read the same ones."""
        from app.release.load import load_files
        from app.release.staff_files import flows_and_texts

        settings = self._settings
        return load_files(
            flows_and_texts(files),
            settings=settings.blanks,
            cache=settings.porchlight_var / "cache",
            production=settings.production,
        )

    def _sign(self) -> None:
        """Whoever asks which process has the live release is answered."""
        from app.store.releases import readers
        from app.store.tables import ReleaseReader

        problems = self.watch.problems
        says = self._says(problems)
        state = (self._number, says, self.watch.release.id)
        if state == self._signed[0] and monotonic() - self._signed[1] < SIGN_SECONDS:
            return
        row = ReleaseReader(
            host=socket.gethostname()[:80],
            pid=self._pid,
            part=self._part,
            number=self._number,
            ok=not problems and self._number is not None,
            says=says,
            program=self.watch.release.id,
            at=now(),
        )
        with self._database().writing() as session:
            readers.note(session, row)
        self._signed = state, monotonic()

    def _says(self, problems: tuple[Problem, ...]) -> str:
        if problems:
            return str(problems[0])[:300]
        if self._theirs:
            return f"Changed by hand in the folder, where they do not count: {', '.join(self._theirs)}"[:300]
        return ""

    def close(self) -> None:
        """This process counts no more among those that answer."""
        try:
            from app.store.releases import readers

            with self._database().writing() as session:
                readers.gone(session, host=socket.gethostname()[:80], pid=self._pid)
        except Exception as error:
            logger.warning("releases.record_away", error=type(error).__name__)
