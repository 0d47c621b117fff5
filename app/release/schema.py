"""What staff files may hold, as pydantic models: the one source for reading them and for the editors' JSON Schema."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from datetime import date
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema

from app.engine import actions, commands
from app.engine.listed_words import LANGUAGE
from app.features import FEATURES
from app.places.site import SERVICES
from app.release.problems import did_you_mean, shown
from app.understanding.meaning import INTENTS, TOPICS

ACTIONS = {*actions.ACTIONS, *(name for feature in FEATURES for name in feature.talk.actions)}
COMMANDS = (*commands.COMMANDS, LANGUAGE)
"""What a caller can say anywhere, each with its words in `words.yaml`."""
ANSWERS = (
    "ok", "around", "yes", "no", "ok_said", "coming", "coming_said", "cannot", "more_time", "unwell", "so_so", "what_then", "alarm_asked", "repeat", "stop_calls", "wrong_number", "hurried", "busy", "rather", "where", "noted", "not_me",
    "place_closed", "place_empty", "place_hours", "place_moved", "first", "second", "third",
)  # fmt: skip
"""Plain answers, each with its words in `language.yaml`; `around` is what may stand beside an ok."""
REPORTS = (
    "given",
    "given_again",
    "no_change",
    "breathing",
    "bad_breathing",
    "asleep",
    "awake",
    "leaving",
    "vomiting",
    "no_naloxone",
    "one_dose",
    "how_to_spray",
    "how_to_inject",
    "how_to_breathe",
    "no_cpr",
    "alone",
    "me",
    "cannot_call",
    "police",
    "help_is_here",
    "dead",
    "not_that",
    "drop_off",
    "expired",
    "for_a_child",
    "more_doses",
    "has_naloxone",
    "what_drug",
    "nothing_new",
)
"""What people tell beside somebody who may be dying; a flow's `hears` says where each leads."""
KINDS = ("call", "text", "call_or_text")
LEVELS = ("emergency", "core", "full")
"""How much of the line a language has; which texts each level needs stands in `app.release.levels`."""

