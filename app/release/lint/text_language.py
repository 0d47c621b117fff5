"""Each text is in the language of its folder."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec

from app.release.languages import level_of
from app.release.lint.parts import sentences
from app.release.lint.rule import Case, rule
from app.release.lint.wording import bare
from app.release.problems import Problem, shown
from app.release.sources import EntrySource

_WORD = re.compile(r"[a-z']+")
_BLANK = re.compile(r"\{[^{}]*\}")
_FEW = 3
"""Times fewer words than ours: a language of which only the steps are written."""
_MANY = 5
LEAST = 3
"""Small words of another language that tell it; one or two may be a name."""
SEEN = 2
"""Texts in which a word must stand to be of a language: one may be the very mistake."""


@rule("LANGUAGE_MIXED", each_text=True)
def no_text_is_in_another_language(case: Case) -> Iterator[Problem]:
    """A text has more of the small words of its own language (`common`) than of another's.

    Only of full languages: the few words of a partial one tell it from others, and do not count what it shares with them.
    """
    common = {language: frozenset(map(bare, pack.file.common)) for language, pack in case.sources.speech.items()}
    full = {language for language in common if common[language] and level_of(case.sources, language) == "full"}
    apart = {
        language: {other: theirs - common[language] for other, theirs in common.items() if other != language}
        for language in full
    }
    for entry in case.entries("LANGUAGE_MIXED"):
        if entry.language not in full:
            continue
        own = common[entry.language]
        for field, written in entry.written:
            words = _words(written)
            here = sum(word in own for word in words)
            for other, theirs in apart[entry.language].items():
                there = sum(word in theirs for word in words)
                if there >= LEAST and there > here:
                    message = f"This text is in '{other}', and stands in content/{entry.language}/. "
                    message += f"Write it in '{entry.language}'; the other language has a file of its own. If it is in "
                    message += f"'{entry.language}', the small words it shares belong in `common` of its language.yaml."
                    yield entry.problem(field, "LANGUAGE_MIXED", message)


class _Other(msgspec.Struct, frozen=True):
    """Another language, by the words that its texts use and ours do not; of one with few texts, a third of them tell it."""

    code: str
    theirs: frozenset[str]
    few: bool
    whole: bool

    @classmethod
    def beside(cls, own: str, code: str, used: Mapping[str, Mapping[str, int]], *, whole: bool) -> _Other:
        """That language as it is told from this one."""
        few = len(used[code]) * _FEW < len(used[own])
        least, ours = 1 if few else SEEN, used[own]
        theirs = frozenset(word for word, n in used[code].items() if n >= least and ours.get(word, 0) < SEEN)
        return cls(code, theirs, few, whole)

    def sentence_of(self, written: str) -> str:
        """A sentence of this text that is in that language, or nothing."""
        if sum(word in self.theirs for word in _words(written)) < 2:
            return ""
        parts = sentences(written) if self.whole else [written]
        fewest = _MANY if self.few else 2 if len(parts) == 1 else LEAST
        return next((part for part in parts if self._is_in(part, fewest)), "")

    def _is_in(self, part: str, fewest: int) -> bool:
        words = _words(_BLANK.sub(" ", part))
        theirs = sum(word in self.theirs for word in words)
        return theirs >= fewest and (3 if self.few else 2) * theirs >= len(words)


def _others(case: Case) -> dict[str, list[_Other]]:
    """Each full language -> every other one, as their texts tell them apart."""
    used = {language: _used(case, language) for language in case.sources.languages}
    full = {language for language in used if level_of(case.sources, language) == "full"}
    return {own: [_Other.beside(own, one, used, whole=one in full) for one in used if one != own] for own in full}


@rule("LANGUAGE_MIXED", mend=True, each_text=True, beside=_others)
def no_sentence_is_made_of_the_words_of_another_language(case: Case) -> Iterator[Problem]:
    """No sentence has mostly words that only the texts of another language use; labels count as one."""
    others = case.once(_others)
    common = {language: frozenset(map(bare, pack.file.common)) for language, pack in case.sources.speech.items()}
    for entry in case.entries("LANGUAGE_MIXED"):
        for field, written in entry.written if entry.language in others else ():
            for other in others[entry.language]:
                found = other.sentence_of(written)
                if found and not _told_whole(written, entry.language, common):
                    message = f"'{shown(found)}' is in '{other.code}', and stands in content/{entry.language}/. "
                    yield entry.problem(field, "LANGUAGE_MIXED", message + f"Write it in '{entry.language}'.")
                    break


def _told_whole(written: str, own: str, common: Mapping[str, frozenset[str]]) -> bool:
    """Whether the rule above tells of it already."""
    words = _words(written)
    here = sum(word in common.get(own, ()) for word in words)
    return any(
        (there := sum(word in theirs - common.get(own, frozenset()) for word in words)) >= LEAST and there > here
        for language, theirs in common.items()
        if language != own
    )


_counted: dict[str, tuple[dict[str, EntrySource], Counter[str]]] = {}
"""Of each language the texts counted last, and in how many of them each word stood."""


def _used(case: Case, language: str) -> Counter[str]:
    """In how many texts of this language each word stands; what was counted before is only brought up to date."""
    now = case.sources.entries.get(language, {})
    before, counted = _counted.get(language, ({}, Counter()))
    found = Counter(counted)
    for key, entry in before.items():
        if now.get(key) is not entry:
            found.subtract(_words_of(entry))
    for key, entry in now.items():
        if before.get(key) is not entry:
            found.update(_words_of(entry))
    found = +found
    _counted[language] = dict(now), found
    return found


def _words_of(entry: EntrySource) -> set[str]:
    return {word for _, written in entry.written for word in _words(written)}


@lru_cache(maxsize=16_384)
def _words(written: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(bare(written)))
