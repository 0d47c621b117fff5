"""What was done to many places at once, kept for a day so that one press takes it back; what was changed since stays.

Kept as files beside the console's other working files: the console is no process at all while nobody uses it.
"""

from __future__ import annotations

import contextlib
import secrets
import zlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from app.base import log
from app.release.staff_files import write_whole
from app.store import site_back, site_list
from app.store.database import Database
from app.store.site_list import StoredSite

_log = log.get("console.places")
KEPT = timedelta(days=1)
_MOST_KEPT = 20
T = TypeVar("T")


class DoneAtOnce(msgspec.Struct, frozen=True):
    """One act on many places, and how these were before it."""

    id: str
    at: datetime
    by: str
    kind: str
    """`import`, `checked` or `sheet`: also a word of the page."""
    what: str
    """The name of the list; empty for the others."""
    before: tuple[StoredSite, ...]
    new: tuple[str, ...]


class OfferedBack(msgspec.Struct, frozen=True):
    """What one press would do just now."""

    act: DoneAtOnce
    back: int
    """So many places would be as they were before."""
    gone: int
    """So many that came with it would go."""
    stay: int
    """So many were changed since, and stay."""


class PlacesBack:
    """The acts of the last day."""

    def __init__(self, database: Database, folder: Path) -> None:
        self._database, self._folder = database, folder

    def during(self, act: Callable[[], T], *, kind: str, what: str, by: str, now: datetime) -> tuple[T, str]:
        """(what the act returns, the name under which it can be taken back; empty where it changed nothing)."""
        before = site_list.all_sites(self._database)
        done = act()
        touched = site_back.changed_at(self._database, now)
        held = tuple(before[one] for one in sorted(touched) if one in before)
        new = tuple(sorted(touched - before.keys()))
        one = DoneAtOnce(f"{now:%Y%m%d%H%M%S}-{secrets.token_hex(6)}", now, by, kind, what, held, new)
        return done, self._keep(one) if touched else ""

    def _keep(self, one: DoneAtOnce) -> str:
        try:
            write_whole(self._folder / f"{one.id}.act", zlib.compress(msgspec.json.encode(one)))
        except OSError as error:  # what was done is done: only the way back is missing
            _log.error("places.no_way_back", exc_info=error)
            return ""
        for old in sorted(self._folder.glob("*.act"))[:-_MOST_KEPT]:
            old.unlink(missing_ok=True)
        return one.id

    def lately(self, now: datetime) -> list[OfferedBack]:
        """The acts of the last day that still have something to put back, the newest first."""
        found = []
        for file in sorted(self._folder.glob("*.act"), reverse=True):
            one = _read(file)
            if one is None or one.at + KEPT < now:
                with contextlib.suppress(OSError):
                    file.unlink(missing_ok=True)
                continue
            offered = self._offered(one)
            if offered.back or offered.gone:
                found.append(offered)
        return found

    def offered(self, name: str, now: datetime) -> OfferedBack | None:
        """The act of this name, while it can be taken back."""
        return next((one for one in self.lately(now) if one.act.id == name), None)

    def _offered(self, one: DoneAtOnce) -> OfferedBack:
        as_left = site_back.changed_at(self._database, one.at)
        back = sum(held.site.id in as_left for held in one.before)
        gone = sum(site in as_left for site in one.new)
        return OfferedBack(one, back, gone, len(one.before) + len(one.new) - back - gone)

    def take_back(self, one: DoneAtOnce, now: datetime) -> tuple[int, int]:
        """(how many are as they were, how many that had come are gone)."""
        done = site_back.put_back(self._database, one.before, one.new, seen=one.at, now=now)
        (self._folder / f"{one.id}.act").unlink(missing_ok=True)
        return done


def _read(file: Path) -> DoneAtOnce | None:
    try:
        return msgspec.json.decode(zlib.decompress(file.read_bytes()), type=DoneAtOnce)
    except (OSError, zlib.error, msgspec.DecodeError, msgspec.ValidationError):
        return None
