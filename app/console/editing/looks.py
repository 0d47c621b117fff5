"""What one text would come to if it were saved now: its cost, how hard it is to read, and what the check says of it.

The same rules as `porchlight check`, over a reading in which only this text is looked at.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

import msgspec

from app.base.clock import now
from app.console.editing.by_content import ByContent
from app.console.editing.first_look import content_name
from app.language.sms_text import blanks_in, fill, not_gsm, segments
from app.release.compile import compile_release
from app.release.lint import FIRST, Case, length, readability
from app.release.lint.rule import USUAL_BLANKS, Rule
from app.release.problems import Problem, by_cause
from app.release.programme import applied
from app.release.read_sources import read_sources
from app.release.sources import EntrySource, Sources, mark_of
from app.release.staff_files import flows_and_texts

RULES = (*FIRST, *(part for part in vars(length).values() if isinstance(part, Rule)))
"""Every rule that needs no engine run, and what texts cost."""


class FieldFigures(msgspec.Struct, frozen=True):
    """What one wording costs and how it reads."""

    segments: int
    encoding: str
    units: int
    whole: str
    """The message as a phone shows it, its list and its blanks filled in."""
    costly: str
    """Letters that make it cost more."""
    grade: float | None
    most_grade: float
    blanks: tuple[tuple[str, str], ...]
    """(blank, what fills it)."""


class TextLook(msgspec.Struct, frozen=True):
    """One text in one language."""

    language: str
    figures: FieldFigures
    problems: tuple[Problem, ...]
    stale: bool
    """Whether it is a translation of words that are others by now."""


class OneTextCase(Case):
    """A reading in which rules look at one text alone."""

    def __init__(self, sources: Sources, key: str, settings: Mapping[str, str], today: datetime.date) -> None:
        super().__init__(sources, compile_release(sources, settings, release="draft"), today=today)
        self._key = key

    def entries(self, code: str) -> Iterator[EntrySource]:
        """This text in each language."""
        return (entry for entry in super().entries(code) if entry.key == self._key)


def read_case(files: Mapping[str, bytes], key: str, settings: Mapping[str, str]) -> OneTextCase:
    """These files, read for this text."""
    sources = applied(read_sources(flows_and_texts(files))[0])
    return OneTextCase(sources, key, settings, now().date())


def looks(case: OneTextCase, key: str) -> dict[str, TextLook]:
    """Language -> what this text comes to there."""
    held = {language: entries[key] for language, entries in case.sources.entries.items() if key in entries}
    problems = [problem for rule in RULES for problem in _found(rule, case)]
    first = held.get(case.sources.languages[0]) if case.sources.languages else None
    return {
        language: TextLook(
            language,
            figures_of(case, entry),
            by_cause(one for one in problems if _is_of(one, entry)),
            first is not None and entry is not first and entry.file.of != mark_of(first.file.whole, first.file.voice),
        )
        for language, entry in held.items()
    }


LOOKS: ByContent[dict[str, TextLook]] = ByContent(64)


def looked_up(files: Mapping[str, bytes], key: str) -> bool:
    """Whether it is known what this text comes to in these files."""
    return LOOKS.known(content_name(flows_and_texts(files), key)) is not None


def looked_up_or_found(files: Mapping[str, bytes], case: OneTextCase, key: str) -> dict[str, TextLook]:
    """What this text comes to in these files, which the case was read from; worked out once for each content."""
    return LOOKS.of(content_name(flows_and_texts(files), key), lambda: looks(case, key))


def _found(rule: Rule, case: Case) -> list[Problem]:
    try:
        return list(rule.find(case))
    except Exception:  # a release that does not hang together yet: the check of the whole draft says why
        return []


def _is_of(problem: Problem, entry: EntrySource) -> bool:
    """Whether the problem stands within this entry."""
    if problem.path != entry.document.path:
        return False
    first, last = _lines(entry)
    return first <= problem.line <= last


def _lines(entry: EntrySource) -> tuple[int, int]:
    root = entry.document.root
    if root is None:
        return 0, 0
    lines = sorted(one.key.line for one in root.entries.values())
    first = root.entries[entry.key].key.line
    after = next((line for line in lines if line > first), 10**9)
    return first, after - 1


def figures_of(case: Case, entry: EntrySource) -> FieldFigures:
    """What this entry costs as a text, list and all, and how it reads."""
    text = entry.file.text
    whole = _whole(case, entry)
    cost = segments(whole)
    values = {name: value or USUAL_BLANKS.get(name, "") for name, value in case.release.blanks.items()}
    urgent = entry.key in case.emergency_keys - case.labels
    return FieldFigures(
        segments=cost.count,
        encoding=cost.encoding,
        units=cost.units,
        whole=whole,
        costly=not_gsm(text),
        grade=readability.grade(text, case.formula(entry.language)),
        most_grade=readability.MOST_GRADE_EMERGENCY if urgent else readability.MOST_GRADE,
        blanks=tuple((name, values.get(name, "")) for name in dict.fromkeys(blanks_in(text))),
    )


def _whole(case: Case, entry: EntrySource) -> str:
    """The longest message this text is in."""
    values = {name: value or USUAL_BLANKS.get(name, "") for name, value in case.release.blanks.items()}
    plain = fill(entry.file.text, values)
    try:
        said = [
            case.library.shown(node, entry.language).text
            for node in case.release.nodes.values()
            if node.say == entry.key
        ]
    except Exception:  # a release that does not hang together cannot be shown: the words alone
        said = []
    return max([plain, *said], key=len)
