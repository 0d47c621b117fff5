"""Staff files -> `Sources`: which file is what, and what its schema does not allow, in our own words."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import Any, TypeVar

import msgspec
from pydantic import BaseModel, TypeAdapter, ValidationError

from app.release.claim_schema import ClaimFile, ClaimSignatures, not_a_claim
from app.release.claims.register import named
from app.release.drug_schema import DrugsFile, MixingFile, Names
from app.release.problems import Problem, did_you_mean, shown
from app.release.programme_schema import ProgrammeFile
from app.release.schema import AvoidFile, EntryFile, FactFile, FlowFile, LanguageFile, NumberFile, Words
from app.release.sources import (
    DEFAULT_LANGUAGE,
    AvoidSource,
    ClaimSource,
    EntrySource,
    FactSource,
    FlowSource,
    LanguageSource,
    NodeSource,
    NumberSource,
    ProgrammeSource,
    Sources,
    WordsSource,
)
from app.release.staff_files import DRUGS, FACTS, LOCK, NUMBERS, PROGRAMME, SIGNATURES, Files
from app.release.yaml_reader import MOST_BYTES, read
from app.release.yaml_tree import Document, Step

Checked = TypeVar("Checked")


def read_sources(files: Files) -> tuple[Sources, list[Problem]]:
    """Everything these files hold, with a problem for whatever they may not hold."""
    found = _Found()
    for path, data in files.items():
        found.add(_one(path, data))
    found.finish()
    found.sources.unended = frozenset(path for path, data in files.items() if data and not data.endswith(b"\n"))
    return found.sources, found.problems


_REMARK = re.compile(
    rb"^(?: +(?:text|voice)|[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)+): +(?=[^ >|'\"{\[#])[^\n]*? #", re.MULTILINE
)


def _cut_short(path: str, data: bytes) -> Iterator[Problem]:
    """A warning for each one-line text with a ` #` in it: YAML takes the rest for a remark, and nobody would hear it."""
    if not path.startswith("content/") or len(data) > MOST_BYTES:
        return
    for found in _REMARK.finditer(data):
        line = data.count(b"\n", 0, found.end()) + 1
        column = len(data[data.rfind(b"\n", 0, found.end()) + 1 : found.end()].decode("utf-8", "replace"))
        message = (
            "What follows # on this line is a remark and is not said. If it should be, put quotes around the text."
        )
        yield Problem(path, line, column, "REMARK", message, "warning")


_MOST_KEPT = 600
_kept: OrderedDict[str, tuple[bytes, _Found]] = OrderedDict()
"""Path -> bytes and what they held: of a hundred files one has changed since they were read last."""


def _one(path: str, data: bytes) -> _Found:
    """What one file holds, found kept where it is the one that was read under this path last."""
    kept = _kept.get(path)
    if kept is not None and kept[0] == data:
        return kept[1]
    found = _Found()
    found.file(path, read(data, path))
    found.problems += _cut_short(path, data)
    _kept[path] = data, found
    while len(_kept) > _MOST_KEPT:
        _kept.popitem(last=False)
    return found


class _Found:
    """One pass over all files."""

    def __init__(self) -> None:
        self.sources = Sources()
        self.problems: list[Problem] = []
        self.unread: set[str] = set()
        self._named = {
            DRUGS: self._drug_facts,
            NUMBERS: self._numbers,
            FACTS: self._facts,
            SIGNATURES: self._signatures,
            PROGRAMME: self._programme,
        }

    def add(self, one: _Found) -> None:
        """What another file holds is in as well; a key that two files hold counts where it stood first."""
        mine, theirs = self.sources, one.sources
        self.problems += one.problems
        self.unread |= one.unread
        mine.flows |= theirs.flows
        mine.nodes |= theirs.nodes
        mine.numbers |= theirs.numbers
        mine.facts |= theirs.facts
        mine.claims |= theirs.claims
        mine.signatures |= theirs.signatures
        mine.signatures_document = theirs.signatures_document or mine.signatures_document
        mine.words |= theirs.words
        mine.avoid |= theirs.avoid
        mine.speech |= theirs.speech
        mine.drugs.facts = theirs.drugs.facts or mine.drugs.facts
        mine.drugs.called |= theirs.drugs.called
        mine.drugs.mixing |= theirs.drugs.mixing
        mine.programme = theirs.programme or mine.programme
        mine.emergency_lock = theirs.emergency_lock or mine.emergency_lock
        self._entries_of(theirs)

    def _entries_of(self, theirs: Sources) -> None:
        for language, entries in theirs.entries.items():
            held = self.sources.entries.setdefault(language, {})
            for key, entry in entries.items():
                if key not in held:
                    held[key] = entry
                    continue
                message = f"'{key}' is already in {held[key].document.path}. Keep one of the two."
                self._add(entry.document, (key,), "KEY_TWICE", message, key=True)
                self.unread.add(entry.document.path)

    def file(self, path: str, document: Document) -> None:
        """Take one file into the sources."""
        if document.problems:
            self.problems += document.problems
            self.unread.add(path)
            return
        before = len(self.problems)
        if path.endswith(".yml"):
            self._add(document, (), "FILE_NAME", "The file name ends in .yml. Rename it to end in .yaml.")
        elif path == LOCK:
            self.sources.emergency_lock = document.plain()
        elif path.startswith("flows/"):
            self._flow(document)
        elif path in self._named:
            self._named[path](document)
        else:
            self._content(document, PurePosixPath(path))
        if len(self.problems) > before:
            self.unread.add(path)

    def finish(self) -> None:
        """Languages in order, the default first."""
        found = {*self.sources.entries, *self.sources.words}
        self.sources.languages = tuple(sorted(found, key=self._standing))
        self._translations_of_facts_are_no_labels()
        self.sources.unread = frozenset(self.unread)

    def _standing(self, language: str) -> tuple[bool, bool, bool, str]:
        """Where a language stands: the first one, whole ones, those with a voice, by their codes. So keys at the door change little."""
        pack = self.sources.speech.get(language)
        partial = pack is not None and pack.file.level != "full"
        return language != DEFAULT_LANGUAGE, partial, pack is not None and pack.file.no_voice, language

    def _translations_of_facts_are_no_labels(self) -> None:
        """A translation has no claims of its own, so it looks like a label; the first language says that it is none."""
        for entries in self.sources.entries.values():
            for key, entry in entries.items():
                if entry.label and named(self.sources, key):
                    entries[key] = _no_label(entry)

    def _content(self, document: Document, path: PurePosixPath) -> None:
        if path.name in ("drugs.yaml", "mixing.yaml"):
            self._drugs(document, path)
            return
        language = path.parent.name
        if path.name == "words.yaml":
            if (words := self._checked(document, (), _adapter(Words).validate_python)) is not None:
                self.sources.words[language] = WordsSource(language, document, words)
        elif path.name == "language.yaml":
            if (file := self._checked(document, (), LanguageFile.model_validate)) is not None:
                self.sources.speech[language] = LanguageSource(language, document, file)
        elif path.name == "avoid.yaml":
            if (avoid := self._checked(document, (), AvoidFile.model_validate)) is not None:
                self.sources.avoid[language] = AvoidSource(language, document, avoid)
        else:
            self._entries(document, language)

    def _drugs(self, document: Document, path: PurePosixPath) -> None:
        language = path.parent.name
        if path.name == "drugs.yaml":
            if (called := self._checked(document, (), _adapter(Names).validate_python)) is not None:
                self.sources.drugs.called[language] = (document, called)
        elif (mixing := self._checked(document, (), MixingFile.model_validate)) is not None:
            self.sources.drugs.mixing[language] = (document, mixing)

    def _drug_facts(self, document: Document) -> None:
        if (facts := self._checked(document, (), DrugsFile.model_validate)) is not None:
            self.sources.drugs.facts = (document, facts)

    def _programme(self, document: Document) -> None:
        if (programme := self._checked(document, (), ProgrammeFile.model_validate)) is not None:
            self.sources.programme = ProgrammeSource(document, programme)

    def _flow(self, document: Document) -> None:
        file = self._checked(document, (), FlowFile.model_validate)
        if file is None:
            return
        stem = PurePosixPath(document.path).stem
        if file.flow != stem:
            message = f"The flow is called '{file.flow}' but its file is '{stem}.yaml'. Give both the same name."
            self._add(document, ("flow",), "FLOW_NAME", message)
            return
        flow = FlowSource(document, file)
        self.sources.flows[flow.name] = flow
        for short, node in file.nodes.items():
            self.sources.nodes[f"{flow.name}.{short}"] = NodeSource(flow, short, node)

    def _entries(self, document: Document, language: str) -> None:
        entries = self.sources.entries.setdefault(language, {})
        for key, value in document.plain().items():
            label = isinstance(value, str)
            filled = {"text": value} if label or value is None else value
            file = self._checked(document, (key,), EntryFile.model_validate, value=filled)
            if file is None:
                continue
            if key in entries:
                message = f"'{key}' is already in {entries[key].document.path}. Keep one of the two."
                self._add(document, (key,), "KEY_TWICE", message, key=True)
                continue
            entries[key] = EntrySource(language, key, document, file, label or _is_label(file))

    def _numbers(self, document: Document) -> None:
        for name, value in document.plain().items():
            file = self._checked(document, (name,), NumberFile.model_validate, value=value)
            if file is not None:
                self.sources.numbers[name] = NumberSource(name, document, file)

    def _facts(self, document: Document) -> None:
        for key, value in document.plain().items():
            if "." in key:
                fact = self._checked(document, (key,), FactFile.model_validate, value=value)
                if fact is not None:
                    self.sources.facts[key] = FactSource(key, document, fact)
            elif complaint := not_a_claim(key, value):
                self._add(document, (key,), "NAME", complaint, key=True)
            elif (claim := self._checked(document, (key,), ClaimFile.model_validate, value=value)) is not None:
                self.sources.claims[key] = ClaimSource(key, document, claim)

    def _signatures(self, document: Document) -> None:
        self.sources.signatures_document = document
        check = _adapter(ClaimSignatures).validate_python
        for claim, value in document.plain().items():
            if (signed := self._checked(document, (claim,), check, value=value)) is not None:
                self.sources.signatures[claim] = signed

    def _checked(
        self, document: Document, steps: tuple[Step, ...], check: Callable[[Any], Checked], *, value: object = ...
    ) -> Checked | None:
        """The checked part of a document, or None and its problems listed."""
        try:
            return check(document.plain() if value is ... else value)
        except ValidationError as error:
            found = _causes(error.errors(include_url=False), check)
            self.problems += [_reworded(document, steps, one, check) for one in found]
            return None

    def _add(self, document: Document, steps: tuple[Step, ...], code: str, message: str, *, key: bool = False) -> None:
        self.problems.append(document.problem(steps, code, message, key=key))


_no_labels: dict[tuple[str, str], tuple[EntrySource, EntrySource]] = {}
"""Language and key -> an entry and the same as no label: one object for one entry, so that it is known again."""


def _no_label(entry: EntrySource) -> EntrySource:
    kept = _no_labels.get((entry.language, entry.key))
    if kept is None or kept[0] is not entry:
        kept = _no_labels[entry.language, entry.key] = entry, msgspec.structs.replace(entry, label=False)
    return kept[1]


def _is_label(file: EntryFile) -> bool:
    """A few words without anything but their mark: a label that had to be written out because it is translated."""
    return not (file.source or file.claims or file.plain or file.reviewed or file.reviewed_by or file.voice)


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _causes(errors: Iterable[Any], check: Callable[[Any], object]) -> list[Any]:
    """The complaints without those that a word written a little wrong explains: `goo:` is there, so `go:` is not missing."""
    listed = list(errors)
    meant = {
        (*one["loc"][:-1], known)
        for one in listed
        if one["type"] == "extra_forbidden"
        for known in _known_words(check, one["loc"])
        if f"'{known}'" in did_you_mean(str(one["loc"][-1]), [known])
    }
    return [one for one in listed if one["type"] != "missing" or tuple(one["loc"]) not in meant]


def _reworded(document: Document, steps: tuple[Step, ...], error: Any, check: Callable[[Any], object]) -> Problem:
    """Pydantic's complaint as a problem in our words, at its place."""
    place: list[Step] = [*steps, *(step for step in error["loc"] if step != "[key]")]
    at_key = error["loc"][-1:] == ("[key]",)
    name = shown(str(place[-1])) if place else "the file"
    kind, code, message = error["type"], "VALUE", ""
    if kind == "extra_forbidden":
        known = _known_words(check, error["loc"])
        near = did_you_mean(str(place[-1]), known) or f" Known here: {', '.join(known)}."
        code, message, at_key = "WORD_UNKNOWN", f"'{name}' is not a word that can stand here.{near}", True
    elif kind == "missing":
        code, message, at_key = "WORD_MISSING", f"'{name}:' is missing. Add a line with it.", True
        place.pop()
    elif kind == "value_error":
        message = error["msg"].removeprefix("Value error, ")
        code = "NAME" if "is no name" in message else "DATE" if "date" in message else "VALUE"
    else:
        message = _wrong_kind(kind, name, error["input"])
    return document.problem(tuple(place), code, message, key=at_key)


def _wrong_kind(kind: str, name: str, written: object) -> str:
    """What to say when a value is of another kind than its word wants."""
    if written is None:
        return f"Nothing is written after '{name}:'. Write it (in quotes if it begins with #), or take the line out."
    if kind == "string_type":
        return f"'{name}' must be plain text. Text that starts with {{ or [ needs quotes around it."
    if kind == "list_type":
        return f"'{name}' must be a list, like [back, go back]."
    if isinstance(written, list):
        return f"'{name}' has a list under it (lines with -). Take the dashes out: write a name, a colon and its value."
    return f"'{name}' must have lines of its own below it, indented by two spaces."


def _known_words(check: Callable[[Any], object], loc: Iterable[Step]) -> list[str]:
    """The words that may stand at this place of the model."""
    model = getattr(check, "__self__", None)
    for step in list(loc)[:-1]:
        if not (isinstance(model, type) and issubclass(model, BaseModel)):
            break
        field = model.model_fields.get(str(step))
        if field is not None:
            inner = [part for part in getattr(field.annotation, "__args__", ()) if isinstance(part, type)]
            model = next((part for part in inner if issubclass(part, BaseModel)), model)
    if isinstance(model, type) and issubclass(model, BaseModel):
        return list(model.model_fields)
    return []