FORMULAS = ("english", "spanish", "none")
"""Ways to tell how hard a text is to read: see `app.release.lint.reading`."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
_TARGET = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z][a-z0-9_]{0,39})?\Z")
_KEY = re.compile(r"[a-z][a-z0-9_]{0,39}(\.[a-z0-9][a-z0-9_]{0,39}){1,3}\Z")


def _matching(pattern: re.Pattern[str], rule: str) -> Callable[[str], str]:
    def check(text: str) -> str:
        if not pattern.match(text):
            raise ValueError(f"'{shown(text)}' is no name this file can have. {rule}")
        return text

    return check


def one_of(known: Collection[str], what: str) -> Any:
    """A text that must be in a closed list, named with the nearest known word when it is not."""

    def check(text: str) -> str:
        if text not in known:
            near = did_you_mean(text, known) or f" Use one of: {', '.join(sorted(known)[:12])}."
            raise ValueError(f"'{shown(text)}' is not {what}.{near}")
        return text

    return AfterValidator(check)


def _blanks(count: int) -> Callable[[str], str]:
    """A text in which {} stands so often, and no other brace."""

    def check(text: str) -> str:
        rest = text.replace("{}", "")
        if text and (text.count("{}") != count or "{" in rest or "}" in rest):
            raise ValueError(f"'{shown(text)}' needs {count} {{}}: what is filled in stands there.")
        return text

    return check


def _yes(value: object) -> object:
    """`yes` and `no`, which YAML 1.2 leaves as words."""
    if value in ("yes", "true", "True", True):
        return True
    if value in ("no", "false", "False", False):
        return False
    raise ValueError(f"'{shown(str(value))}' is neither yes nor no. Write yes, or take the line out.")


def _day(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value} is not a real date. Look at the month and the day.") from None
    raise ValueError(f"'{shown(str(value))}' is not a date. Write it as year-month-day, like 2026-11-23.")


def _several(value: object) -> object:
    return [value] if isinstance(value, str) else value


_NAMES = "Use small letters a-z, digits and _, starting with a letter."
Name = Annotated[str, AfterValidator(_matching(_NAME, _NAMES))]
Target = Annotated[str, AfterValidator(_matching(_TARGET, "Write a node of this file, or flow.node for another."))]
Key = Annotated[str, AfterValidator(_matching(_KEY, "Write it like naloxone.how: small letters, a dot between."))]
Keys = Annotated[
    list[Key],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Module = Name
Condition = Name
"""What may hold of a programme; which there are is for the check, since flows name modules."""
Number = Annotated[
    str,
    AfterValidator(_matching(re.compile(r"[1-8]\Z"), "Choices are numbered 1 to 8.")),
    WithJsonSchema({"type": "string", "pattern": "^[1-8]$"}),
]
Yes = Annotated[bool, BeforeValidator(_yes), WithJsonSchema({"enum": [True, False, "yes", "no"]})]
Day = Annotated[
    date, BeforeValidator(_day), WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"})
]
Several = Annotated[
    list[str],
    BeforeValidator(_several),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}),
]
Intent = Annotated[
    str, one_of(INTENTS, "something people mean (an intent)"), WithJsonSchema({"type": "string", "enum": [*INTENTS]})
]
Topic = Annotated[
    str,
    AfterValidator(_matching(_NAME, _NAMES)),
    WithJsonSchema(
        {"anyOf": [{"type": "string", "enum": [*TOPICS]}, {"type": "string", "pattern": _NAME.pattern[:-2] + "$"}]}
    ),
]
"""A name of ours, which editors complete, or one that staff made: its words stand in questions_asked.yaml."""
Action = Annotated[
    str, one_of(ACTIONS, "something a node can do"), WithJsonSchema({"type": "string", "enum": sorted(ACTIONS)})
]
Service = Annotated[
    str, one_of(SERVICES, "a service that can be found"), WithJsonSchema({"type": "string", "enum": sorted(SERVICES)})
]
Kind = Annotated[str, one_of(KINDS, "a kind of number"), WithJsonSchema({"type": "string", "enum": [*KINDS]})]
Command = Annotated[
    str,
    one_of(COMMANDS, "something a caller can say anywhere"),
    WithJsonSchema({"type": "string", "enum": [*COMMANDS]}),
]
Answer = Annotated[str, one_of(ANSWERS, "a plain answer"), WithJsonSchema({"type": "string", "enum": [*ANSWERS]})]
Report = Annotated[
    str, one_of(REPORTS, "something told in an emergency"), WithJsonSchema({"type": "string", "enum": [*REPORTS]})
]
Level = Annotated[str, one_of(LEVELS, "a level"), WithJsonSchema({"type": "string", "enum": [*LEVELS]})]
OneBlank = Annotated[str, AfterValidator(_blanks(1))]
TwoBlanks = Annotated[str, AfterValidator(_blanks(2))]
Formula = Annotated[
    str, one_of(("", *FORMULAS), "a reading formula"), WithJsonSchema({"type": "string", "enum": [*FORMULAS]})
]
Language = Annotated[str, AfterValidator(_matching(re.compile(r"[a-z]{2}\Z"), "Write two letters, like en or es."))]
# A mark of digits only, or with an e between digits, is a number to an editor.
Mark = Annotated[str, WithJsonSchema({"type": ["string", "number"]})]


class Model(BaseModel):
    """What all parts of staff files share: nothing unknown may stand in them."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class ChoiceFile(Model):
    """One numbered way out of a node."""

    label: Key = Field(description="Content key of a few words that say where this leads.")
    go: Target = Field(description="The node it leads to: a node of this file, or flow.node.")
    only_if: Condition = Field("", description="Only there where this holds of content/programme.yaml: has_syringes.")


class NodeFile(Model):
    """One place in a flow."""

    say: Key = Field("", description="Content key of what is said here.")
    choices: dict[Number, ChoiceFile] = Field({}, description="Numbers 1 to 8 that people text or press.")
    next: Target = Field("", description="The following step: NEXT, or key 1. Choices then start at 2.")
    go: Target = Field("", description="Say this and go on at once, in the same reply.")
    do: Action = Field("", description="An action from the closed list.")
    service: Service = Field("", description="For find_sites: what to look for.")
    language: Language = Field("", description="For switch_language: which one.")
    line: Name | Literal[""] = Field(
        "", description="For by_hour: a number of content/numbers.yaml that has 'staffed'."
    )
    otherwise: Target = Field("", description="Where an action leads when it finds nothing.")
    follow_ups: dict[Name, Target] = Field(
        {}, description="What people ask next about this, by its name in language.yaml, and the node it leads to."
    )
    stay: Keys = Field(
        [],
        description="Of a hard talk: said when what comes next is unclear, so that nobody is led away; several in turn.",
    )
    done: Yes = Field(False, description="The flow rests here.")
    pace: Key = Field("", description="On a call: spoken every 5 seconds until a key is pressed.")
    module: Module = Field("", description="What a programme may switch off: this node is part of it.")
    text_me: Yes | None = Field(
        None, description="On a call: whether key 8 texts this. Without it: where a fact is said, or places are found."
    )


