"""What a phone lives through: the steps of a call or an exchange of texts, as plain data."""

from __future__ import annotations

import msgspec


class Heard(msgspec.Struct, frozen=True, tag="heard"):
    """Words spoken to the caller."""

    text: str
    language: str = "en-US"
    rate: float = 1.0
    """Speed of speaking: 1 is normal, 0.8 is slower."""


class Quiet(msgspec.Struct, frozen=True, tag="quiet"):
    """A pause on the line, in seconds."""

    seconds: float


class Tones(msgspec.Struct, frozen=True, tag="tones"):
    """A recording or key tones played to the caller; named, not played."""

    what: str


Passage = Heard | Quiet | Tones


class Ask(msgspec.Struct, frozen=True, tag="ask"):
    """The line listens for keys or speech, during its prompt and for `timeout` seconds after it."""

    action: str
    """Full URL that gets the answer."""
    prompt: tuple[Passage, ...] = ()
    keys: bool = True
    speech: bool = False
    timeout: float = 5
    digits: int = 0
    """After how many keys the answer is sent; 0 waits for `finish` or silence."""
    finish: str = "#"
    """Keys that end the answer; empty when none does."""
    language: str = "en-US"
    """Language of speech that is understood."""
    barge_in: bool = True
    """Whether keys and speech stop the prompt."""
    speech_after: bool = False
    """Whether words are heard only once the prompt is over."""
    sends_silence: bool = False
    """Whether the action is called when nothing came."""


class Ring(msgspec.Struct, frozen=True, tag="ring"):
    """The call is put through to another number."""

    number: str
    caller_id: str = ""
    action: str = ""
    """Full URL told how it went; empty carries on below."""
    accept: str = ""
    """Full URL that whoever picks up there hears first, and takes the call by a key; empty connects them at once."""


class Go(msgspec.Struct, frozen=True, tag="go"):
    """The next document is fetched from this full URL."""

    url: str


class End(msgspec.Struct, frozen=True, tag="end"):
    """The call is over: `hangup`, `script`, `rejected`, `busy`, `error` or `caller`."""

    why: str


class Bubble(msgspec.Struct, frozen=True, tag="bubble"):
    """One text message as it stands in a conversation."""

    text: str
    mine: bool = False
    segments: int = 1
    encoding: str = "GSM-7"
    language: str = ""
    """Best guess for a screen reader's voice; empty when there is none."""
    media: int = 0


class Missed(msgspec.Struct, frozen=True, tag="missed"):
    """A call that rang at this phone, and that nobody picked up."""


class Note(msgspec.Struct, frozen=True, tag="note"):
    """Something the provider's log would hold; `code` is the provider's, 0 is ours."""

    code: int
    text: str


Step = Heard | Quiet | Tones | Ask | Ring | Go | End | Note
Moment = Heard | Quiet | Tones | Ask | Ring | Go | End | Note | Bubble | Missed
