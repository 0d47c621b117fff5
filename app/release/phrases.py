"""Staff's phrases: read from content/<language>/phrases.yaml, checked, and turned into an Understander.

The trained model is kept in a file named for the content it was trained on, so an edit is a new file and nothing has to be
cleared. Training happens in a process of its own (see train.py); while it runs, or when it fails, the words, phrases,
examples and rules answer with the model before, or with none.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
import re
import signal
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from app.base.plain_file import read_plain
from app.base.watched_files import WatchedFiles
from app.release import hearing, yaml_reader
from app.release.problems import Problem, Severity, did_you_mean, in_order, keeping_out
from app.release.staff_files import write_whole
from app.understanding import INTENTS, TOPICS, Phrases
from app.understanding.phrase_lint import lint_phrases
from app.understanding.questions import topic_of
from app.understanding.understander import Understander, build

FILE = "phrases.yaml"
QUESTIONS = "questions_asked.yaml"
"""Beside it: per topic, patterns of the questions that ask about it."""

ASKED = "questions_examples.yaml"
"""Beside it: per topic, questions as people ask them, to learn from."""
EVERYDAY = "everyday.txt"
"""Beside it: what people write to each other all day, one message a line."""
LONGEST_TRAINING = 600.0  # seconds of waiting; five of work, but a busy machine took a minute and more
_KINDS = ("words", "phrases", "examples")
_ROOT = Path(__file__).resolve().parent.parent.parent
_KEPT_MODELS = 5
_SOUND = "last_phrases.msgpack"

_UNTRAINED = Problem(
    "content",
    0,
    0,
    "PHRASE_TRAINING",
    "The model could not be trained: only words, whole examples and rules are understood. Run 'python -m app.line.understand' and tell whoever runs the line.",
    "warning",
)

_TOPIC = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
"""Topics are ours or staff's own: any name that a flow could have."""

_ASKED = "?"
"""Before a topic's name among the lines: examples of what asks about it."""
Lines = dict[tuple[str, str, str], int]
Model = bytes | memoryview
"""What a model is built from; the large part of it is read where it lies."""


class PhrasesRead(msgspec.Struct, frozen=True):
    """The phrases of every language as read, and what is wrong with them."""

    phrases: dict[str, Phrases]
    problems: tuple[Problem, ...]


class Sound(msgspec.Struct, frozen=True):
    """Phrases that answered well, and how much of the held-back messages was heard by them."""

    phrases: dict[str, Phrases] = {}
    heard: dict[str, hearing.HeardCount] = {}


def read_phrases(content_dir: Path) -> PhrasesRead:
    """Phrases per language from every content/<language>/phrases.yaml; mistakes are problems, nothing is raised."""
    phrases: dict[str, Phrases] = {}
    problems: list[Problem] = []
    paths: dict[str, str] = {}
    lines: Lines = {}
    for file in sorted(content_dir.glob(f"*/{FILE}")):
        language = file.parent.name
        document = yaml_reader.read_file(file, root=content_dir.parent, most_bytes=yaml_reader.MOST_BYTES_PHRASES)
        problems += document.problems
        paths[language] = document.path
        owned = _owned(document, language, problems=problems, lines=lines)
        asked = _questions(file.with_name(QUESTIONS), root=content_dir.parent, problems=problems)
        learnt = _questions(file.with_name(ASKED), root=content_dir.parent, problems=problems, lines=lines)
        everyday = _everyday(file.with_name(EVERYDAY))
        phrases[language] = msgspec.structs.replace(owned, questions=asked, asked=learnt, everyday=everyday)
    for found in lint_phrases(phrases):
        line = lines.get(
            (found.language, found.intent, found.message), lines.get((found.language, found.intent, ""), 0)
        )
        severity: Severity = "warning" if found.severity == "warning" else "error"
        path = paths[found.language]
        if (found.language, _ASKED + found.intent, found.message) in lines:
            path = path.replace(FILE, ASKED)
            line = lines[found.language, _ASKED + found.intent, found.message]
        problems.append(Problem(path, line, 1, found.code, found.text, severity))
    measures = hearing.read_held_back(content_dir)
    if not keeping_out(problems):  # a file that cannot be read is the cause, not what it would have held
        problems += hearing.lost(phrases, measures)
    problems += hearing.small_talk(phrases, measures) + hearing.taught_by_mistake(phrases, measures)
    problems += hearing.answered_well(phrases, measures, lines)
    return PhrasesRead(phrases, in_order(problems))


