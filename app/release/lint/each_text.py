"""Rules that look at each text by itself: texts that stand as they stood before are not looked at again.

Texts are taken together by the file that holds them in the first language, with the same keys of every other language beside
them: what is compared from language to language is in one group. A group is the same while each of its entries is the one that
was read then, which it is as long as its files are.
"""

from __future__ import annotations

import msgspec

from app.release.claims.register import users
from app.release.lint.case import Case
from app.release.lint.rule import Rule
from app.release.problems import Problem
from app.release.sources import EntrySource


class Group(msgspec.Struct, frozen=True, eq=False):
    """The texts of one file of the first language, in every language."""

    name: str
    entries: tuple[EntrySource, ...]
    labels: frozenset[str]
    urgent: frozenset[str]
    """Keys among them that are said in the emergency steps."""

    def is_still(self, other: Group) -> bool:
        """Whether the other one holds the very same entries, which stand for the same."""
        return (
            len(self.entries) == len(other.entries)
            and all(mine is theirs for mine, theirs in zip(self.entries, other.entries, strict=True))
            and self.labels == other.labels
            and self.urgent == other.urgent
        )


class _Memory:
    """What was found before, of the last reading of each group."""

    def __init__(self) -> None:
        self.groups: dict[str, Group] = {}
        self.beside: dict[object, tuple[object, ...]] = {}
        self.found: dict[tuple[object, str], tuple[Group, tuple[object, ...], tuple[Problem, ...]]] = {}


_memory = _Memory()


def forget() -> None:
    """Every text is looked at again."""
    for held in (_memory.groups, _memory.beside, _memory.found):
        held.clear()


def found_in_each(rule: Rule, case: Case) -> list[Problem]:
    """What the rule finds, run over those groups alone that are others than before."""
    beside = _same_as_before(rule, case)
    found: list[Problem] = []
    for group in case.once(groups):
        kept = _memory.found.get((rule.find, group.name))
        if kept is None or kept[0] is not group or kept[1] is not beside:
            kept = group, beside, tuple(rule.find(_narrowed(case, group)))
            _memory.found[rule.find, group.name] = kept
        found += kept[2]
    return found


def _same_as_before(rule: Rule, case: Case) -> tuple[object, ...]:
    """What the rule reads beside the texts: the very thing it was before where it is equal."""
    now = (case.once(beside_texts), case.once(rule.beside) if rule.beside else None)
    before = _memory.beside.get(rule.find)
    if before is None or before != now:
        before = _memory.beside[rule.find] = now
    return before


def beside_texts(case: Case) -> tuple[object, ...]:
    """All that rules of each text read beside it: languages, lists of words, facts, claims, numbers."""
    sources = case.sources
    starts = tuple(node.file.say for node in case.emergency_starts)
    return (
        (sources.languages, sources.unread, starts, tuple(sources.entries), frozenset(case.release.blanks)),
        (sources.speech, sources.avoid, sources.facts, sources.claims),
    )


def groups(case: Case) -> tuple[Group, ...]:
    """Every text of these files in its group; a group that is as it was before is the one of then."""
    home: dict[str, str] = {}
    held: dict[str, list[EntrySource]] = {}
    for language in case.sources.languages:
        for key, entry in case.sources.entries.get(language, {}).items():
            held.setdefault(home.setdefault(key, entry.document.path), []).append(entry)
    return tuple(_group(case, name, entries) for name, entries in held.items())


def _group(case: Case, name: str, entries: list[EntrySource]) -> Group:
    keys = {entry.key for entry in entries}
    group = Group(name, tuple(entries), case.labels & keys, case.emergency_keys & keys)
    before = _memory.groups.get(name)
    if before is not None and before.is_still(group):
        return before
    _memory.groups[name] = group
    return group


def _narrowed(case: Case, group: Group) -> Case:
    """The case with the texts of this group alone."""
    entries: dict[str, dict[str, EntrySource]] = {language: {} for language in case.sources.entries}
    for entry in group.entries:
        entries[entry.language][entry.key] = entry
    return case.narrowed(entries)


def used_claims(case: Case) -> dict[str, tuple[str, ...]]:
    """Id of a claim -> keys of the texts that name it."""
    return users(case.sources)
