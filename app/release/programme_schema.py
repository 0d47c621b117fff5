"""content/programme.yaml: who runs this line, when they are there, what they have, and which modules are switched off."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema

from app.release.schema import Day, Model, Name, Several, Yes, one_of

SUPPLIES = (
    "naloxone", "syringes", "cookers", "smoking_supplies", "test_strips", "disposal", "condoms", "wound_care", "hygiene",
    "food",
)  # fmt: skip
"""What a programme hands out; each is named in content by `programme.supply.NAME`."""
LAWS = ("samaritan", "syringes", "pipes", "strips", "minors")
"""What local law is asked about."""
EVERY = ""
"""The language of a value that was written once for all of them."""


def _said(value: object) -> object:
    return {EVERY: value} if isinstance(value, str) else value


Said = Annotated[
    dict[str, str],
    BeforeValidator(_said),
    WithJsonSchema(
        {"anyOf": [{"type": "string"}, {"type": "object", "additionalProperties": {"type": "string"}}]},
    ),
]
"""Words for callers: once for every language, or per language: {en: ..., es: ...}."""
Supply = Annotated[
    str, one_of(SUPPLIES, "something a programme hands out"), WithJsonSchema({"type": "string", "enum": [*SUPPLIES]})
]
Law = Annotated[str, one_of(LAWS, "a law that is asked about"), WithJsonSchema({"type": "string", "enum": [*LAWS]})]


class AddressFile(Model):
    """Where the programme is found."""

    where: Said = Field(description="Street and number, or where the van stands.")
    how_in: Said = Field({}, description="How to find the door.")


class LawFile(Model):
    """What one local law says, in a sentence for callers, and where that stands."""

    says: Said = Field(description="One sentence, without advice.")
    source: Several = Field(description="The law itself, or a public summary of it.")
    until: Day = Field(description="When to look again; a law's own end if it has one.")


class ProgrammeFile(Model):
    """content/programme.yaml."""

    fictional: Yes = Field(
        False, description="Made up for the demo: every answer says so, and no line can be launched."
    )
    name: Said = Field(description="What callers know the programme by.")
    what: Said = Field({}, description="What it is, in a sentence.")
    run_by: Said = Field({}, description="Who runs it: a health department, a group of peers.")
    contact: Said = Field({}, description="Where the press and complaints go.")
    hours: str = Field("", description="As in the list of places: Mo-Fr 10:00-18:00; PH off")
    zone: str = Field("", description="Time zone: America/New_York.")
    country: str = Field("US", description="Two letters; whose holidays count.")
    state: str = Field("", description="Two letters; whose holidays count.")
    addresses: list[AddressFile] = Field([], description="Where it is found; several, if it moves.")
    hands_out: list[Supply] = Field([], description="What people can get there.")
    limits: Said = Field({}, description="How much of it.")
    served: Said = Field({}, description="Who may come.")
    id_needed: Yes | None = Field(None, description="Whether anybody asks for an ID card.")
    age_from: int | None = Field(None, ge=0, le=99, description="From which age on; leave it out where there is none.")
    languages: list[str] = Field([], description="Languages that people there speak: [en, es].")
    interpreter: Yes | None = Field(None, description="Whether they can call an interpreter.")
    delivery: Said = Field({}, description="Where and when they bring things.")
    mail: Said = Field({}, description="What they send, and how to ask for it.")
    law: dict[Law, LawFile] = Field({}, description="What local law says, where staff know it.")
    text_911: Said = Field({}, description="Where one can text to 911: in all of Polk County.")
    treatment_door: Said = Field({}, description="Where somebody can start treatment today.")
    lines: list[Name] = Field([], description="Local lines, by their names in numbers.yaml.")
    person_hours: Said = Field({}, description="When a person of the programme answers.")
    off: list[Name] = Field([], description="Modules (flows/*.yaml, `module:`) that nobody reaches on this line.")
    reviewed: Day | None = None
    review_by: Day | None = None
    reviewed_by: str = Field("", description="Who of the programme signed this file.")
    reviewed_of: str = Field("", description="Mark of what was signed; porchlight reviewed writes it.")


SAID = tuple("name what run_by contact limits served delivery mail text_911 treatment_door person_hours".split())
"""Fields that are words for callers, each a blank of its own."""
BLANKS = (*SAID, "hours", "address", "hands_out", "languages", "lines", "age_from", *(f"law_{law}" for law in LAWS))
"""What may stand in a text as {programme.NAME}, in a sentence that is only there where it is filled."""
CONDITIONS = frozenset(
    {*BLANKS, "fictional", "known", "id_needed", "no_id", "interpreter", "holidays_off"}
    | {f"has_{supply}" for supply in SUPPLIES}
)
"""What `only_if` may ask of a programme, besides `module_NAME`; each with `not_` in front is its opposite."""


def filled(found: ProgrammeFile | None, modules: Any = ()) -> frozenset[str]:
    """The conditions that hold for this programme; for none at all, all modules."""
    names = {f"module_{module}" for module in modules if found is None or module not in found.off}
    if found is None:
        return frozenset(names)
    names |= {name for name in SAID if getattr(found, name)} | {f"law_{law}" for law in found.law}
    names |= {f"has_{supply}" for supply in found.hands_out}
    plain = {
        "known": True,
        "fictional": found.fictional,
        "hours": bool(found.hours),
        "holidays_off": "PH off" in found.hours,
        "address": bool(found.addresses),
        "hands_out": bool(found.hands_out),
        "languages": bool(found.languages),
        "interpreter": bool(found.interpreter),
        "lines": bool(found.lines),
        "age_from": found.age_from is not None,
        "id_needed": found.id_needed is True,
        "no_id": found.id_needed is False,
    }
    return frozenset(names | {name for name, holds in plain.items() if holds})
