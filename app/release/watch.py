"""The release that is live in this process: follows the files while it runs, and never has none.

In order: the newest files that are sound; the last release that was live, from `last_good.json`; the one in the program.
For real callers (`production`) a release is sound only with the approvals of two people, and what was live before is taken
from a file of its own, so that nothing a demo answered from is ever told to them.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec

from app.base import log
from app.base.watched_files import WatchedFiles
from app.engine.builtin import BUILTIN
from app.engine.release import Release
from app.release.approvals import Approvals
from app.release.load import Loaded, load
from app.release.problems import Problem, errors, keeping_out
from app.release.staff_files import candidates, half_written, write_whole

LAST_GOOD = "last_good.json"
LAST_APPROVED = "last_approved.json"
"""The same for real callers: only what two people approved is ever written there."""

logger = log.get("library")


class ReleaseWatch:
    """What to answer from now: `release`; `refresh` takes up edits and is called every second or so, from a thread.

    Nothing here raises: whatever happens to the files, `release` is the last one that was sound.
    """

    def __init__(
        self,
        root: Path,
        *,
        cache: Path,
        settings: Mapping[str, str] | None = None,
        production: bool = False,
        approvals: Approvals | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._root, self._cache, self._settings = root, cache, dict(settings or {})
        self._production = production
        self._approvals = approvals
        self._last = cache / (LAST_APPROVED if production else LAST_GOOD)
        self._sleep = sleep
        self._files = WatchedFiles(lambda: candidates(root), sleep=sleep)
        self._lock = threading.Lock()
        self.release: Release = BUILTIN
        self.origin = "builtin"
        """Where the release came from: `files`, `last_good` or `builtin`."""
        self.notes: tuple[Problem, ...] = ()
        """Everything the newest files were found to have, warnings too."""
        self._start()

    @property
    def last_good(self) -> bool:
        """Whether something older than the newest files answers, because those are broken or gone."""
        return bool(self.problems) or self.origin != "files"

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What keeps the newest files from being used; empty while they are."""
        return keeping_out(self.notes)

    def look_in(self, root: Path, approvals: Approvals) -> None:
        """From the next look on the files of this folder count, with the approvals that the record of releases has."""
        with self._lock:
            if self._root != root or self._approvals != approvals:
                self._root, self._approvals = root, approvals
                self._files = WatchedFiles(lambda: candidates(root), sleep=self._sleep)

    def refresh(self) -> bool:
        """Whether another release is live now than before: edited files are, once they are sound."""
        with self._lock:
            try:
                return self._look()
            except Exception:
                logger.exception("library.look_failed")
                return False

    def _start(self) -> None:
        """There is something to answer from."""
        try:
            self._look()
            if self.origin == "builtin" and (kept := self._read_last_good()):
                self.release, self.origin = kept, "last_good"
        except Exception:
            logger.exception("library.start_failed")
        logger.info("library.started", release=self.release.id, where=self.origin)

    def _look(self) -> bool:
        if half_written(self._root) or not self._files.changed():
            return False
        self._files.take()
        return self._take(self._load())

    def _load(self) -> Loaded:
        """What the files come to, found kept when another process has read the same ones."""
        return load(
            self._root,
            settings=self._settings,
            cache=self._cache,
            production=self._production,
            approvals=self._approvals,
        )

    def _take(self, loaded: Loaded) -> bool:
        """Whether what was loaded is live now, and new."""
        told, self.notes = self.problems, loaded.problems
        if loaded.release is None:
            self._tell(told)
            return False
        was, self.release, self.origin = self.release, loaded.release, "files"
        if was == loaded.release:
            return False
        self._write_last_good()
        logger.info("library.live", release=self.release.id, count=len(errors(self.notes)))
        return True

    def _tell(self, told: tuple[Problem, ...]) -> None:
        """Each problem is logged once, by its place and code."""
        logger.warning("library.kept_out", release=self.release.id, count=len(self.problems))
        for problem in self.problems[:10]:
            if problem not in told:
                logger.warning("library.problem", where=f"{problem.path}:{problem.line}", code=problem.code)

    def _write_last_good(self) -> None:
        try:
            write_whole(self._last, msgspec.json.encode(self.release))
        except OSError:
            logger.warning("library.last_good_not_written", error="cache")

    def _read_last_good(self) -> Release | None:
        try:
            release = msgspec.json.decode(self._last.read_bytes(), type=Release)
        except (OSError, ValueError, RecursionError):
            return None
        blanks = {name: value for name, value in self._settings.items() if name in release.blanks}
        return msgspec.structs.replace(release, blanks=release.blanks | blanks) if _whole(release) else None


def _whole(release: Release) -> bool:
    """Whether the release hangs together enough to answer from: its doors are there."""
    return bool(release.languages) and release.entry in release.nodes and release.emergency in release.nodes
