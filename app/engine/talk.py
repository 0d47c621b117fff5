"""What a feature brings to a conversation: handed to the engine with the release, which knows no feature by name."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, TypeVar

import msgspec

from app.engine.release import Node
from app.language.said import Said

C = TypeVar("C")
"""The conversation. Not by its name here: it knows the release, and the release carries what features bring."""
Action = Callable[[C, Node], str]
"""`do:` of a node: says what it has to say and returns the node to go on to, or an empty string to wait there."""
Reader = Callable[[C, Said], bool]
"""True when the message was an answer here and has its own."""


class Question(msgspec.Struct, Generic[C], frozen=True):
    """Something an action asks and then waits for, by `Session.awaiting`."""

    answer: Callable[[C, str], bool]
    """True when the next text was an answer to it."""
    again: str = ""
    """Content key asked again on a call, where that is not what the action's node says."""
    surely: Callable[[str], bool] | None = None
    """Whether a text can be nothing but an answer: then it is one before anything else is heard in it."""
    number: bool = False
    """Whether somebody's phone number answers it: it is taken out of the message before anybody reads that."""


class Matter(msgspec.Struct, Generic[C], frozen=True):
    """Something that is open, for staff who ask why: our words for it, and for what ends it."""

    name: str
    ends: str
    is_open: Callable[[C], bool]


class Talk(msgspec.Struct, Generic[C], frozen=True, kw_only=True):
    """A feature's part of the conversation; everything in it is pure."""

    texts: frozenset[str] = frozenset()
    """Content keys it says: each must be written in the default language, or nothing goes live."""
    blanks: Mapping[str, tuple[str, ...]] = {}
    """What is filled into which of them, besides the line's own blanks."""
    spoken: frozenset[str] = frozenset()
    """Those in its flow that a call may say; the others are only ever texted."""
    first: frozenset[str] = frozenset()
    """Those sent first, without a message just before them: they give nobody away on a locked screen."""
    plain: Mapping[str, str] = {}
    """Other words for what is urgent, by the words they stand in for: sent once where a phone company filters those."""
    nodes: frozenset[str] = frozenset()
    """Nodes it leads to by itself; where the flow they belong to is not there, neither is the feature's talk."""
    flow: str = ""
    """The flow it talks in: whoever is there is looked up in the record with every message."""
    actions: Mapping[str, Action[C]] = {}
    awaits: Mapping[str, Question[C]] = {}
    alive: Sequence[Reader[C]] = ()
    """Questions a life may hang on: read before open steps, whose numbers they leave alone."""
    answers: Sequence[Reader[C]] = ()
    """Whatever else of this feature waits for an answer: read once no steps are open."""
    told: Sequence[Reader[C]] = ()
    """What people tell of by themselves: read among sentences, after lists and words."""
    meanwhile: frozenset[str] = frozenset()
    """Which of its texts only say that something runs: under them a number still chooses from an older list."""
    matters: Sequence[Matter[C]] = ()
    """What of it can be open, and what ends that."""
    on_stop: Callable[[C], None] | None = None
    """What is said of it to somebody who has just opted out."""
