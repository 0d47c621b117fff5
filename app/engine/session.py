"""Where a caller is in a conversation: small, serialisable, without a number or a word they wrote."""

from __future__ import annotations

import msgspec

from app.engine.caller_record import CallerRecord
from app.engine.effects import Effect
from app.understanding import Meaning

BACK_LIMIT = 8
"""How many places `back` remembers."""


class Session(msgspec.Struct, array_like=True):
    """One caller's place; kept 60 minutes after the last message, 24 hours at most.

    Not frozen: `step` works on a copy of its own, which costs a third of building a new one.
    """

    language: str = ""
    """Empty until chosen or recognised."""
    node: str = ""
    """Full node name; empty before the first message."""
    channel: str = "sms"
    """`sms` or `voice`."""
    step: int = 0
    """Grows by one each turn: what compare-and-set compares."""
    started: int = 0
    """Unix seconds of the first event."""
    last_event_at: int = 0
    """Unix seconds of the latest event."""
    back: tuple[str, ...] = ()
    page: int = 0
    choices_hash: int = 0
    """`Node.mark` of the choices last shown."""
    misses: int = 0
    """Replies in a row that were not understood here."""
    silences: int = 0
    options: tuple[str, ...] = ()
    """What is numbered on the screen or by keys, in order: nodes or sites; names of ours, never a caller's words."""
    awaiting: str = ""
    """The question that the next message may answer: `guess`, `door`, `place`, or one that a feature declares; empty for none."""
    service: str = ""
    """Service a place search is about."""
    search_place: str = ""
    """Where the running place search looks, in the finder's own name for it; gone with the search."""
    site: str = ""
    """The one site of the list whose details were said last; gone with the list."""
    text_offer_stage: int = 0
    """How far this call has heard that it can be had as a text (`app.engine.text_from_call`)."""
    wishes: tuple[str, ...] = ()
    """What the running place search is to have besides, in our names, such as `open_now`; gone with the search."""
    echo: tuple[int, ...] = ()
    """Of the last texts, sixteen bits each: enough to see that two machines talk in a circle, too few to read one."""
    topic: str = ""
    """The page a caller was reading when something else was answered: a place asked for next is looked for about it."""

    fell_back: str = ""
    """The language of which the caller was told that not everything is in it."""
    draft: tuple[str, ...] = ()
    """What is being set up, as far as it is agreed, in the feature's own words; gone when it is set up or left."""
    recorded: bool = False
    """Whether something ran or waited in the record at the last look: each message is then read against it, however soon it comes."""
    weighed: bool = False
    """Whether the steps were opened by a guess that names nobody: there a clear other wish leads on, with the way back."""
    answered: str = ""
    """The number that answered what a feature asked, until anything else is said; empty for none."""
    stayed: int = 0
    """How often a hard talk was gone on with at this node: its ways of saying so take turns."""
    drugs: tuple[str, ...] = ()
    """The drugs, in our names, that the last answer about drugs was about: "and with zoloft" is about those too."""
    other_page: str = ""
    """The page that one number under the last answer leads to (`app.engine.matters.other_page`); empty for none."""


class Reading(msgspec.Struct, frozen=True):
    """How a text was read, for staff who ask why (`app.engine.why`); with the turn, and gone with it: nothing keeps it."""

    step: str
    """Of the reading order, in its own words."""
    meaning: Meaning | None
    """What was meant, where that was asked at all."""
    known: CallerRecord


class Turn(msgspec.Struct, frozen=True):
    """What one event led to."""

    session: Session
    effects: tuple[Effect, ...]
    reading: Reading | None = None
    """Of a text; never stored."""


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Session)


def pack(session: Session) -> bytes:
    """The session as bytes for the store."""
    return _encoder.encode(session)


def unpack(data: bytes | None) -> Session | None:
    """The session these bytes hold, or None when they hold none that this version can read."""
    if not data:
        return None
    try:
        return _decoder.decode(data)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError):
        return None