def _questions(
    file: Path, *, root: Path, problems: list[Problem], lines: Lines | None = None
) -> dict[str, tuple[str, ...]]:
    """Per topic its lines, and in `lines` where each stands; a name that cannot be a topic is a problem, a file that is not there holds none."""
    if not file.exists():
        return {}
    document = yaml_reader.read_file(file, root=root, most_bytes=yaml_reader.MOST_BYTES_PHRASES)
    problems += document.problems
    found: dict[str, tuple[str, ...]] = {}
    for name, entry in document.root.entries.items() if document.root else ():
        if not _TOPIC.match(topic_of(name)):
            problems.append(_unknown(document.path, entry, TOPICS))
            continue
        listed = _messages(entry.value)
        found[name] = tuple(text for text, _ in listed)
        if lines is not None:
            lines[file.parent.name, _ASKED + topic_of(name), topic_of(name)] = entry.key.line
            lines.update({(file.parent.name, _ASKED + topic_of(name), text): line for text, line in listed})
    return found


def _everyday(file: Path) -> tuple[str, ...]:
    """The lines of a plain text file, one message each; none where there is no such file or it is too large to be one."""
    try:
        if file.stat().st_size > yaml_reader.MOST_BYTES_PHRASES:
            return ()
        lines = read_plain(file).decode("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _owned(document: yaml_reader.Document, language: str, *, problems: list[Problem], lines: Lines) -> Phrases:
    """One language's phrases; what cannot be read is left out and named."""
    kinds: dict[str, dict[str, tuple[str, ...]]] = {kind: {} for kind in _KINDS}
    topics: dict[str, tuple[str, ...]] = {}
    for key, entry in document.root.entries.items() if document.root else ():
        if key not in {"intents", "topics"} or not isinstance(entry.value, yaml_reader.Mapping):
            problems.append(_unknown(document.path, entry, ("intents", "topics")))
            continue
        for name, inner in entry.value.entries.items():
            lines[(language, name if key == "intents" else "", "")] = inner.key.line
            if key == "topics":
                topics[name] = tuple(text for text, _ in _messages(inner.value))
                if name not in TOPICS:
                    lines[(language, "", name)] = inner.key.line
                continue
            if name not in INTENTS:
                problems.append(_unknown(document.path, inner, INTENTS))
                continue
            _one_intent(document.path, inner, language=language, kinds=kinds, problems=problems, lines=lines)
    return Phrases(words=kinds["words"], phrases=kinds["phrases"], examples=kinds["examples"], topics=topics)


def _one_intent(
    path: str,
    entry: yaml_reader.Entry,
    *,
    language: str,
    kinds: dict[str, dict[str, tuple[str, ...]]],
    problems: list[Problem],
    lines: Lines,
) -> None:
    """Adds one intent's words, phrases and examples to `kinds`."""
    if not isinstance(entry.value, yaml_reader.Mapping):
        problems.append(_unknown(path, entry, _KINDS))
        return
    name = entry.key.text
    for kind, inner in entry.value.entries.items():
        if kind not in _KINDS:
            problems.append(_unknown(path, inner, _KINDS))
            continue
        found = _messages(inner.value)
        kinds[kind][name] = tuple(text for text, _ in found)
        for text, line in found:
            lines.setdefault((language, name, text), line)


def _messages(value: yaml_reader.Value) -> list[tuple[str, int]]:
    """The messages of a block (one a line) or a list, each with its line; empty lines are nothing."""
    if isinstance(value, yaml_reader.Listing):
        return [
            (item.text.strip(), item.line)
            for item in value.items
            if isinstance(item, yaml_reader.Scalar) and item.text.strip()
        ]
    if isinstance(value, yaml_reader.Scalar) and not value.empty:
        first = value.line + (1 if value.style in {"|", ">"} else 0)
        return [(text.strip(), first + at) for at, text in enumerate(value.text.splitlines()) if text.strip()]
    return []


def _unknown(path: str, entry: yaml_reader.Entry, known: tuple[str, ...]) -> Problem:
    message = f"'{entry.key.text[:60]}' does not belong here. Use one of: {', '.join(known)}.{did_you_mean(entry.key.text, known)}"
    return Problem(path, entry.key.line, entry.key.column, "PHRASE_KEY", message)


class PhraseBook:
    """The newest Understander of a content directory; `refresh` is cheap and may be called before every message.

    An edit is live at the next refresh (words, phrases, examples); the model follows when its training ends.
    """

    def __init__(self, content_dir: Path, cache_dir: Path | None) -> None:
        self._content_dir = content_dir
        self._cache = _Cache(cache_dir)
        self._watched = WatchedFiles(self._files)
        self._kept: Model | None = None  # the model, where the cache does not have it: eight megabytes
        self._named = ""
        self._training: _Training | None = None
        self._unkept_sound: Sound | None = None  # where the cache cannot keep it: five megabytes, wanted after an edit
        self.problems: tuple[Problem, ...] = ()
        self._packed = b""
        self.understander: Understander
        if not self.refresh():
            self.understander = build({})

    @property
    def learnt(self) -> bool:
        """Whether a model answers, of the newest phrases or of those before them; else words and rules alone."""
        return bool(self._named)

    @property
    def _sound(self) -> Sound:
        """The phrases that were sound last."""
        return self._unkept_sound or self._cache.sound()

    @property
    def _phrases(self) -> dict[str, Phrases]:
        """The phrases that answer; wanted when files change, so they are kept packed, in a tenth of the room."""
        if not self._packed:
            return {}
        return msgspec.msgpack.decode(zlib.decompress(self._packed), type=dict[str, Phrases])

    @_phrases.setter
    def _phrases(self, phrases: dict[str, Phrases]) -> None:
        self._packed = zlib.compress(msgspec.msgpack.encode(phrases), 3)

    def refresh(self) -> bool:
        """Takes up edited files and finished training; True when the Understander changed."""
        changed = False
        if self._watched.changed():
            self._watched.take()
            self._take(read_phrases(self._content_dir))
            changed = True
        if self._training is not None and self._training.over():
            changed = self._finish() or changed
        return changed

    def reading(self, phrases: dict[str, Phrases]) -> Understander:
        """Other phrases as they would be heard: by the model taught with them where one is kept, else by the one there is."""
        model = self._cache.get(_name(_taught(phrases))) or self._kept or self._cache.get(self._named)
        return build(phrases, model=model)

    def look_in(self, content_dir: Path) -> None:
        """From the next look on the phrases of this folder count."""
        if content_dir != self._content_dir:
            self._watched.move(lambda: setattr(self, "_content_dir", content_dir))

    def settle(self) -> bool:
        """Waits for a running training; True when the model fits the newest phrases."""
        if self._training is not None:
            self._training.wait()
            self._finish()
        return self.learnt

    def close(self) -> None:
        """A training still running is ended; the words and rules answered meanwhile."""
        if self._training is not None:
            self._training.drop()
            self._training = None

    def _files(self) -> Iterator[Path]:
        for name in (FILE, QUESTIONS, ASKED, EVERYDAY):
            yield from sorted(self._content_dir.glob(f"*/{name}"))

    def _take(self, taken: PhrasesRead) -> None:
        """The newest phrases answer, or those that were sound last where these are held back."""
        self.problems = taken.problems
        if keeping_out(taken.problems) and (sound := self._sound.phrases or self._phrases):
            taken = PhrasesRead(sound, taken.problems)
        self._phrases = taken.phrases
        wanted = _taught(taken.phrases)
        name = _name(wanted)
        if self._training is not None and self._training.name != name:
            self._training.drop()
            self._training = None
        model = self._cache.get(name)
        if model is not None and self._build(model, name=name):
            return
        self._build(self._kept or self._cache.get(self._named), name=self._named)
        if self._training is None and any(owned.examples for owned in taken.phrases.values()):
            self._training = _Training(name, wanted)

    def _finish(self) -> bool:
        if self._training is None:
            return False
        name, model = self._training.name, self._training.result()
        self._training = None
        if model is None:
            self.problems = in_order([*self.problems, _UNTRAINED])
            return False
        if worse := self._hears_worse(model):
            self.problems = in_order([*self.problems, *worse])
            self._phrases = self._sound.phrases
            return self._build(self._kept or self._cache.get(self._named), name=self._named)
        self._cache.put(name, model)
        return self._build(model, name=name)

    def _hears_worse(self, model: bytes) -> list[Problem]:
        """What keeps this model from answering; else what it hears is what the next one is measured by."""
        measures = hearing.read_held_back(self._content_dir)
        try:
            now = hearing.heard(build(self._phrases, model=model), measures)
        except (ValueError, msgspec.DecodeError):
            return []
        last = self._sound
        changed = bool(last.phrases) and last.phrases != self._phrases
        worse = hearing.worse(now, last.heard, measures) if changed else []
        if not worse and not keeping_out(self.problems):
            newest = Sound(self._phrases, now)
            self._unkept_sound = None if self._cache.keep_sound(newest) else newest
        return worse

    def _build(self, model: Model | None, *, name: str) -> bool:
        """Answers from now on with this model and the newest phrases; False when its bytes are no model of ours."""
        try:
            self.understander = build(self._phrases, model=model)
        except (ValueError, msgspec.DecodeError):
            self.understander = build(self._phrases)
            self._named, self._kept = "", None
            return False
        _let_go(model)
        self._named = name if model is not None else ""
        self._kept = None if self._cache.has(name) else model
        return True


class _Training:
    """A training process and what came of it."""

    def __init__(self, name: str, wanted: bytes) -> None:
        self.name = name
        self._result: bytes | None = None
        self._out = tempfile.TemporaryFile()  # noqa: SIM115 - closed in result() or drop()
        self._process: subprocess.Popen[bytes] | None = None
        environment = {**os.environ, "PYTHONPATH": str(_ROOT), "OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        source = tempfile.TemporaryFile()  # noqa: SIM115 - closed below, the child has its own handle
        source.write(wanted)
        source.seek(0)
        try:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "app.release.train"],
                stdin=source,
                stdout=self._out,
                stderr=subprocess.DEVNULL,
                env=environment,
                start_new_session=True,  # what it forks is ended with it
            )
        except OSError:
            self._process = None
        finally:
            source.close()

    def over(self) -> bool:
        return self._process is None or self._process.poll() is not None

    def wait(self) -> None:
        if self._process is None:
            return
        try:
            self._process.wait(LONGEST_TRAINING)
        except subprocess.TimeoutExpired:
            self._end(self._process)

    def result(self) -> bytes | None:
        """The model's bytes, or None when training failed."""
        done = self._process is not None and self._process.poll() == 0
        self._out.seek(0)
        found = self._out.read() if done else b""
        self._out.close()
        return found or None

    def drop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._end(self._process)
        self._out.close()

    @staticmethod
    def _end(process: subprocess.Popen[bytes]) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


