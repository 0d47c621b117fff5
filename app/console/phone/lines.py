"""What a phone of the console talks to: a draft or what is live, with words and places as the line has them."""

from __future__ import annotations

import tempfile
from collections import OrderedDict
from pathlib import Path
from threading import Lock

import msgspec

from app.console.editing.readings import FilesRead
from app.engine.compiled_release import CompiledRelease
from app.places.finder import Finder, build
from app.places.gazetteer import united_states
from app.places.imports import columns
from app.places.imports.clean import Defaults
from app.places.imports.reading import sheet_of, sites_of
from app.places.imports.rows import RefusedFileError
from app.places.site import Site
from app.release.compiled import compiled
from app.release.history.staff_set import write_folder
from app.release.phrases import kept_understander
from app.release.places import load_places
from app.release.staff_files import Files, release_id
from app.understanding.understander import Understander

SITES = "content/sites.csv"
_HEARD = ("phrases.yaml", "questions_asked.yaml", "questions_examples.yaml", "everyday.txt", "held_back.yaml")
_PLACES = ("places.yaml", "places_said.yaml", "places_asked.yaml", "sites.csv")
_MOST_KEPT = 4


class TrialLines:
    """Lines made ready before are not made again: what they hear and where places are is kept by their files."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._heard: OrderedDict[str, Understander] = OrderedDict()
        self._finders: OrderedDict[str, Finder | None] = OrderedDict()
        self._made: OrderedDict[tuple[str, str], CompiledRelease] = OrderedDict()

    @property
    def any_made(self) -> bool:
        """Whether words and places were read once: the first line takes seconds, later ones little."""
        return bool(self._made)

    def of(self, reading: FilesRead, files: Files, cache: Path | None) -> CompiledRelease | None:
        """The line of these files; None where they do not hang together."""
        if reading.library is None:
            return None
        name = reading.id, release_id(_named(files, (*_HEARD, *_PLACES)))
        with self._lock:
            made = self._made.get(name)
            if made is None:
                understander, finder = self._understander(files, cache), self._finder(files)
                made = compiled(reading.library.release, understander=understander, finder=finder)
                self._made[name] = made
                while len(self._made) > _MOST_KEPT:
                    self._made.popitem(last=False)
            self._made.move_to_end(name)
            return made

    def _understander(self, files: Files, cache: Path | None) -> Understander:
        held = _named(files, _HEARD)
        name = release_id(held)
        if name not in self._heard:
            with tempfile.TemporaryDirectory(prefix="porchlight-phone-") as folder:
                write_folder(Path(folder), {}, held)
                self._heard[name] = kept_understander(Path(folder) / "content", cache)
            while len(self._heard) > _MOST_KEPT:
                self._heard.popitem(last=False)
        return self._heard[name]

    def _finder(self, files: Files) -> Finder | None:
        held = _named(files, _PLACES)
        name = release_id(held)
        if name not in self._finders:
            with tempfile.TemporaryDirectory(prefix="porchlight-phone-") as folder:
                write_folder(Path(folder), {}, held)
                places = load_places(Path(folder) / "content")
            self._finders[name] = build(_sites(held.get(SITES, b"")), places.places, places.area)
            while len(self._finders) > _MOST_KEPT:
                self._finders.popitem(last=False)
        return self._finders[name]


def _named(files: Files, names: tuple[str, ...]) -> Files:
    return {path: data for path, data in files.items() if path.rsplit("/", 1)[-1] in names}


def _sites(data: bytes) -> list[Site]:
    """The places of the file beside the texts, as if all were checked; none where it cannot be read."""
    if not data:
        return []
    try:
        sheet = sheet_of({"sites.csv": data})
        mapped = columns.Mapped({}, (), ()) if sheet.known else columns.match(sheet.columns, given={}, rows=sheet.rows)
        found = sites_of(sheet, mapped, defaults=Defaults(source="sites", demo=True), gazetteer=united_states())
    except RefusedFileError:
        return []
    return [msgspec.structs.replace(site, status="live") for site in found.sites]


LINES = TrialLines()
