"""What is to be done, as commands: the only things `step` ever asks for."""

from __future__ import annotations

from typing import ClassVar

import msgspec

from app.engine.plain_answer import PlainAnswer
from app.language.default import DEFAULT_LANGUAGE


class Say(msgspec.Struct, frozen=True, tag=True):
    """Words for the caller: one text message, or one spoken passage."""

    text: str
    language: str
    slower: bool = False
    private: bool = False
    """Holds a name or a place of the caller's: said once, and in no receipt."""


class Pause(msgspec.Struct, frozen=True, tag=True):
    """Silence on a call, in whole seconds."""

    seconds: int


class Listen(msgspec.Struct, frozen=True, tag=True):
    """Wait on a call for a key or speech; everything said since the last `Listen` may be interrupted."""

    timeout: int = 6
    """Seconds of silence after the prompt."""
    speech: bool = True
    digits: int = 1
    """How many keys to wait for, from 1."""
    language: str = DEFAULT_LANGUAGE
    quiet: bool = False
    """Words interrupt nothing: they are heard only once all is said, so that no noise cuts the steps off."""
    falls: bool = False
    """Where nothing comes, what stands after it is said; otherwise silence is an answer too."""
    hints: tuple[str, ...] = ()
    """Words that are likely here, for the recogniser."""


class Connect(msgspec.Struct, frozen=True, tag=True):
    """Bridge the call, without the caller's number: to this number, or else to the programme's peer line."""

    number: str = ""
    language: str = DEFAULT_LANGUAGE
    """In which a peer is asked to take the call."""


class HangUp(msgspec.Struct, frozen=True, tag=True):
    """End the call."""


class OptOut(msgspec.Struct, frozen=True, tag=True):
    """Send this caller nothing unasked from now on."""

    by: PlainAnswer


class OptIn(msgspec.Struct, frozen=True, tag=True):
    """Lift an earlier opt-out; arms nothing."""

    by: PlainAnswer


class Forget(msgspec.Struct, frozen=True, tag=True):
    """Delete everything kept for this caller but an opt-out."""

    by: PlainAnswer


class TextMe(msgspec.Struct, frozen=True, tag=True):
    """Text these words to the caller, who is on a call and asked for them."""

    words: str
    timer: int = 0
    """Minutes of the timer that a written answer to it goes on with; 0 for words to keep."""


class Count(msgspec.Struct, frozen=True, tag=True):
    """Add one to a tally; names only, never a caller's words."""

    name: str
    node: str = ""
    intent: str = ""


UNANSWERED = "unanswered"
"""Name of the tally of what was asked and had no page; its `node` is the language, its `intent` the topic."""


class NeedRecord(msgspec.Struct, frozen=True, tag=True):
    """Read what the record knows of this caller, and step this same event again."""


class FeatureEffect(msgspec.Struct, frozen=True, tag=True):
    """What a feature is to do with its record; each kind is performed by the one feature that declares it."""

    unsaved: ClassVar[str] = "line.not_saved"
    """Content key said instead of the whole answer where the record did not take this; empty where the answer claims nothing."""


Spoken = Say | Pause | Listen | Connect | HangUp
"""What is said to the caller, or what a call does next: rendered by the provider."""
Unspoken = OptOut | OptIn | Forget | Count | NeedRecord | TextMe | FeatureEffect
"""What is done about it without a word: by the line and its record."""
Effect = Spoken | Unspoken

TEXTS = frozenset({FeatureEffect.unsaved})
"""Content keys said here: staff files must have them (`porchlight check`, TEXT_MISSING)."""
