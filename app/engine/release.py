"""What a line says and how it flows: the data that `step` walks.

A `Release` is one published set of flows and content, as plain data: it is what the library compiles
from staff files, what is kept as the last good copy, and what sessions point into by node name.
"""

from __future__ import annotations

import msgspec

from app.drugs.knowledge import Knowledge
from app.engine.staffed import StaffedHours
from app.language.schedule_words import ScheduleWords


class Choice(msgspec.Struct, frozen=True):
    """One numbered way out of a node: the key a caller presses or texts, its label, where it leads."""

    key: str
    label: str
    """Content key of the label."""
    go: str
    """Full name of the node it leads to, `flow.node`."""


class Node(msgspec.Struct, frozen=True):
    """One place in a flow: what is said there and what may come next."""

    name: str
    """Full name, `flow.node`."""
    say: str
    """Content key; may be empty when `do` speaks for itself."""
    choices: tuple[Choice, ...] = ()
    next: str = ""
    """Where the word NEXT (key 1) leads, one step at a time."""
    go: str = ""
    """Where to go on at once, in the same reply."""
    do: str = ""
    """An action from the closed list in `app.engine.actions`."""
    service: str = ""
    """For `do: find_sites`: which service to look for."""
    language: str = ""
    """For `do: switch_language`: which language."""
    line: str = ""
    """For `do: by_hour`: which phone number, by its name."""
    otherwise: str = ""
    """Where an action leads when it cannot do its work (nothing found, nobody there)."""
    follow_ups: dict[str, str] = {}
    """What is asked next about this -> full node name."""
    stay: tuple[str, ...] = ()
    """Of a hard talk: content keys said in turn when what comes next is unclear."""
    done: bool = False
    """The flow rests here: the caller has what they asked for."""
    pace: str = ""
    """Content key spoken every five seconds on a call until a key is pressed."""
    text_me: bool = False
    """Whether a caller can have this as a text: a fact, or places that were found."""
    mark: int = 0
    """Fingerprint of the choices, so that a number never picks from a list the caller did not see."""


class Text(msgspec.Struct, frozen=True):
    """One content entry in one language: as written and as spoken."""

    text: str
    voice: str = ""
    """Spoken instead of `text` where it differs."""
    also: tuple[str, ...] = ()
    """Of a label: other whole messages that choose it, as `app.language.short_answers.told` reads them."""

    @property
    def spoken(self) -> str:
        """What a voice says."""
        return self.voice or self.text


class Flow(msgspec.Struct, frozen=True):
    """One staff file of nodes, and what leads into it."""

    name: str
    about: str
    start: str
    word: dict[str, str] = {}
    """Per language, the short word that opens this flow from anywhere."""
    answers: dict[str, str] = {}
    """Intent name -> full node name."""
    topics: dict[str, str] = {}
    """Topic name -> full node name."""
    hears: dict[str, str] = {}
    """In an emergency: what is told next -> full node name."""


class Voice(msgspec.Struct, frozen=True):
    """Who reads a language aloud at one provider, and the code by which its speech is recognised."""

    name: str
    locale: str


class Speech(msgspec.Struct, frozen=True):
    """One language: what it is called, who reads it, how people answer in it; all words plain, as
    `app.language.short_answers.plain` makes them.
    """

    level: str = "full"
    """How much of the line is written in it: `emergency`, `core` or `full`."""
    name: str = ""
    """What it calls itself."""
    names: tuple[str, ...] = ()
    """Whole messages that ask for it."""
    called: dict[str, str] = {}
    """What other languages call it."""
    script: str = ""
    """The script that only it is written in here, as Unicode names it; empty where several share theirs."""
    voices: dict[str, Voice] = {}
    """Provider -> voice; empty for a language that is by text only."""
    cries: tuple[tuple[tuple[str, ...], ...], ...] = ()
    """Phrases that mean somebody is dying, made like those of `reports`."""
    answers: dict[str, tuple[str, ...]] = {}
    """Plain answer -> whole messages."""
    reports: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {}
    """What is told in an emergency -> phrases; a phrase is words in order, each with what may stand in its place."""
    follow_ups: dict[str, tuple[tuple[tuple[str, ...], ...], ...]] = {}
    """What is asked next about a page -> phrases, as in `reports`."""
    common: tuple[str, ...] = ()
    """Small words that tell this language from the others."""
    schedule: ScheduleWords | None = None
    """How times of check-ins are said back."""
    hints: tuple[str, ...] = ()
    """What callers are likely to say, as it is written, for a recogniser that would otherwise write something commoner."""


class Programme(msgspec.Struct, frozen=True):
    """When the programme behind the line is there; everything else of it stands in texts already."""

    hours: str = ""
    """As the list of places writes them; empty where nobody has told."""
    zone: str = ""
    country: str = ""
    state: str = ""
    fictional: bool = False
    """Made up for a demo."""


class Release(msgspec.Struct, frozen=True):
    """One published set of flows and content, complete and checked."""

    id: str
    """Content hash: the same files always give the same id."""
    languages: tuple[str, ...]
    """First one is the default."""
    flows: dict[str, Flow]
    nodes: dict[str, Node]
    texts: dict[str, dict[str, Text]]
    """language -> content key -> text."""
    words: dict[str, dict[str, tuple[str, ...]]]
    """language -> command (back, menu, more, ...) -> the words that mean it, normalised."""
    blanks: dict[str, str]
    """Placeholder name -> what fills it (line_name, line_number, peer_number, phone.NAME ...)."""
    entry: str
    """Node where a first message without a clear meaning lands (the menu)."""
    emergency: str
    """Node with the overdose steps."""
    drugs: Knowledge = Knowledge()
    """What is known of drugs and of taking them together."""
    staffed: dict[str, StaffedHours] = {}
    """Phone numbers that people do not answer at all hours -> when they do."""
    put_through: dict[str, str] = {}
    """Blank of a number that a call can be put through to -> what that line is called."""
    programme: Programme = Programme()
    services_off: tuple[str, ...] = ()
    """Services of places that this programme has switched off with a module: no answer about a place names them."""
    speech: dict[str, Speech] = {}
    """language -> how people answer in it."""
