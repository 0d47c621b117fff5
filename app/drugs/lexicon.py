"""Which drugs a message names: the longest name wins, slips of spelling are forgiven where they cannot mean anything else."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from app.drugs.knowledge import Knowledge
from app.drugs.tokens import JOINERS, tokens

FORGIVEN = 7
"""Letters a name needs before one slip in it is forgiven: shorter ones are too near to ordinary words."""
MOST_OF_A_COMBO = 3
"""Words of the longest name for several drugs."""
MOST_TOKENS = 40
"""A longer message tells a story, and is read by what it means."""


class NamedDrug(msgspec.Struct, frozen=True):
    """One drug in a message."""

    drug: str
    written: str
    """The listed name the caller used: never the caller's own letters."""
    start: int
    end: int
    slang: bool = False


class _Name(msgspec.Struct, frozen=True):
    drug: str
    shown: str
    slang: bool


class Lexicon:
    """All names of all languages; a caller's own language has the last word where two share one."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._names: dict[str, dict[str, _Name]] = {language: {} for language in knowledge.called}
        self._longest: dict[str, int] = {}
        self._near: dict[str, str] = {}
        self._combos = {
            " ".join(tokens(name)): drugs for words in knowledge.mixing.values() for name, drugs in words.combos.items()
        }
        self._called = knowledge.called
        for language, called in knowledge.called.items():
            for drug, one in called.items():
                for shown in one.slang:
                    self._add(language, drug, shown, slang=True)
                for shown in (one.name, *one.also):
                    self._add(language, drug, shown, slang=False)
        self._forgive()

    def _add(self, language: str, drug: str, shown: str, *, slang: bool) -> None:
        words = tokens(shown)
        name = _Name(drug, shown, slang)
        for form in {" ".join(words), "".join(words)} if words else ():
            if slang and form in self._names[language]:
                continue
            self._names[language][form] = name
            first = form.split(" ", 1)[0]
            self._longest[first] = max(self._longest.get(first, 0), form.count(" ") + 1)

    def _forgive(self) -> None:
        """Every way to write a long name with one letter missing, unless two drugs share it."""
        for names in self._names.values():
            for form, name in names.items():
                if len(form) < FORGIVEN or " " in form or name.slang:
                    continue
                for slip in _without_one(form):
                    known = self._near.setdefault(slip, form)
                    if known and known != form and self._drug(known) != name.drug:
                        self._near[slip] = ""

    def _drug(self, form: str) -> str:
        return next((names[form].drug for names in self._names.values() if form in names), "")

    def find(self, words: list[str], language: str) -> list[NamedDrug]:
        """Every drug named, in order; a message of more than 40 words names none."""
        found: list[NamedDrug] = []
        if len(words) > MOST_TOKENS:
            return found
        at = 0
        while at < len(words):
            named = self._combo_at(words, at, language) or self._longest_at(words, at, language)
            found += named
            at = named[-1].end if named else at + 1
        return found

    def _combo_at(self, words: list[str], at: int, language: str) -> list[NamedDrug]:
        """The drugs of one name for several, which stand where it stands."""
        for size in range(min(MOST_OF_A_COMBO, len(words) - at), 0, -1):
            drugs = self._combos.get(" ".join(words[at : at + size]))
            if drugs:
                called = self._called.get(language) or next(iter(self._called.values()))
                return [NamedDrug(drug, called[drug].name, at, at + size) for drug in drugs]
        return []

    def _longest_at(self, words: list[str], at: int, language: str) -> list[NamedDrug]:
        first = words[at]
        for size in range(min(self._longest.get(first, 0), len(words) - at), 0, -1):
            name = self._lookup(" ".join(words[at : at + size]), language)
            if name is not None:
                return [NamedDrug(name.drug, name.shown, at, at + size, name.slang)]
        return []

    def _lookup(self, form: str, language: str) -> _Name | None:
        own = self._names.get(language, {}).get(form)
        if own is not None and not own.slang:
            return own
        for other, names in self._names.items():
            if other != language and (name := names.get(form)) is not None and not name.slang:
                return name
        if own is not None:
            return own
        return next((names[form] for names in self._names.values() if form in names), None)

    def nearly(self, word: str, language: str) -> _Name | None:
        """The one name this word is a slip of: a letter too many, too few, changed or swapped with its neighbour."""
        if len(word) < FORGIVEN - 1 or word in JOINERS or not word.isalpha():
            return None
        candidates = {self._near.get(word, "")}
        for slip in _without_one(word):
            if slip in self._longest and len(slip) >= FORGIVEN and self._lookup(slip, language):
                candidates.add(slip)
            candidates.add(self._near.get(slip, ""))
        drugs = {self._drug(form): form for form in sorted(candidates) if form}
        return self._lookup(next(iter(drugs.values())), language) if len(drugs) == 1 else None


def _without_one(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1 :] for at in range(len(word)))
