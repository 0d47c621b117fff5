"""Files that people edit while we run: whether they are others than those taken up, once no editor is still writing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

SETTLE_SECONDS = 0.1
"""How long files must stay as they are before they are read: editors write in several steps."""

Stamp = tuple[tuple[str, int, int, int], ...]


def stamp_of(files: Iterable[Path]) -> Stamp:
    """Path, size and times of change of every file: cheap to compare, and no edit leaves all of them alone."""
    seen: list[tuple[str, int, int, int]] = []
    for file in files:
        try:
            status = file.stat()
        except OSError:
            continue
        seen.append((str(file), status.st_size, status.st_mtime_ns, status.st_ctime_ns))
    return tuple(seen)


def _copies(files: Iterable[Path]) -> list[tuple[str, str, int, int]]:
    """What a file and a copy that keeps its time of change have in common."""
    states = [(file, file.stat()) for file in files if file.is_file()]
    return [(file.parent.name, file.name, state.st_size, state.st_mtime_ns) for file, state in states]


class WatchedFiles:
    """Remembers which state of some files was taken up last; at first none was."""

    def __init__(self, files: Callable[[], Iterable[Path]], *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._files, self._sleep = files, sleep
        self._taken: Stamp | None = None
        self._seen: Stamp = ()

    def changed(self) -> bool:
        """Whether they are not as they were taken up, and have stayed so for a moment."""
        self._seen = stamp_of(self._files())
        if self._seen == self._taken:
            return False
        if self._taken is None:  # a process that starts takes them as they are, and looks again soon
            return True
        self._sleep(SETTLE_SECONDS)
        return stamp_of(self._files()) == self._seen

    def move(self, to: Callable[[], None]) -> None:
        """The files stand in another folder from now on; copies of what was taken up are no news."""
        old, before = stamp_of(self._files()), _copies(self._files())
        to()
        if old == self._taken and before == _copies(self._files()):
            self._taken = stamp_of(self._files())

    def take(self) -> None:
        """What was seen last is taken up, and no news any more."""
        self._taken = self._seen
