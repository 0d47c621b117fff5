"""What content/facts.yaml may hold of a claim, and how long a claim of each subject may stand unread: a row here is a new subject."""

from __future__ import annotations

import re
from typing import Annotated

import msgspec
from pydantic import Field, WithJsonSchema

from app.release.problems import shown
from app.release.schema import Day, FactFile, Mark, Model, Name, Several, one_of

ROLES = ("clinical", "lived", "law")
"""Who signs: a clinician, somebody who uses or used drugs, somebody who knows the law of the place."""
PRIMARY = frozenset({"guideline", "law", "study", "label"})
"""Kinds of source that say a fact themselves: a health body, a law, a study, a product's label."""
KINDS = (*sorted(PRIMARY), "own", "phone", "lived", "secondary")
"""`own` is the page of whoever offers it, `phone` a call that was made, `lived` what people who use drugs say,
`secondary` somebody's account of another source: it carries no text."""
PENDING_WORDS = "pending"
"""Stands for a quote that nobody has copied yet, and for who has not compared it yet."""


class Subject(msgspec.Struct, frozen=True):
    """What a claim is about, in the eyes of whoever keeps it fresh."""

    months: int
    """How long after it was compared with its source somebody has to look again."""
    roles: tuple[str, ...]
    """Who has to sign it; where nobody is named, any one of the roles."""
    carried_by: frozenset[str]
    """Kinds of source that can carry it."""
    strict: bool = False
    """Every single claim needs such a source, and not only every text."""

    @property
    def hurts(self) -> bool:
        """Whether a wrong word of it can hurt a caller: a text that was signed and is another now goes to nobody."""
        return bool({"clinical", "law"} & set(self.roles))


SUBJECTS: dict[str, Subject] = {
    "first_aid": Subject(24, ("clinical",), PRIMARY, strict=True),
    "dose": Subject(24, ("clinical",), PRIMARY, strict=True),
    "health": Subject(12, ("clinical",), PRIMARY),
    "treatment": Subject(12, ("clinical",), PRIMARY),
    "drug": Subject(12, ("clinical",), PRIMARY),
    "safer_use": Subject(12, ("clinical", "lived"), PRIMARY | {"lived"}),
    "supply": Subject(3, ("clinical",), PRIMARY),
    "people": Subject(12, ("lived",), PRIMARY | {"lived", "own"}),
    "law": Subject(6, ("law",), frozenset({"law", "guideline"}), strict=True),
    "service": Subject(6, (), PRIMARY | {"own", "phone"}),
    "phone": Subject(3, (), frozenset({"own", "phone", "guideline"})),
    "statistic": Subject(24, ("clinical",), PRIMARY),
}

SubjectName = Annotated[
    str, one_of(SUBJECTS, "a subject of a claim"), WithJsonSchema({"type": "string", "enum": [*SUBJECTS]})
]
SourceKind = Annotated[str, one_of(KINDS, "a kind of source"), WithJsonSchema({"type": "string", "enum": [*KINDS]})]
Role = Annotated[str, one_of(ROLES, "a role that signs"), WithJsonSchema({"type": "string", "enum": [*ROLES]})]


class ClaimFile(Model):
    """One fact of the register: what is said to be so, where that stands, and how long it may be believed unread."""

    claim: str = Field(description="What is so, in plain words: one fact.")
    subject: SubjectName = Field(description="What it is about: this says how long it stands and who signs it.")
    figures: list[str] = Field(
        [], description="Its numbers, each with its unit: [2-3 minute]. Every text that names it says each of them."
    )
    measure: Name | None = Field(
        None, description="What the figures measure: claims of one subject and measure may not differ."
    )
    quote: str = Field(
        "",
        description="The source's own words, 25 at most; `pending` until somebody copies them. Not needed beside figures.",
    )
    source: str = Field(description="Who says so, as people call it: CDC, What to do in an overdose.")
    at: str = Field(description="Web address of the page, starting with https://.")
    kind: SourceKind = Field(description="What kind of source that is.")
    more: Several = Field([], description="Further web addresses that say the same.")
    checked: Day = Field(description="When somebody last compared it with its source.")
    by: str = Field(PENDING_WORDS, description="Who compared it, or: pending.")
    until: Day | None = Field(None, description="A day on which it ends sooner than its subject says.")


class FactSignature(Model):
    """One person's name under one claim, bound to what was read."""

    by: str
    on: Day
    fact: Mark = Field(description="Mark of the claim as it was read.")
    texts: dict[str, Mark] = Field(description="language/key of each text that said it -> mark of its words.")


ClaimSignatures = dict[Role, FactSignature]


def not_a_claim(name: str, value: object) -> str:
    """What is wrong with an entry of content/facts.yaml that can be no claim at all; empty where it can."""
    if isinstance(value, dict) and value and not value.keys() - FactFile.model_fields.keys():
        return f"'{shown(name)}' is no key of a text: those have a dot. Write it like naloxone.how, or as a claim with claim:."
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,59}", name):
        return (
            f"'{shown(name)}' is no id a claim can have. Use small letters a-z, digits and _, starting with a letter."
        )
    return ""
