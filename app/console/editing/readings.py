"""A set of staff files as the engine answers from it, for screens that show pages; the last few are kept."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from app.console.editing.by_content import ByContent
from app.engine.compiled_release import CompiledRelease
from app.release.compile import compile_release
from app.release.compiled import compiled
from app.release.lint.rule import USUAL_BLANKS
from app.release.programme import applied
from app.release.read_sources import read_sources
from app.release.sources import Sources
from app.release.staff_files import flows_and_texts, release_id

_MOST_KEPT = 6


class FilesRead(msgspec.Struct, frozen=True):
    """What some files hold, and what they come to; `library` is None where they do not hang together."""

    id: str
    sources: Sources
    library: CompiledRelease | None


class Readings:
    """Files read before are not read again."""

    def __init__(self) -> None:
        self._kept: ByContent[FilesRead] = ByContent(_MOST_KEPT)

    def of(self, files: Mapping[str, bytes], settings: Mapping[str, str]) -> FilesRead:
        """These files, with the blanks that settings fill filled."""
        held = flows_and_texts(files)
        name = release_id(held)
        return self._kept.of(name, lambda: _read(held, name, settings))


def _read(files: Mapping[str, bytes], name: str, settings: Mapping[str, str]) -> FilesRead:
    sources = applied(read_sources(dict(files))[0])
    try:
        release = compile_release(sources, settings, release=name)
        blanks = {blank: value or USUAL_BLANKS.get(blank, "") for blank, value in release.blanks.items()}
        library = compiled(msgspec.structs.replace(release, blanks=blanks))
    except Exception:  # files with mistakes in them: the check names them
        library = None
    return FilesRead(name, sources, library)


READINGS = Readings()