class _Cache:
    """Models by the name of their content; a directory that cannot be written is the same as none."""

    def __init__(self, directory: Path | None) -> None:
        self._directory = directory / "understanding" if directory is not None else None

    def get(self, name: str) -> Model | None:
        """The file as it lies on the disk: of its seven megabytes memory holds what is read."""
        if self._directory is None:
            return None
        try:
            with (self._directory / f"{name}.model").open("rb") as file:
                return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except (OSError, ValueError):  # an empty file cannot be mapped
            return None

    def has(self, name: str) -> bool:
        return self._directory is not None and (self._directory / f"{name}.model").is_file()

    def put(self, name: str, model: bytes) -> None:
        if self._directory is None:
            return
        try:
            self._directory.mkdir(parents=True, exist_ok=True)
            with tempfile.NamedTemporaryFile(dir=self._directory, delete=False) as file:
                file.write(model)
            os.replace(file.name, self._directory / f"{name}.model")
            self._prune()
        except OSError:
            return

    def sound(self) -> Sound:
        """The phrases that were sound last, and what was heard by them; empty where nothing is kept."""
        if self._directory is None:
            return Sound()
        try:
            return msgspec.msgpack.decode((self._directory / _SOUND).read_bytes(), type=Sound)
        except (OSError, ValueError, RecursionError):
            return Sound()

    def keep_sound(self, sound: Sound) -> bool:
        """Whether these are kept as the last sound ones."""
        if self._directory is None:
            return False
        try:
            write_whole(self._directory / _SOUND, msgspec.msgpack.encode(sound))
        except OSError:
            return False
        return True

    def _prune(self) -> None:
        """Only the newest few models stay."""
        if self._directory is None:
            return
        models = sorted(self._directory.glob("*.model"), key=lambda file: file.stat().st_mtime_ns, reverse=True)
        for file in models[_KEPT_MODELS:]:
            file.unlink(missing_ok=True)


