"""What a provider of texts and calls must do, and the words in which the rest of the line speaks with every one of them.

A provider is a folder: `app/channels/<name>/provider.py` with `open_provider(settings)`. It turns webhooks into what
came in, effects into its own markup, letters into requests and its codes into verdicts; nothing else knows its words.
What finds a caller again (keys, opt-outs, sessions) is made of the number alone, so it is the same with each of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

import msgspec

from app.base.errors import PorchlightError
from app.channels.results import Outcome, Verdict
from app.engine.effects import Effect
from app.engine.events import CallReturned, CallStarted, Pressed, Silence, Spoke, Texted
from app.engine.release import Voice
from app.language.default import DEFAULT_LANGUAGE
from app.privacy.phone import Phone
from app.privacy.pseudonyms import CallerKey, CallKey, Pseudonyms


class BadWebhook(PorchlightError):
    """The webhook has no usable sender or id."""


class ToSet(NamedTuple):
    """The addresses of this line that a programme gives to its provider."""

    where: str
    """As in "Webhooks to set in ...": the provider's own page."""
    webhooks: tuple[tuple[str, str], ...]
    """What each is for, in the provider's words, and its path."""


class Request(NamedTuple):
    """One webhook as it came, under the address that the provider was told: what it says of the host decides nothing."""

    url: str
    path: str
    query: str
    headers: Sequence[tuple[bytes, bytes]]
    body: bytes

    def header(self, name: bytes) -> str:
        """The first header of this lower-case name, or nothing."""
        return next((value.decode("latin-1") for key, value in self.headers if key == name), "")


class Verified(NamedTuple):
    """A webhook that its provider signed; only this can be read."""

    path: str
    query: str
    fields: Mapping[str, str]


class InboundText(msgspec.Struct, frozen=True):
    """A text that came in, without the number it came from."""

    sid: str
    caller: CallerKey
    event: Texted
    phone: Phone
    """Who is asking, for what is named or sealed while this is answered."""
    answered: str = ""
    """`STOP`, `START` or `HELP` when the provider has already answered it."""
    machine: bool = False
    """From a short code, a name or a premium region: answered only in an emergency, so that no loop pays for it."""


class InboundCall(msgspec.Struct, frozen=True):
    """A request about a call, without the number it came from."""

    sid: str
    caller: CallerKey | None
    """None for a hidden number: hidden callers never share anything."""
    call: CallKey
    """What this call's session is kept under."""
    line: str = ""
    """The programme's own number that was called."""
    phone: Phone | None = None
    abroad: bool = False
    """From another country or a premium number: hears the steps and no more."""


CallEvent = Pressed | Spoke | Silence | CallStarted | CallReturned


class CallTurn(NamedTuple):
    """One moment of a call that came in, `number` being its step."""

    call: InboundCall
    event: CallEvent
    number: int

    @property
    def begins(self) -> bool:
        """Whether the call came in with this."""
        return isinstance(self.event, CallStarted)


class KeyPress(NamedTuple):
    """A key or words on a call that this line made, or neither; `query` is what the address asked for it carried."""

    matter: Literal["check", "alarm", "accept"]
    query: str
    digits: str
    said: Spoke | None = None


class StatusReport(NamedTuple):
    """What the provider says of a message or call: one that it was handed, named by our own `id`, or one that came in."""

    sid: str
    status: str
    """A word of `results.RANKS`, or nothing where it changes nothing."""
    code: int
    provider: Provider
    """Knows whether the id is one of its own, and what the code means."""
    id: str | None = None
    ended: InboundCall | None = None
    """The call that is over by this report."""


class ErrorReport(NamedTuple):
    """The provider says that something of ours went wrong there; what it concerned is not read."""

    code: int


Inbound = InboundText | CallTurn | KeyPress | StatusReport | ErrorReport


class LetterLanguage(msgspec.Struct, frozen=True):
    """What a letter in some language needs besides its words."""

    repeat_mark: str = ""
    """Stands before a text that may have arrived already."""
    voices: Mapping[str, Voice] = {}
    """Provider -> its voice."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One text or call, opened, on its way to the provider."""

    id: str
    """The outbox row: comes back in every status."""
    to: str
    body: str
    language: str = DEFAULT_LANGUAGE
    channel: str = "sms"
    urgent: bool = False
    repeat: bool = False
    """An earlier try may have arrived: it says so."""
    answer_path: str = ""
    """For a call: where the key pressed is posted, `check?c=<id>`; the provider makes its own address of it."""
    validity: int = 600
    """Seconds that the provider may keep it."""
    tries: int = 1
    spoken: LetterLanguage | None = None
    """For a call or a repeat: what its language needs; None: as shipped."""

    def __repr__(self) -> str:
        return f"Letter(id={self.id!r}, ...)"


class Can(NamedTuple):
    """What a provider is able to do for this line."""

    texts: bool = True
    calls: bool = True
    deletes: bool = True
    """Whether it deletes its copy of what it was handed."""
    deletes_received: bool = True
    """Whether this line is to ask that for what came in as well."""
    rate: float = 1.0
    """Segments a second."""


class Sends(Protocol):
    """What delivers letters; tests hand in one of their own."""

    def send(self, letter: Letter) -> Outcome:
        """What became of it; never an exception."""

    def delete(self, sid: str) -> bool:
        """Whether the provider keeps no copy of this message or call any more."""


class Provider(Sends, Protocol):
    """One company, gateway or pretence that carries texts and calls."""

    @property
    def name(self) -> str:
        """Its folder's name."""

    @property
    def can(self) -> Can:
        """What it is able to do."""

    @property
    def paths(self) -> frozenset[str]:
        """The addresses of this line that it posts to, all under a first part that no other provider has."""

    @property
    def to_set(self) -> ToSet:
        """What a programme sets at the provider before the first caller."""

    @property
    def content_type(self) -> str:
        """Of everything that answers it."""

    def verify(self, request: Request) -> Verified | None:
        """The webhook if it is signed, and None for anything else. Raises BadWebhook for one that has two meanings."""

    def read(self, webhook: Verified, names: Pseudonyms) -> Inbound:
        """What came in. Raises BadWebhook where no sender or id can be found; a status report is never refused."""

    def text(self, effects: Sequence[Effect]) -> bytes:
        """The answer to a text: everything said, or an answer that sends nothing."""

    def call(
        self,
        effects: Sequence[Effect],
        *,
        then: str = "",
        after_peer: str = "",
        peer: str = "",
        caller_id: str = "",
        voices: Mapping[str, Voice] | None = None,
    ) -> bytes:
        """The answer on a call; the next key, word or silence is posted for `then`: `step?n=2`, `check?c=<id>`.

        `peer` and `caller_id` are the programme's own numbers; without a caller id nothing is dialled.
        `voices` are those of the live languages at this provider; None: those in the program. What is in a language
        without one is not said.
        """

    def verdict(self, code: int, *, tries: int) -> Verdict:
        """What one of its codes means for a message that was tried this often."""

    def knows(self, sid: str) -> bool:
        """Whether this is an id of its own: ids begin with what no other provider's do, and have at most 40 characters."""

    def prepare(self) -> None:
        """Everything a send will import is imported: for a process that forks for its work."""

    def close(self) -> None:
        """No connection stays open."""
