"""What is to be done, as commands: the only things `step` ever asks for."""

from __future__ import annotations

import msgspec


class Say(msgspec.Struct, frozen=True, tag=True):
    """Words for the caller: one text message, or one spoken passage."""

    text: str
    language: str
    slower: bool = False


class Pause(msgspec.Struct, frozen=True, tag=True):
    """Silence on a call, in whole seconds."""

    seconds: int


class Listen(msgspec.Struct, frozen=True, tag=True):
    """Wait on a call for a key or speech; everything said since the last `Listen` may be interrupted."""

    timeout: int = 6
    """Seconds of silence after the prompt."""
    speech: bool = True
    digits: int = 1
    """How many keys to wait for; 0 waits for the finish key."""
    language: str = "en"


class Connect(msgspec.Struct, frozen=True, tag=True):
    """Bridge the call to the programme's peer line, without the caller's number."""


class HangUp(msgspec.Struct, frozen=True, tag=True):
    """End the call."""


class OptOut(msgspec.Struct, frozen=True, tag=True):
    """Send this caller nothing unasked from now on."""


class OptIn(msgspec.Struct, frozen=True, tag=True):
    """Lift an earlier opt-out; arms nothing."""


class Forget(msgspec.Struct, frozen=True, tag=True):
    """Delete everything kept for this caller but an opt-out."""


class TextMe(msgspec.Struct, frozen=True, tag=True):
    """Text the caller, who is on a call, the words of these content keys."""

    keys: tuple[str, ...]


class Count(msgspec.Struct, frozen=True, tag=True):
    """Add one to a tally; names only, never a caller's words."""

    name: str
    node: str = ""
    intent: str = ""


Effect = Say | Pause | Listen | Connect | HangUp | OptOut | OptIn | Forget | TextMe | Count
