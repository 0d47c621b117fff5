"""What rules look at: one reading of all staff files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from copy import copy
from datetime import date
from functools import cached_property
from typing import Any, TypeVar

import msgspec

from app.engine.packs import Packs
from app.engine.release import Release
from app.features import FEATURES
from app.language.shipped import shipped
from app.release.approvals import Approvals
from app.release.languages import level_of
from app.release.levels import needed
from app.release.lint.proven import Neighbourhoods
from app.release.lint.read_texts import ReadTexts
from app.release.signing import marks
from app.release.sources import EntrySource, NodeSource, Sources
from app.understanding.meaning import CRISIS

EMERGENCY_INTENTS = ("overdose_emergency", "overamp_emergency")

CRISIS_INTENT = CRISIS

Worked = TypeVar("Worked")

USUAL_BLANKS = {"line_name": "Harm Reduction Line", "line_number": "000-000-0000"}
"""What fills a blank whose setting is not there yet, so that lengths are counted as they will be."""


class Case:
    """One reading of all staff files, with what several rules need worked out once."""

    def __init__(
        self,
        sources: Sources,
        release: Release,
        *,
        today: date,
        launch: bool = False,
        production: bool = False,
        approvals: Approvals | None = None,
        texts_mark: bytes = b"",
    ) -> None:
        self.sources = sources
        self.release = release
        self.today = today
        self.launch = launch
        self.production = production
        self.approvals = approvals
        """Who approved the emergency texts; None where the lock file says it."""
        self.texts_mark = texts_mark
        """Another one when any file of content/ is; empty where nobody worked it out."""
        self._whole: Case | None = None
        """The case of which this one has some texts alone."""
        self._once: dict[Callable[[Case], Any], Any] = {}

    def once(self, work: Callable[[Case], Worked]) -> Worked:
        """What this comes to over all files, worked out once; the same where only some texts are looked at."""
        if work not in self._once:
            self._once[work] = work(self._whole or self)
        found: Worked = self._once[work]
        return found

    def narrowed(self, entries: dict[str, dict[str, EntrySource]]) -> Case:
        """The same with these texts alone; what was worked out over all of them stays as it is."""
        narrowed = copy(
            self
        )  # with what is kept of its properties: `labels` and `emergency_keys` are those of all texts
        narrowed._whole = self  # noqa: SLF001 (its own)
        narrowed.sources = msgspec.structs.replace(self.sources, entries=entries)
        return narrowed

    def entries(self, code: str) -> Iterator[EntrySource]:
        """Every entry of every language but those that accept this code with a reason; overdose steps cannot."""
        for language in self.sources.languages:
            for entry in self.sources.entries.get(language, {}).values():
                if not entry.file.accept.get(code) or entry.key in self.emergency_keys:
                    yield entry

    def part(self, language: str, name: str) -> tuple[str, ...]:
        """The words by which this language says a part of a safety text, from its language.yaml or as shipped."""
        found = self.sources.speech.get(language)
        written = found.file.parts.get(name) if found else None
        return tuple(written or shipped("parts").get(language, {}).get(name, ()))

    def fact_words(self, language: str) -> tuple[str, ...]:
        """Words that make a sentence of this language a medical or legal fact."""
        found = self.sources.speech.get(language)
        return tuple((found.file.fact_words if found else ()) or shipped("fact_words").get(language, ()))

    def formula(self, language: str) -> str:
        """The reading formula of this language, or `none`."""
        found = self.sources.speech.get(language)
        return (found.file.reading if found else "") or shipped("reading").get(language, "none")

    def speaks(self, language: str) -> bool:
        """Whether a voice reads this language aloud."""
        return self._packs.speaks(language)

    @cached_property
    def _packs(self) -> Packs:
        return Packs(self.release)

    @cached_property
    def library(self) -> ReadTexts:
        """The release as the engine answers from it, blanks filled; only for a release that hangs together."""
        blanks = {name: value or USUAL_BLANKS.get(name, "") for name, value in self.release.blanks.items()}
        release = msgspec.structs.replace(self.release, blanks=blanks)
        return ReadTexts(release, talks=tuple(feature.talk for feature in FEATURES))

    @cached_property
    def neighbourhoods(self) -> Neighbourhoods:
        """What the proofs of each node depend on."""
        return Neighbourhoods(self.library, self.emergency_keys)

    @cached_property
    def emergency_nodes(self) -> dict[str, NodeSource]:
        """The nodes that answer an emergency, and what follows or is told inside the same flows."""
        nodes = self.sources.nodes
        waiting = [name for name in map(self.sources.answer, EMERGENCY_INTENTS) if name in nodes]
        told = {name.split(".")[0]: self.release.flows.get(name.split(".")[0]) for name in waiting}
        waiting += [
            to
            for name, flow in told.items()
            if flow
            for to in flow.hears.values()
            if to in nodes and to.startswith(f"{name}.")
        ]
        found: dict[str, NodeSource] = {}
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            node = found[name] = nodes[name]
            flow = name.split(".")[0]
            waiting += [to for _, to in node.leads() if to in nodes and to.split(".")[0] == flow]
        return found

    @cached_property
    def vital_flows(self) -> frozenset[str]:
        """The flows that answer an emergency or a crisis: what leads into them is signed with the steps."""
        answered = map(self.sources.answer, (*EMERGENCY_INTENTS, CRISIS_INTENT))
        return frozenset(name.partition(".")[0] for name in answered if name) & self.sources.flows.keys()

    @cached_property
    def for_texts(self) -> tuple[object, ...]:
        """All that rules `of_texts` look at: what found nothing before finds nothing again while this is the same."""
        starts = tuple(node.file.say for node in self.emergency_starts)
        return (self.texts_mark, self.emergency_keys, self.labels, starts, self.sources.unread, self.sources.languages)

    @cached_property
    def marked_nodes(self) -> dict[str, NodeSource]:
        """The emergency nodes, and the others of their flows: what is asked before it happens leads to the steps as well."""
        flows = {name.partition(".")[0] for name in self.emergency_nodes}
        return {name: node for name, node in self.sources.nodes.items() if name.partition(".")[0] in flows}

    @cached_property
    def emergency_starts(self) -> tuple[NodeSource, ...]:
        """The nodes whose text is the first answer to an emergency."""
        names = dict.fromkeys(map(self.sources.answer, EMERGENCY_INTENTS))
        return tuple(self.sources.nodes[name] for name in names if name in self.sources.nodes)

    @cached_property
    def emergency_keys(self) -> frozenset[str]:
        """Content keys said or offered in the emergency steps."""
        keys = {key for node in self.emergency_nodes.values() for _, key in node.content_keys()}
        return frozenset(keys | {"line.emergency_line"})

    @cached_property
    def emergency_marks(self) -> dict[str, str]:
        """The mark of every emergency text and step as it is now."""
        return marks(self.sources, self.marked_nodes, self.emergency_keys, self.vital_flows)

    @cached_property
    def missing_files(self) -> dict[str, list[str]]:
        """Language -> names of files of texts that it needs, that another language has and it has not, or empty."""
        held: dict[str, dict[str, set[str]]] = {}
        for language, entries in self.sources.entries.items():
            for key, entry in entries.items():
                held.setdefault(language, {}).setdefault(entry.document.path.rsplit("/", 1)[-1], set()).add(key)
        found = {}
        for language in self.sources.languages:
            wanted = (
                None
                if language == self.sources.languages[0]
                else needed(level_of(self.sources, language), self.sources)
            )
            names = {
                name
                for files in held.values()
                for name, keys in files.items()
                if name not in held.get(language, {}) and (wanted is None or keys & wanted)
            }
            own = self.sources.entries.get(language, {})
            names = {
                n for n in names if not any(keys & own.keys() for files in held.values() if (keys := files.get(n)))
            }
            if missing := sorted(name for name in names if f"content/{language}/{name}" not in self.sources.unread):
                found[language] = missing
        return found

    def keys_of_missing_files(self, language: str) -> frozenset[str]:
        """Content keys that files missing in this language hold in others: told with the file."""
        missing = self.missing_files.get(language, [])
        if not missing:
            return frozenset()
        return frozenset(
            key
            for entries in self.sources.entries.values()
            for key, entry in entries.items()
            if entry.document.path.rsplit("/", 1)[-1] in missing
        )

    @cached_property
    def missing_flows(self) -> dict[str, int]:
        """Flow that ways lead to and that is not there -> how many ways do."""
        found: dict[str, int] = {}
        for node in self.sources.nodes.values():
            for _, target in node.leads():
                flow = target.partition(".")[0]
                if flow not in self.sources.flows and f"flows/{flow}.yaml" not in self.sources.unread:
                    found[flow] = found.get(flow, 0) + 1
        return found

    def of_a_script(self, language: str) -> bool:
        """Whether its letters cost Unicode: not Latin ones, or marks without which words mean others."""
        pack = self.sources.speech.get(language)
        return pack is not None and (bool(pack.file.script) or pack.file.unicode)

    @cached_property
    def used_keys(self) -> frozenset[str]:
        """Content keys that some node uses."""
        return frozenset(key for node in self.sources.nodes.values() for _, key in node.content_keys())

    @cached_property
    def labels(self) -> frozenset[str]:
        """Content keys that stand as the label of a choice."""
        return frozenset(
            choice.label for node in self.sources.nodes.values() for choice in node.file.choices.values()
        ) | {"line.next"}
