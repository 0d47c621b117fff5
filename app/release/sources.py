"""Staff files after reading: each flow, entry, number and word list with the document it stands in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from app.language.default import DEFAULT_LANGUAGE
from app.release.claim_schema import ClaimFile, ClaimSignatures
from app.release.drugs import DrugSources
from app.release.problems import Problem, Severity
from app.release.programme_schema import ProgrammeFile
from app.release.schema import AvoidFile, EntryFile, FactFile, FlowFile, LanguageFile, NodeFile, NumberFile
from app.release.yaml_tree import Document, Scalar, Step

PENDING = "pending clinical review"


def mark_of(text: str, voice: str = "") -> str:
    """The mark a translation carries of the entry it was made from: 8 hex digits of what is said and spoken."""
    return hashlib.sha256((text + voice).encode("utf-8", "surrogatepass")).hexdigest()[:8]


def full_name(flow: str, target: str) -> str:
    """`node` of a flow as `flow.node`; a name that has a dot is full already."""
    return target if "." in target or not target else f"{flow}.{target}"


class FlowSource(msgspec.Struct, frozen=True):
    """One flow file."""

    document: Document
    file: FlowFile

    @property
    def name(self) -> str:
        """The flow's name, which is its file's too."""
        return self.file.flow


class NodeSource(msgspec.Struct, frozen=True):
    """One node of a flow file, under its full name."""

    flow: FlowSource
    short: str
    file: NodeFile

    @property
    def name(self) -> str:
        """Full name, `flow.node`."""
        return f"{self.flow.name}.{self.short}"

    def to(self, target: str) -> str:
        """The full name of a node this one points at."""
        return full_name(self.flow.name, target)

    def problem(self, steps: tuple[Step, ...], code: str, message: str, *, severity: Severity = "error") -> Problem:
        """A problem at a place inside this node; at its name when there are no steps."""
        path = ("nodes", self.short, *steps)
        return self.flow.document.problem(path, code, message, key=not steps, severity=severity)

    def leads(self) -> Iterable[tuple[tuple[Step, ...], str]]:
        """Every way out as (place, full name of the node it leads to)."""
        for number, choice in self.file.choices.items():
            yield ("choices", number, "go"), self.to(choice.go)
        for way in ("next", "go", "otherwise"):
            if target := getattr(self.file, way):
                yield (way,), self.to(target)
        for name, target in self.file.follow_ups.items():
            yield ("follow_ups", name), self.to(target)

    def content_keys(self) -> Iterable[tuple[tuple[Step, ...], str]]:
        """Every content key used here as (place, key)."""
        for way in ("say", "pace"):
            if key := getattr(self.file, way):
                yield (way,), key
        for turn, key in enumerate(self.file.stay):
            yield ("stay",) if len(self.file.stay) == 1 else ("stay", turn), key
        for number, choice in self.file.choices.items():
            yield ("choices", number, "label"), choice.label


class EntrySource(msgspec.Struct, frozen=True):
    """One content entry in one language."""

    language: str
    key: str
    document: Document
    file: EntryFile
    label: bool
    """Written as bare words, without source: a label."""

    @property
    def spoken(self) -> str:
        """What a call says."""
        return self.file.voice or self.file.text

    @property
    def written(self) -> tuple[tuple[str, str], ...]:
        """(field, words) for each wording that was written."""
        fields = (("text", self.file.text), ("voice", self.file.voice))
        more = (("only_if", sentence) for sentence in self.file.only_if.values())
        return tuple((field, words) for field, words in (*fields, *more) if words)

    def problem(self, field: str, code: str, message: str, *, severity: Severity = "error") -> Problem:
        """A problem at one field of the entry, or at its key."""
        value = self.document.value(self.key)
        if isinstance(value, Scalar) or not field:
            return self.document.problem((self.key,), code, message, key=not field, severity=severity)
        return self.document.problem((self.key, field), code, message, severity=severity)


class NumberSource(msgspec.Struct, frozen=True):
    """One entry of content/numbers.yaml."""

    name: str
    document: Document
    file: NumberFile

    def problem(self, field: str, code: str, message: str, *, severity: Severity = "error") -> Problem:
        """A problem at one field of the number."""
        return self.document.problem((self.name, field), code, message, severity=severity)


class ProgrammeSource(msgspec.Struct, frozen=True):
    """content/programme.yaml."""

    document: Document
    file: ProgrammeFile

    def problem(self, field: str, code: str, message: str, *, severity: Severity = "error") -> Problem:
        """A problem at one field of the file."""
        return self.document.problem((field,) if field else (), code, message, severity=severity)


class WordsSource(msgspec.Struct, frozen=True):
    """The words of one language that mean a command."""

    language: str
    document: Document
    words: Mapping[str, list[str]]


class AvoidSource(msgspec.Struct, frozen=True):
    """Words and promises that one language does without."""

    language: str
    document: Document
    file: AvoidFile


class LanguageSource(msgspec.Struct, frozen=True):
    """How people answer in one language."""

    language: str
    document: Document
    file: LanguageFile


class FactSource(msgspec.Struct, frozen=True):
    """What one text must say, and which numbers it may."""

    key: str
    document: Document
    file: FactFile


class ClaimSource(msgspec.Struct, frozen=True):
    """One fact of the register."""

    id: str
    document: Document
    file: ClaimFile

    def problem(self, field: str, code: str, message: str, *, severity: Severity = "error") -> Problem:
        """A problem at one field of the claim, or at its id."""
        steps = (self.id, field) if field else (self.id,)
        return self.document.problem(steps, code, message, key=not field, severity=severity)


class Sources(msgspec.Struct):
    """Everything staff wrote, as far as it could be read."""

    languages: tuple[str, ...] = ()
    flows: dict[str, FlowSource] = {}
    nodes: dict[str, NodeSource] = {}
    entries: dict[str, dict[str, EntrySource]] = {}
    """language -> content key -> entry."""
    numbers: dict[str, NumberSource] = {}
    words: dict[str, WordsSource] = {}
    avoid: dict[str, AvoidSource] = {}
    drugs: DrugSources = msgspec.field(default_factory=DrugSources)
    speech: dict[str, LanguageSource] = {}
    facts: dict[str, FactSource] = {}
    """content key -> what must stand in it."""
    claims: dict[str, ClaimSource] = {}
    signatures: dict[str, ClaimSignatures] = {}
    """Id of a claim -> role -> who signed it, and what they read."""
    signatures_document: Document | None = None
    programme: ProgrammeSource | None = None
    off: frozenset[str] = frozenset()
    """Full names of nodes that belong to a module this programme has switched off: no flow has them any more."""
    services_off: tuple[str, ...] = ()
    """What those nodes looked for, and no other does."""
    modules: frozenset[str] = frozenset()
    """What a programme may switch off here."""
    unread: frozenset[str] = frozenset()
    """Paths of files with mistakes in them: what they would have held is not reported as missing."""
    unended: frozenset[str] = frozenset()
    """Paths of files whose last line is not ended, as an upload that broke off leaves them."""
    emergency_lock: Mapping[str, Any] | None = None

    @property
    def flows_unread(self) -> bool:
        """Whether some flow could not be read, so that nobody can say what is unused or unreachable."""
        return any(path.startswith("flows/") for path in self.unread)

    def language_unread(self, language: str) -> bool:
        """Whether some content of this language could not be read."""
        return any(path.startswith(f"content/{language}/") for path in self.unread)

    def answer(self, intent: str) -> str:
        """Full name of the node that answers this intent, or an empty string."""
        for flow in self.flows.values():
            if intent in flow.file.answers:
                return full_name(flow.name, flow.file.answers[intent])
        return ""


__all__ = [
    "DEFAULT_LANGUAGE",
    "PENDING",
    "AvoidSource",
    "ClaimSource",
    "EntrySource",
    "FactSource",
    "FlowSource",
    "LanguageSource",
    "NodeSource",
    "NumberSource",
    "ProgrammeSource",
    "Sources",
    "WordsSource",
    "full_name",
    "mark_of",
]
