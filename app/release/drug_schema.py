"""What the drug files may hold, as pydantic models: content/drugs.yaml and its words in each language."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, WithJsonSchema

from app.drugs.knowledge import SIGNS, STATUSES
from app.release.schema import Day, Model, Name, Several, Target, Yes, _matching, one_of

TAKEN = ("breathe", "inject", "smoke", "snort", "swallow")
STRIPS = ("benzo", "fentanyl", "medetomidine", "nitazene", "xylazine")
WORDS = (
    "dangerous", "unsafe", "caution", "low", "less", "pair", "worst", "prescribed", "no_rule", "sleepy", "same",
    "one_unknown", "unknown", "card", "times", "onset", "lasts", "range", "sec", "min", "h", "d", "more", "and", "tested",
)  # fmt: skip

_SPAN = re.compile(r"\d{1,3}-\d{1,3} (sec|min|h|d)\Z")


def _listed(value: object) -> object:
    """Words between spaces, or a list of them."""
    return value.split() if isinstance(value, str) else value


Span = Annotated[str, AfterValidator(_matching(_SPAN, "Write it like 5-15 min: two numbers and sec, min, h or d."))]
Status = Annotated[str, one_of(STATUSES, "a status"), WithJsonSchema({"type": "string", "enum": [*STATUSES]})]
Sign = Annotated[str, one_of(SIGNS, "a sign"), WithJsonSchema({"type": "string", "enum": [*SIGNS]})]
Way = Annotated[str, one_of(TAKEN, "a way of taking"), WithJsonSchema({"type": "string", "enum": [*TAKEN]})]
Strip = Annotated[str, one_of(STRIPS, "a test strip"), WithJsonSchema({"type": "string", "enum": [*STRIPS]})]
Grade = Annotated[str, one_of("ABC", "a grade of evidence"), WithJsonSchema({"type": "string", "enum": [*"ABC"]})]
Wordlist = Annotated[
    list[str],
    BeforeValidator(_listed),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]


class SubstanceFile(Model):
    """One drug."""

    classes: list[Name] = Field(description="What it is like: rules are written for classes.")
    page: Target | None = Field(None, description="flow.node that says most about it.")
    card: Yes = Field(False, description="Its name alone brings a card, written in content/<language>/drugs.yaml.")
    taken: list[Way] = Field([], description="How it is taken.")
    onset: Span | None = Field(None, description="When it is felt, like 5-15 min.")
    lasts: Span | None = Field(None, description="How long it lasts, like 3-5 h.")
    detected: Span | None = Field(None, description="How long a urine test may find it, like 1-3 d.")
    strips: list[Strip] = Field([], description="Strips that find it, or what is often in it.")
    source: Several = Field(description="Names from 'sources:' above.")


class RuleFile(Model):
    """What holds between two."""

    between: list[Name] = Field(min_length=2, max_length=2, description="Two classes, or names of drugs.")
    status: Status
    sign: Sign | None = Field(None, description="Which emergency line follows.")
    evidence: Grade = Field(description="A: regulator or label. B: review or case series. C: charts only.")
    prescribed: Yes = Field(False, description="One may be a medicine that must not be stopped at once.")
    source: Several
    uses: Name | None = Field(None, description="Another rule whose words this one says.")


class DrugsFile(Model):
    """content/drugs.yaml."""

    reviewed: Day
    review_by: Day
    reviewed_by: str
    reviewed_of: str = Field(
        "", description="Written by `porchlight reviewed`: what this file said when it was signed."
    )
    sources: dict[Name, str]
    sedating: list[Name]
    substances: dict[Name, SubstanceFile]
    rules: dict[Name, RuleFile]


class CalledFile(Model):
    """What one drug is called, content/<language>/drugs.yaml."""

    name: str
    also: list[str] = Field([], description="Names that mean it wherever they stand.")
    slang: list[str] = Field([], description="Ordinary words that mean it only beside another drug's name.")
    text: str = Field("", description="Its card.")


class AdviceFile(Model):
    """Why, and what to do."""

    why: str
    do: str


class MixingFile(Model):
    """content/<language>/mixing.yaml."""

    words: dict[str, str]
    signs: dict[Sign, str]
    joins: Wordlist
    mixes: Wordlist
    around: Wordlist
    names_only: Wordlist
    tests: Wordlist = Field([], description="Words of a urine test; with one drug's name they ask how long it shows.")
    tests_around: Wordlist = Field([], description="Words that may stand in such a question besides.")
    combos: dict[str, list[Name]] = Field({}, description="One name for several drugs taken together.")
    rules: dict[Name, AdviceFile]


Names = dict[Name, CalledFile]
