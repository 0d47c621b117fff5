"""A provider that carries JSON: everything a new one needs, in one folder, to be copied and filled in."""

from __future__ import annotations

import hashlib
import hmac
import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from app.channels.base import (
    BadWebhook,
    CallTurn,
    Can,
    Inbound,
    InboundCall,
    InboundText,
    KeyPress,
    Letter,
    Request,
    StatusReport,
    ToSet,
    Verified,
)
from app.channels.received import clean, is_machine, number_or_nothing
from app.channels.results import Outcome, Verdict
from app.config.settings import Settings
from app.engine.effects import Connect, Effect, HangUp, Listen, Say
from app.engine.events import CallReturned, CallStarted, Pressed, Silence, Spoke, Texted
from app.engine.release import Voice
from app.privacy.phone import Phone
from app.privacy.pseudonyms import Pseudonyms, is_hidden

SECRET = b"a secret that the dummy signs with"
_STATUSES = {"on-its-way": "sent", "there": "delivered", "lost": "failed", "hung-up": "completed"}
_VERDICTS: dict[int, Verdict] = {7: "opted_out", 8: "unusable", 9: "config_alarm"}


class Taken(NamedTuple):
    """One letter that the dummy took."""

    sid: str
    letter: Letter


class Carrier:
    """The company behind the dummy: what it took, what it still has, and how it answers next."""

    def __init__(self) -> None:
        self.taken: list[Taken] = []
        self.copies: set[str] = set()
        self.answers: list[int] = []
        """Codes it refuses the next letters with."""
        self._ids = itertools.count(1)

    def clear(self) -> None:
        """Nothing was ever sent."""
        self.taken, self.copies, self.answers = [], set(), []

    def new_id(self) -> str:
        """An id that no other provider gives out."""
        return f"dummy-{next(self._ids):08x}"


CARRIER = Carrier()


class DummyProvider:
    """What a line does with the dummy."""

    name = "dummy"
    content_type = "application/json"
    paths = frozenset({"/dummy/texts", "/dummy/calls", "/dummy/keys", "/dummy/reports"})
    can = Can(rate=50.0)
    to_set = ToSet("the dummy's page", (("Texts", "/dummy/texts"), ("Calls", "/dummy/calls")))

    def verify(self, request: Request) -> Verified | None:
        """The webhook if it is signed, and None for anything else."""
        if not hmac.compare_digest(sign(request.url, request.body).encode(), request.header(b"x-dummy").encode()):
            return None
        try:
            fields = json.loads(request.body)
        except ValueError:
            raise BadWebhook("The webhook is not JSON.") from None
        if not isinstance(fields, dict):
            raise BadWebhook("The webhook is not an object.")
        return Verified(request.path, request.query, {str(name): str(value) for name, value in fields.items()})

    def read(self, webhook: Verified, names: Pseudonyms) -> Inbound:
        """What came in."""
        fields = webhook.fields
        match webhook.path:
            case "/dummy/texts":
                return _text(fields, names)
            case "/dummy/calls":
                return CallTurn(_call(fields, names), _event(fields), int(webhook.query.partition("n=")[2] or 0))
            case "/dummy/keys":
                matter, _, query = webhook.query.partition("&")
                return KeyPress("check" if matter == "check" else "alarm", query, fields.get("keys", ""))
            case _:
                return self._report(webhook, names)

    def _report(self, webhook: Verified, names: Pseudonyms) -> StatusReport:
        fields = webhook.fields
        code = fields.get("why", "")
        ended = fields.get("what") == "hung-up" and fields.get("from")
        return StatusReport(
            sid=fields.get("id", ""),
            status=_STATUSES.get(fields.get("what", ""), ""),
            code=int(code) if code.isdecimal() else 0,
            provider=self,
            id=webhook.query.removeprefix("ours=") or None,
            ended=_call(fields, names) if ended else None,
        )

    def text(self, effects: Sequence[Effect]) -> bytes:
        """The answer to a text."""
        said = "\n".join(effect.text for effect in effects if isinstance(effect, Say))
        return json.dumps({"texts": [said] if said.strip() else []}).encode()

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
        """The answer on a call; it reads every language alike."""
        assert voices is None or voices
        return json.dumps(list(_steps(effects, then, after_peer, peer, caller_id))).encode()

    def verdict(self, code: int, *, tries: int) -> Verdict:
        """What one of its codes means."""
        return _VERDICTS.get(code, "permanent")

    def knows(self, sid: str) -> bool:
        """Whether this is an id of its own."""
        return sid.startswith("dummy-") and len(sid) <= 40

    def send(self, letter: Letter) -> Outcome:
        """What became of it."""
        if CARRIER.answers:
            code = CARRIER.answers.pop(0)
            return Outcome(self.verdict(code, tries=letter.tries), code=code)
        sid = CARRIER.new_id()
        CARRIER.taken.append(Taken(sid, letter))
        CARRIER.copies.add(sid)
        return Outcome("sent", sid=sid)

    def delete(self, sid: str) -> bool:
        """Whether no copy is kept any more."""
        CARRIER.copies.discard(sid)
        return True

    def prepare(self) -> None:
        """Nothing is imported late."""

    def close(self) -> None:
        """Nothing is open."""


