"""The list of places as one process holds it: in memory, swapped whole when it changes, there whatever fails."""

from __future__ import annotations

import os
import struct
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import msgspec

from app.base import log
from app.base.clock import now
from app.base.errors import PorchlightError
from app.base.watched_files import WatchedFiles
from app.features.place_reports.service import reported_places
from app.line.place_lists import read_files, read_places
from app.line.zip_cache import load_zip_cache
from app.places.finder import Finder, build
from app.places.gazetteer import Gazetteer
from app.places.imports.clean import Defaults
from app.places.site import Site
from app.release.place_language import language_files
from app.release.places import AREA_FILE, LoadedPlaces, load_places, places_files
from app.store import site_list
from app.store.database import Database

logger = log.get("places")

DEMO_FILE = "sites.csv"
"""In the content folder: the fictional places that come with the project."""


def demo_sites(content: Path, country: Gazetteer) -> list[Site]:
    """The fictional places that come with the project, live and marked as such; none when their file is not there."""
    file = content / DEMO_FILE
    if not file.exists():
        return []
    try:
        reading = read_places(read_files(file), defaults=Defaults(source="demo", demo=True), gazetteer=country)
    except PorchlightError:
        logger.warning("places.demo_unreadable")
        return []
    return [msgspec.structs.replace(site, status="live") for site in reading.sites if site.demo]


class PlacesCache:
    """The finder of one process: rebuilt when the list, or staff's places files, have changed.

    Answers from memory whatever fails; a process that starts without a database takes up the list it last saw.
    """

    def __init__(self, *, content: Path, var: Path, database: Callable[[], Database] | None, demo: bool) -> None:
        self._content = content
        self._cache = var / "cache"
        self._last_good = var / "cache" / "places.list"
        self._database = database
        self._demo = demo
        self._watched = WatchedFiles(self._files)
        self._added: LoadedPlaces | None = None
        self.finder: Finder | None = None
        """None until the first look."""
        self.version = -1
        """Of the list in SQL that the finder was built from; -1 when it was not."""

    def look_in(self, content: Path) -> None:
        """From the next look on staff's places files of this folder count."""
        if content != self._content:
            self._watched.move(lambda: setattr(self, "_content", content))

    def refresh(self) -> Finder:
        """The finder over the newest list that can be read. Takes a second when something changed."""
        same_files = not self._watched.changed()
        version = self._asked_version()
        if self.finder is not None and same_files and version in (None, self.version):
            return self._with_reported(self.finder)
        built = self._from_sql() if version is not None else None
        if built is None and self.finder is not None and same_files:
            return self.finder
        self.version = -1 if built is None or version is None else version
        self.finder = self._with_reported(built if built is not None else self._finder(self._from_disk()))
        self._watched.take()
        logger.info("places.loaded", sites=len(self.finder), version=self.version)
        return self.finder

    def _with_reported(self, finder: Finder) -> Finder:
        """The finder that knows what callers say now; the same one where nothing is new, or nobody can be asked."""
        if self._database is None:
            return finder
        try:
            reported = reported_places(self._database(), now=now())
        except Exception:
            logger.warning("places.reports_unreadable")
            return finder
        if reported != finder.reported:
            self.finder = finder = finder.with_reported(reported)
        return finder

    def _files(self) -> list[Path]:
        beside = [self._content / DEMO_FILE, self._content / AREA_FILE]
        return [
            *places_files(self._content),
            *language_files(self._content),
            *(file for file in beside if file.exists()),
        ]

    def _asked_version(self) -> int | None:
        """The number of the list in SQL, or None when it cannot be asked."""
        if self._database is None:
            return None
        try:
            return site_list.version(self._database())
        except Exception:
            return None

    def _from_sql(self) -> Finder | None:
        if self._database is None:
            return None
        try:
            with site_list.live(self._database()) as (_, sites):
                return self._finder(_written_beside(sites, self._last_good))
        except Exception:
            logger.warning("places.unreadable")
            return None

    def _from_disk(self) -> Iterator[Site]:
        """The list as this machine last saw it."""
        try:
            yield from _read_beside(self._last_good)
        except (OSError, msgspec.DecodeError, struct.error):
            return

    def _finder(self, sites: Iterable[Site]) -> Finder:
        added = load_places(self._content)
        if added.problems and self._added is not None:  # a file with a mistake waits; the last sound one answers
            added = self._added
        self._added = added
        country = load_zip_cache(self._cache)
        found = build(sites, added.places, added.area, gazetteer=country)
        if self._demo and not len(found):
            found = build(demo_sites(self._content, country), added.places, added.area, gazetteer=country)
        found.geocoder.warm()
        return found


def _written_beside(sites: Iterable[Site], file: Path) -> Iterator[Site]:
    """The same sites, written down while they pass; the file changes only when the last one has."""
    encode = msgspec.msgpack.Encoder().encode
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".places", suffix=".part")
    except OSError:  # no room or no right to write: the list in memory is what counts
        yield from sites
        return
    try:
        with os.fdopen(handle, "wb") as opened:
            for site in sites:
                packed = encode(site)
                opened.write(struct.pack("<I", len(packed)) + packed)
                yield site
        Path(name).replace(file)
    finally:
        Path(name).unlink(missing_ok=True)


def _read_beside(file: Path) -> Iterator[Site]:
    decoder = msgspec.msgpack.Decoder(Site)
    with file.open("rb") as opened:
        while head := opened.read(4):
            (length,) = struct.unpack("<I", head)
            yield decoder.decode(opened.read(min(length, 1 << 20)))


def finder_from(content: Path, cache: Path) -> Finder:
    """A finder over the demo list alone, for dialogues and the command line."""
    added = load_places(content)
    country = load_zip_cache(cache)
    finder = build(demo_sites(content, country), added.places, added.area, gazetteer=country)
    finder.geocoder.warm()
    return finder
