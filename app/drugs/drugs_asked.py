"""What a message asks about drugs: two or more together, one by its name, or one that nobody here knows."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Literal

import msgspec

from app.drugs.knowledge import Knowledge, MixingWords
from app.drugs.lexicon import Lexicon, NamedDrug
from app.drugs.tokens import JOINERS, tokens

_AMOUNT = re.compile(r"\d{1,4}(?:s|mg|mgs|mcg|ml|g|gs)?")
"""How strong, or how many: "perc 30s", "2 xans" ask about the drugs all the same."""


class DrugsAsked(msgspec.Struct, frozen=True):
    """What was asked."""

    about: Literal["mix", "name", "tested", "loosely", "one_unknown", "unknown"]
    named: tuple[NamedDrug, ...]
    language: str
    """The language whose words stand around the names, or an empty string for names alone."""


MOST_STRANGE = 3
"""Words nobody listed that may stand around two drugs joined by a word, where the whole message is about taking drugs."""

MOST_JOINED = 12
"""Words of a message that joins a drug to those before it."""


class _Words:
    """The words of one language that may stand around names, folded."""

    def __init__(self, words: MixingWords) -> None:
        self.joins = frozenset(tokens(" ".join(words.joins))) | JOINERS
        self.mixes = frozenset(tokens(" ".join(words.mixes)))
        self.around = frozenset(tokens(" ".join(words.around))) | self.joins | self.mixes
        self.names_only = frozenset(tokens(" ".join(words.names_only)))
        self.tests = frozenset(tokens(" ".join(words.tests)))
        self.of_tests = self.tests | frozenset(tokens(" ".join(words.tests_around)))


class DrugQuestions:
    """Reads messages for what they ask about drugs."""

    def __init__(self, knowledge: Knowledge) -> None:
        self.lexicon = Lexicon(knowledge)
        self._words = {language: _Words(words) for language, words in knowledge.mixing.items()}

    def asked(self, text: str, language: str) -> DrugsAsked | None:
        """What the whole message asks about drugs; None where anything else is in it, for others to read."""
        words = tokens(text)
        if not words or len(words) > 30:
            return None
        named = self.lexicon.find(words, language)
        order = sorted(self._words, key=lambda one: one != language)
        for one in order:
            if found := self._asked(words, named, one, language):
                return found
        return None

    def names_one(self, text: str) -> bool:
        """Whether a drug is named here, by more than slang that may be any word."""
        return any(not name.slang for name in self.lexicon.find(tokens(text), ""))

    def also(self, text: str, language: str) -> tuple[NamedDrug, ...]:
        """The drugs that a message joins to those spoken of before it, "and if im on zoloft"; none where it says anything else."""
        words = tokens(text)
        named = self.lexicon.find(words, language)
        if not named or len(words) > MOST_JOINED:
            return ()
        covered = {at for name in named for at in range(name.start, name.end)}
        rest = {word for at, word in enumerate(words) if at not in covered and not _AMOUNT.fullmatch(word)}
        for known in self._words.values():
            if rest <= known.around and not rest.isdisjoint(known.joins | known.mixes):
                return tuple(named)
        return ()

    def _asked(self, words: list[str], named: list[NamedDrug], spoken: str, language: str) -> DrugsAsked | None:
        known = self._words[spoken]
        named = [name for name in named if not (name.slang and set(words[name.start : name.end]) <= known.around)]
        covered = {at for name in named for at in range(name.start, name.end)}
        rest = [at for at in range(len(words)) if at not in covered]
        strange = [at for at in rest if words[at] not in known.around and not _AMOUNT.fullmatch(words[at])]
        mixing = any(words[at] in known.mixes for at in rest)
        if strange and len(strange) <= 2:
            named = self._with_slips(words, named, strange, language)
            covered = {at for name in named for at in range(name.start, name.end)}
            strange = [at for at in strange if at not in covered]
            rest = [at for at in rest if at not in covered]
        around = spoken if any(words[at] not in JOINERS for at in rest) else ""
        drugs = {name.drug for name in named}
        certain = mixing or any(not name.slang for name in named)
        if (
            len(drugs) == 1
            and known.tests.intersection(words)
            and known.of_tests.issuperset(words[at] for at in strange)
        ):
            return DrugsAsked("tested", tuple(named[:1]), around)
        if len(named) > 1 and not strange and certain:
            return DrugsAsked("mix", tuple(named), around)
        if len(drugs) > 1 and certain and len(strange) <= MOST_STRANGE and _joined(words, named, known):
            return DrugsAsked("loosely", tuple(named), around)
        if mixing and strange and len(strange) <= 4 and _side_by_side(words, named, strange, known):
            return DrugsAsked("one_unknown" if drugs else "unknown", tuple(named), around)
        if len(named) == 1 and not mixing and not named[0].slang and all(words[at] in known.names_only for at in rest):
            return DrugsAsked("name", tuple(named), around)
        return None

    def _with_slips(
        self, words: list[str], named: list[NamedDrug], strange: list[int], language: str
    ) -> list[NamedDrug]:
        slips = [
            NamedDrug(name.drug, name.shown, at, at + 1)
            for at in strange
            if (name := self.lexicon.nearly(words[at], language)) is not None
        ]
        return sorted([*named, *slips], key=lambda name: name.start)


def _joined(words: list[str], named: list[NamedDrug], known: _Words) -> bool:
    """Whether two different drugs stand on both sides of a joining word, or one name is for several."""
    return any(
        one.drug != other.drug
        and (one.start == other.start or (other.start == one.end + 1 and words[one.end] in known.joins))
        for one, other in pairwise(named)
    )


def _side_by_side(words: list[str], named: list[NamedDrug], strange: list[int], known: _Words) -> bool:
    """Whether something unknown stands where a second drug would: on one side of a joining word."""
    things = {at for name in named for at in range(name.start, name.end)} | set(strange)
    joins = [at for at in range(1, len(words) - 1) if words[at] in known.joins]
    sides = [{at - 1, at + 1} for at in joins]
    return any(both <= things and both & set(strange) for both in sides)