def open_provider(settings: Settings) -> DummyProvider:
    """The dummy, for any line."""
    return DummyProvider()


def sign(url: str, body: bytes) -> str:
    """The signature that the dummy sends with this body to this address."""
    return hmac.new(SECRET, url.encode() + b"\n" + body, hashlib.sha256).hexdigest()


def address(place: str) -> str:
    """Where the dummy posts what is meant for this place of the line."""
    name, _, query = place.partition("?")
    return f"/dummy/keys?{name}&{query}" if name in ("check", "alarm") else f"/dummy/calls?{name}&{query}"


def _steps(effects: Sequence[Effect], then: str, after: str, peer: str, caller_id: str) -> Iterator[dict[str, Any]]:
    for effect in effects:
        match effect:
            case Say():
                yield {"say": effect.text, "language": effect.language}
            case Listen():
                yield {"listen": address(then), "keys": effect.digits}
            case Connect() if peer and caller_id:
                yield {"dial": peer, "showing": caller_id, "then": address(after)}
            case Connect():
                yield {"go": address(after)}
            case HangUp():
                yield {"end": True}


def _text(fields: Any, names: Pseudonyms) -> InboundText:
    number = _number(fields)
    return InboundText(
        sid=_id(fields),
        caller=names.caller_key(number),
        event=Texted(text=clean(fields.get("words", ""))),
        phone=Phone(number, names),
        machine=is_machine(number),
    )


def _call(fields: Any, names: Pseudonyms) -> InboundCall:
    number = fields.get("from", "")
    hidden = is_hidden(number)
    return InboundCall(
        sid=_id(fields),
        caller=None if hidden else names.caller_key(number),
        call=names.call_key(_id(fields)),
        line=number_or_nothing(fields.get("to", "")),
        phone=None if hidden else Phone(number, names),
    )


def _event(fields: Any) -> CallStarted | CallReturned | Pressed | Spoke | Silence:
    match fields.get("what", ""):
        case "start":
            return CallStarted()
        case "back":
            return CallReturned(answered=fields.get("answered") == "True")
        case _ if fields.get("keys"):
            return Pressed(fields["keys"])
        case _ if fields.get("words", "").strip():
            return Spoke(clean(fields["words"]), 1.0)
        case _:
            return Silence()


def _id(fields: Any) -> str:
    if not str(fields.get("id", "")).startswith("dummy-"):
        raise BadWebhook("The webhook has no usable id.")
    return str(fields["id"])


def _number(fields: Any) -> str:
    number = str(fields.get("from", "")).strip()
    if not number:
        raise BadWebhook("The webhook has no sender.")
    return number
