"""What hears: the phrases callers are heard by, and those of a draft, each with the best model there is."""

from __future__ import annotations

import atexit
import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from weakref import WeakKeyDictionary

from app.console.services import Services
from app.release.history.checking import PHRASE_FILES
from app.release.phrases import PhraseBook, PhrasesRead, read_phrases
from app.understanding.understander import Understander

_MODELS = "understanding"


class Ears:
    """Models are taught in a process of their own, into a folder of this process; the line's own are read, never written."""

    def __init__(self, home: Path, kept: Path | None) -> None:
        self._home = home
        self._root = Path(tempfile.mkdtemp(prefix="porchlight-hearing-"))
        self.cache = self._root / "cache"
        self._lock = Lock()
        self._book: PhraseBook | None = None
        self._drafts: dict[str, Understander] = {}
        self._read: dict[str, PhrasesRead] = {}
        if kept is not None:
            link_models(kept, self.cache)
        atexit.register(self.close)

    def live(self) -> Understander:
        """What callers are heard by."""
        with self._lock:
            return self._live().understander

    @property
    def learnt(self) -> bool:
        """Whether a model answers; else words and rules alone, until the one being taught is there."""
        with self._lock:
            return self._live().learnt

    def _live(self) -> PhraseBook:
        if self._book is None:
            self._book = PhraseBook(self._home / "content", self.cache)
        self._book.refresh()
        return self._book

    def of(self, files: Mapping[str, bytes]) -> Understander:
        """What callers would be heard by with these files: exact words at once, likeness once these were measured."""
        with self._lock:
            return self._live().reading(self._phrases(files).phrases)

    def phrases(self, files: Mapping[str, bytes]) -> PhrasesRead:
        """The phrases in these files, and what is wrong with them."""
        with self._lock:
            return self._phrases(files)

    def _phrases(self, files: Mapping[str, bytes]) -> PhrasesRead:
        held = phrase_files(files)
        name = str(hash(tuple(sorted(held.items()))))
        if name not in self._read:
            while len(self._read) >= 4:
                del self._read[next(iter(self._read))]
            with self.folder(held) as content:
                self._read[name] = read_phrases(content)
        return self._read[name]

    @contextmanager
    def folder(self, files: Mapping[str, bytes]) -> Iterator[Path]:
        """A content folder that holds these files, for as long as it is needed."""
        with tempfile.TemporaryDirectory(dir=self._root) as root:
            for path, data in phrase_files(files).items():
                file = Path(root) / path
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            yield Path(root) / "content"

    def close(self) -> None:
        """Nothing is being taught any more, and nothing is left on disk."""
        with self._lock:
            if self._book is not None:
                self._book.close()
            self._book = None
        shutil.rmtree(self._root, ignore_errors=True)


def phrase_files(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Those of these files that say what is heard."""
    return {path: data for path, data in files.items() if path.rsplit("/", 1)[-1] in PHRASE_FILES}


def link_models(source: Path, target: Path) -> None:
    """Models that are in one cache are in the other as well, where they can be read."""
    (target / _MODELS).mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):
        for model in (source / _MODELS).glob("*.model"):
            there = target / _MODELS / model.name
            if not there.exists():
                _link(model, there)


def _link(model: Path, there: Path) -> None:
    with contextlib.suppress(OSError):
        try:
            os.link(model, there)
        except OSError:  # another disk, or a file of another user
            shutil.copyfile(model, there)


_EARS: WeakKeyDictionary[Services, Ears] = WeakKeyDictionary()
_ONE = Lock()


def ears_of(services: Services) -> Ears:
    """The ears of this console."""
    with _ONE:
        found = _EARS.get(services)
        if found is None:
            kept = services.settings.porchlight_var / "cache" if services.settings else None
            found = _EARS[services] = Ears(services.home, kept)
        return found