def _let_go(model: Model | None) -> None:
    """The pages that were read only to build from them are the system's again."""
    if isinstance(model, memoryview) and isinstance(model.obj, mmap.mmap):
        model.obj.madvise(mmap.MADV_DONTNEED)


def _taught(phrases: dict[str, Phrases]) -> bytes:
    """What a model is taught with."""
    return msgspec.msgpack.encode(phrases)


def _name(wanted: bytes) -> str:
    """The name of the model for these phrases: their content and the code that reads them."""
    digest = hashlib.sha256(wanted)
    library = _ROOT / "app" / "release"
    trainer = [
        library / "train.py",
        library / "train_topics.py",
        library / "train_vectors.py",
        library / "word_vectors.bin",
    ]
    rooms = [*(_ROOT / "app" / "understanding").glob("*.py"), *(_ROOT / "app" / "language").glob("*.*")]
    for file in [*sorted(rooms), *trainer]:
        digest.update(file.read_bytes())
    return digest.hexdigest()[:32]


def open_understander(content_dir: Path, cache_dir: Path | None) -> Understander:
    """The Understander of these files with its model, trained now when no kept one fits."""
    book = PhraseBook(content_dir, cache_dir)
    book.settle()
    return book.understander


def kept_understander(content_dir: Path, cache_dir: Path | None) -> Understander:
    """The Understander of these files with the model somebody else trained for them; without one words and rules answer."""
    taken = read_phrases(content_dir)
    model = _Cache(cache_dir).get(_name(_taught(taken.phrases)))
    try:
        return build(taken.phrases, model=model)
    except (ValueError, msgspec.DecodeError):
        return build(taken.phrases)
