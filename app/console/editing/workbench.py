"""Where changes of one person go: into their draft, entry by entry, so that two tabs or two people never overwrite each other."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import msgspec

from app.console.editing.readings import READINGS, FilesRead
from app.console.editing.spans import EditError
from app.console.editing.texts import with_words
from app.console.staff_request import StaffRequest
from app.release.history import sha_of
from app.release.history.importing import FirstRelease
from app.release.history.past_rows import ChangedMeanwhileError
from app.release.history.views import DraftInfo
from app.release.read_sources import read_sources
from app.release.sources import Sources
from app.release.staff_files import Files, flows_and_texts
from app.release.translation_marks import stamp

_TRIES = 25


class TextClash(msgspec.Struct, frozen=True):
    """One wording that somebody else saved while it was being changed here."""

    language: str
    field: str
    was: str
    """What stood there when this was begun."""
    theirs: str
    mine: str


class Wording(msgspec.Struct, frozen=True):
    """One field of one text, as somebody had it and wants it."""

    language: str
    field: str
    was: str
    words: str


class Workbench:
    """The drafts of one person, and the files as they see them."""

    def __init__(
        self,
        releases: FirstRelease,
        name: str,
        blanks: Mapping[str, str] | None = None,
        *,
        cache: Path | None = None,
    ) -> None:
        self.releases, self.name, self.cache = releases, name, cache
        self.blanks = blanks or {}
        """What the programme's own settings fill in texts."""

    def draft(self) -> DraftInfo | None:
        """The draft this person works in: the newest of theirs that is open; None while nothing is changed."""
        return next(iter(self.releases.drafts(owner=self.name)), None)

    def files(self) -> Files:
        """The files of that draft, or of what is live."""
        draft = self.draft()
        return self.releases.files(draft=draft.id if draft else None)

    def live(self) -> Files:
        """The files of what callers are answered from."""
        return self.releases.files()

    def reading(self, files: Files) -> FilesRead:
        """These files as the engine answers from them."""
        return READINGS.of(files, self.blanks)

    def ready(self, name: str = "") -> DraftInfo:
        """The draft this person works in, a new one where there was none."""
        return self.draft() or self.releases.open_draft(self.name, name=name)

    def put(self, make: Callable[[Files], Mapping[str, bytes | None]], *, name: str = "") -> dict[str, str]:
        """The files that `make` changes are in the draft, as it makes them of what stands there now; path -> their name.

        Where it makes None of one, that file is not in the draft any more. It is made again where something was saved meanwhile. Raises what `make` raises, and then nothing is saved.
        """
        draft = self.ready(name)
        saved: dict[str, str] = {}
        for _ in range(_TRIES):
            files = self.releases.files(draft=draft.id)
            made = {path: data for path, data in make(files).items() if files.get(path) != data}
            try:
                for path, data in made.items():
                    saved[path] = self._put(draft.id, path, data, files)
            except ChangedMeanwhileError:
                continue
            return saved
        raise ChangedMeanwhileError

    def _put(self, draft: int, path: str, data: bytes | None, files: Mapping[str, bytes]) -> str:
        held = files.get(path)
        seen = sha_of(held) if held is not None else ""
        if data is None:
            self.releases.take_out(draft, path, by=self.name, seen=seen)
            return ""
        return self.releases.put(draft, path, data, by=self.name, seen=seen)

    def undo(self, draft: int, saved: Mapping[str, str]) -> bool:
        """Each of these files is as before it was saved so; False where one was saved again since, and nothing is undone."""
        for path, sha in saved.items():
            held = self.releases.file(path, draft=draft)
            if (sha_of(held) if held is not None else "") != sha:
                return False
        for path in saved:
            self.releases.undo(draft, path, by=self.name)
        return True

    def put_words(
        self, key: str, wordings: Collection[Wording], fits: Collection[str] = ()
    ) -> tuple[tuple[TextClash, ...], dict[str, str]]:
        """(clashes, saved files): these words are in the draft; or none is, where others saved at the same places meanwhile.

        In the languages of `fits` the text carries the mark of what it translates as that is then.
        """
        clashes: list[TextClash] = []

        def make(files: Files) -> Files:
            clashes.clear()
            sources = read_sources(flows_and_texts(files))[0]
            made: Files = {}
            for one in wordings:
                path = path_of(sources, one.language, key)
                held = words_in(sources, one.language, key, one.field)
                if held not in (one.was, one.words):
                    clashes.append(TextClash(one.language, one.field, one.was, held, one.words))
                made[path] = with_words(made.get(path, files[path]), path, key, one.field, one.words)
            return {} if clashes else _marked(files, made, key, fits)

        saved = self.put(make, name=key)
        if clashes and saved:  # somebody came between one language and the next
            self.undo(self.ready().id, saved)
            saved = {}
        return tuple(clashes), saved


def bench_of(asked: StaffRequest) -> Workbench:
    """The drafts of whoever asks, over what stands in the folder by now where the folder wins."""
    settings = asked.services.settings
    asked.services.releases.take_up_folder()
    cache = settings.porchlight_var / "cache" if settings else None
    return Workbench(asked.services.releases, asked.staff.name, settings.blanks if settings else None, cache=cache)


def _marked(files: Files, made: Files, key: str, fits: Collection[str]) -> Files:
    for language in fits:
        after = files | made
        made |= stamp(read_sources(flows_and_texts(after))[0], after, language=language, keys=[key]).files
    return made


def path_of(sources: Sources, language: str, key: str) -> str:
    """The file in which this text stands. Raises EditError where it does not."""
    entry = sources.entries.get(language, {}).get(key)
    if entry is None:
        raise EditError(f"'{key}' is not there in '{language}' any more. Somebody took it out or renamed it.")
    return entry.document.path


def words_in(sources: Sources, language: str, key: str, field: str) -> str:
    """What stands in one field of a text; empty where nothing does."""
    entry = sources.entries.get(language, {}).get(key)
    if entry is None:
        return ""
    if field.startswith("only_if/"):
        return entry.file.only_if.get(field.partition("/")[2], "")
    return {"text": entry.file.text, "voice": entry.file.voice}.get(field, "")
