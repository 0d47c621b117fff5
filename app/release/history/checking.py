"""What `porchlight check` finds in a set of files that stands in no folder yet."""

from __future__ import annotations

import gc
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from app.release import hearing
from app.release.approvals import Approvals, Marks
from app.release.folder import around
from app.release.history.staff_set import write_folder
from app.release.load import Loaded, emergency_marks, load_files
from app.release.phrases import EVERYDAY, FILE, QUESTIONS, PhrasesRead, read_phrases
from app.release.problems import Problem, by_cause
from app.release.staff_files import Files, flows_and_texts

PHRASE_FILES = frozenset({FILE, QUESTIONS, EVERYDAY, hearing.FILE})


@contextmanager
def _uncollected() -> Iterator[None]:
    """Nothing is looked through for circles meanwhile: a verdict makes none, and to look through all that it holds takes as long as it."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Checker:
    """Verdicts of drafts and releases, one after another; the files of the last one are kept on disk meanwhile."""

    def __init__(self, *, settings: Mapping[str, str], production: bool, cache: Path | None) -> None:
        self._settings, self._production, self._cache = dict(settings), production, cache
        self._lock = threading.Lock()
        self._root: Path | None = None
        self._held: Files = {}
        self._phrases: tuple[Files, PhrasesRead] | None = None
        self._marks: tuple[Files, Marks] | None = None

    def verdict(self, files: Files, approvals: Approvals | None) -> tuple[Loaded, tuple[Problem, ...]]:
        """(what flows and texts came to, every problem of all files, causes first)."""
        with self._lock, _uncollected():
            root = self._folder(files)
            loaded = self._loaded(files, approvals)
            return loaded, by_cause([*loaded.problems, *around(root, loaded.release, heard=self._heard(root, files))])

    def loaded(self, files: Files, approvals: Approvals | None) -> Loaded:
        """What flows and texts alone came to."""
        with self._lock:
            return self._loaded(files, approvals)

    def _heard(self, root: Path, files: Files) -> PhrasesRead:
        """The phrases, read again only where a file of theirs is another."""
        made_of = {path: data for path, data in files.items() if path.rsplit("/", 1)[-1] in PHRASE_FILES}
        if self._phrases is None or self._phrases[0] != made_of:
            self._phrases = made_of, read_phrases(root / "content")
        return self._phrases[1]

    def marks(self, files: Files) -> Marks:
        """The mark of every emergency text and step in these files; none where they cannot be read."""
        with self._lock:
            texts = flows_and_texts(files)
            if self._marks is None or self._marks[0] != texts:
                self._marks = texts, emergency_marks(texts)
            return self._marks[1]

    def _loaded(self, files: Files, approvals: Approvals | None) -> Loaded:
        return load_files(
            flows_and_texts(files),
            settings=self._settings,
            cache=self._cache,
            production=self._production,
            approvals=approvals,
        )

    def _folder(self, files: Files) -> Path:
        if self._root is None:
            self._root = Path(tempfile.mkdtemp(prefix="porchlight-draft-"))
        write_folder(self._root, self._held, files)
        self._held = dict(files)
        return self._root

    def close(self) -> None:
        """Nothing is left on disk."""
        with self._lock:
            if self._root is not None:
                shutil.rmtree(self._root, ignore_errors=True)
            self._root, self._held = None, {}