class FlowFile(Model):
    """One file in flows/."""

    flow: Name = Field(description="Same as the file name.")
    about: str = Field(description="One line for the people who edit this.")
    word: dict[Language, str] = Field({}, description="Texting this word opens the flow from anywhere.")
    start: Target = Field(description="The node it begins with.")
    answers: dict[Intent, Target] = Field({}, description="What people mean, and the node it leads to.")
    topics: dict[Topic, Target] = Field({}, description="What people ask about, and the node it leads to.")
    hears: dict[Report, Target] = Field(
        {}, description="In an emergency: what people tell next, and the node it leads to."
    )
    offers_steps: Yes = Field(False, description="Each page here must offer a way to the overdose steps.")
    follow_ups: dict[Name, Target] = Field({}, description="The same for every node of this flow.")
    module: Module = Field("", description="What a programme may switch off: every node of this flow is part of it.")
    text_me: Yes = Field(True, description="On a call: no, where nothing of this flow is to be had as a text.")
    nodes: dict[Name, NodeFile] = Field(description="The places of this flow.")


class EntryFile(Model):
    """One content entry with what is said and where it comes from."""

    text: str = Field(description="As a text message.")
    voice: str = Field("", description="As spoken, only where speaking needs other words.")
    also: list[str] = Field([], description="Of a label: other whole messages that choose it: [he is breathing].")
    only_if: dict[Condition, str] = Field(
        {},
        description="Sentences said after it where something holds of content/programme.yaml: {hours: We open at ...}",
    )
    plain: Yes = Field(False, description="Words of the line itself: no fact, so no source needed.")
    of: Mark = Field("", description="Mark of the text it was translated from; porchlight translated writes it.")
    claims: list[Name] = Field(
        [], description="Facts of content/facts.yaml that it says, by their ids; in the first language only."
    )
    source: Several = Field([], description="Without claims: web address where the fact comes from, or a list of them.")
    reviewed: Day | None = Field(None, description="When somebody last compared it with its source.")
    review_by: Day | None = Field(None, description="When to look again.")
    reviewed_by: str = Field("", description="Who signed it, or: pending clinical review.")
    reviewed_of: str = Field("", description="Mark of what was reviewed; porchlight reviewed writes it.")
    accept: dict[str, str] = Field({}, description="Code of a check that may pass here, and the reason why.")

    @property
    def whole(self) -> str:
        """All that it may say as a text: for marks, which any change must lose."""
        more = [f"[{condition}] {sentence}" for condition, sentence in self.only_if.items()]
        return "\n".join([self.text, *more])


Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
DAYS: tuple[Weekday, ...] = get_args(Weekday)
Clock = Annotated[str, Field(pattern=r"^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$")]


def minute_of(clock: str) -> int:
    """The minute of the day that a clock such as 17:30 shows."""
    hours, minutes = clock.split(":")
    return 60 * int(hours) + int(minutes)


class StaffedFile(Model):
    """When people answer a line that is not there day and night, by its own page."""

    days: list[Weekday]
    opens: Clock = Field(description="Like 10:00.")
    closes: Clock = Field(description="Like 18:00; 24:00 is midnight.")
    zone: str = Field(description="Like America/New_York.")


class NumberFile(Model):
    """One phone number that texts may use as {phone.NAME}."""

    name: str
    number: str = Field(description="Like 800-484-3731, or a short code in quotes.")
    kind: Kind
    put_through: Yes = Field(False, description="On a call a key connects to it, wherever a page says it.")
    hours: str
    staffed: StaffedFile | None = Field(
        None, description="The same hours for `do: by_hour`, which names it first while it answers."
    )
    languages: list[Language]
    source: Several
    reviewed: Day
    review_by: Day
    reviewed_by: str
    reviewed_of: str = Field("", description="Mark of the number that was called; porchlight reviewed writes it.")
    accept: dict[str, str] = {}


