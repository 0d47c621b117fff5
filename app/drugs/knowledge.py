"""Drugs and the rules between them as data: what staff files are compiled to."""

from __future__ import annotations

import msgspec

STATUSES = ("dangerous", "unsafe", "caution", "low", "less")
"""Worst first: may kill at usual amounts, best avoided, less predictable, no danger known, one weakens the other."""
SIGNS = ("breath", "hot", "heart", "fit", "faint")
"""What to look for, each with its own emergency line."""


class Substance(msgspec.Struct, frozen=True):
    """One drug, whatever it is called."""

    classes: tuple[str, ...]
    page: str = ""
    """Full name of the node that says most about it."""
    card: bool = False
    """Whether its name alone brings a card of its own before that page."""
    onset: str = ""
    """As `5-15 min`."""
    lasts: str = ""
    taken: tuple[str, ...] = ()
    detected: str = ""
    """How long a urine test may find it, as `1-3 d`."""
    strips: tuple[str, ...] = ()
    """Test strips that can find it, or what is often in it."""


class PairRule(msgspec.Struct, frozen=True):
    """What holds between two classes, or one drug and a class."""

    between: tuple[str, str]
    status: str
    words: str
    """Name of the entry that says why and what to do."""
    sign: str = ""
    prescribed: bool = False
    """Whether one of the two may be a medicine that must not be stopped at once."""


class DrugNames(msgspec.Struct, frozen=True):
    """What one drug is called in one language."""

    name: str
    also: tuple[str, ...] = ()
    slang: tuple[str, ...] = ()
    """Ordinary words that mean the drug only next to another one's name, or where mixing is asked about."""
    text: str = ""


class Advice(msgspec.Struct, frozen=True):
    """Why a pair is what it is, and what to do."""

    why: str
    do: str


class MixingWords(msgspec.Struct, frozen=True):
    """All that one language says about mixing, and the words people ask with."""

    words: dict[str, str] = {}
    signs: dict[str, str] = {}
    joins: tuple[str, ...] = ()
    mixes: tuple[str, ...] = ()
    around: tuple[str, ...] = ()
    names_only: tuple[str, ...] = ()
    tests: tuple[str, ...] = ()
    """Words of a urine test."""
    tests_around: tuple[str, ...] = ()
    """Words that may stand in a question about one besides."""
    combos: dict[str, tuple[str, ...]] = {}
    """One name for several drugs taken together -> the drugs."""
    rules: dict[str, Advice] = {}


class Knowledge(msgspec.Struct, frozen=True):
    """Everything staff files say about drugs."""

    substances: dict[str, Substance] = {}
    rules: tuple[PairRule, ...] = ()
    """In the order they were written: of two that are equally bad the first is told."""
    sedating: tuple[str, ...] = ()
    called: dict[str, dict[str, DrugNames]] = {}
    """language -> drug -> its names."""
    mixing: dict[str, MixingWords] = {}