class AvoidedFile(Model):
    """One word or promise that this line does not use."""

    term: Several = Field(description="The words, or a list of forms of them. * at the end stands for any ending.")
    instead: str = Field(description="What to write.")
    why: str
    source: Several = []
    unless: Several = Field([], description="Fine when one of these stands in the same text.")


class AvoidFile(Model):
    """content/<language>/avoid.yaml."""

    words: list[AvoidedFile] = []
    promises: list[AvoidedFile] = []


Words = dict[Command, list[str]]


class VoiceFile(Model):
    """Who reads a language aloud, and how its speech is recognised, at one provider."""

    name: str = Field(description="The provider's name of the voice.")
    locale: str = Field(description="The provider's code of the language, for the voice and for what is heard.")


class SignedFile(Model):
    """Who answers for a translation, and what was read; `porchlight translated LANGUAGE --by NAME` writes it."""

    by: str
    on: Day
    texts: Mark


class ScheduleFile(Model):
    """How days and times of check-ins are said back; what is missing is said as shipped."""

    days: list[str] | None = Field(None, min_length=7, max_length=7, description="Monday first.")
    once: list[str] | None = Field(None, min_length=3, max_length=3, description="Today, tomorrow, the day after.")
    daily: str = ""
    weekly: OneBlank = Field("", description="every {}")
    joined: str = Field("", alias="and", description="Between the last two days.")
    at: TwoBlanks = Field("", description="{} at {}")
    noon: str = ""
    midnight: str = ""


class LanguageFile(Model):
    """content/<language>/language.yaml: what this language is, how people ask for it and how they answer in it."""

    level: Level = Field("full", description="How much of the line is written in it: emergency, core or full.")
    name: str = Field("", description="What it calls itself: Español.")
    names: list[str] = Field([], description="Whole messages that ask for it, in any language.")
    called: dict[Language, str] = Field({}, description="What other languages of the line call it.")
    script: str = Field("", description="A script only it is written in here, as Unicode names it: CYRILLIC.")
    voices: dict[Name, VoiceFile] = Field({}, description="Per provider, its voice. Without one it is by text only.")
    unicode: Yes = Field(
        False, description="Its letters cost Unicode and are kept: without its marks words mean others."
    )
    no_voice: Yes = Field(False, description="No provider of this line has a voice for it: by text only, and known.")
    repeat_mark: str = Field("", description="Stands before a text that may have arrived already: (repeat).")
    draft: Yes = Field(False, description="No caller of a real line gets it until a translator has signed.")
    signed: SignedFile | None = Field(None, description="Who signed the translation; written by porchlight.")
    cries: list[str] = Field([], description="What means that somebody is dying: words in order, as in reports.")
    answers: dict[Answer, list[str]] = Field({}, description="Plain answers: whole messages.")
    reports: dict[Report, list[str]] = Field({}, description="What people tell in an emergency: words in order.")
    follow_ups: dict[Name, list[str]] = Field(
        {}, description="What people ask next about a page: words in order; the flows say of which, and where it leads."
    )
    common: list[str] = Field([], description="Small words that tell this language from the others.")
    hints: list[str] = Field([], description="Words a recogniser on calls should expect: naloxone, test strips.")
    parts: dict[Name, list[str]] = Field({}, description="What safety texts must say: the words that say each part.")
    fact_words: list[str] = Field(
        [], description="Words that make a sentence a medical or legal fact: no text without a source may have one."
    )
    reading: Formula = Field(
        "", description="How hard its texts are to read is told by this formula: english, spanish or none."
    )
    schedule: ScheduleFile = Field(
        ScheduleFile.model_validate({}), description="Words of days and times, as check-ins say them back."
    )
    digits: list[str] = Field([], description="Words for 0 to 9 that choose from a list; taken up by make shipped.")
    letters: str = Field("", description="Letters that only it is written with here; taken up by make shipped.")
    softened: list[str] = Field([], description="Words that turn an order to call 911 into advice.")
    units: dict[Name, list[str]] = Field({}, description="Words for one unit: sprays, breaths, seconds.")
    number_words: dict[str, str] = Field({}, description="Numbers as words, where a unit follows: {one: '1'}.")


class FactFile(Model):
    """content/facts.yaml, for one text: what must stand in it."""

    figures: list[str] = Field(
        [],
        description="Numbers the text may hold beside those of its claims, with their unit: [911, 1 dose]. No other may.",
    )
    says: list[Name] = Field([], description="Parts that must stand in it, from parts of language.yaml.")
