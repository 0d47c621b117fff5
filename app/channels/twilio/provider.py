"""Twilio as a provider: its webhooks, its markup, its codes, and what it is asked to send and to delete."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping, Sequence

from app.channels.base import (
    BadWebhook,
    CallTurn,
    Can,
    ErrorReport,
    Inbound,
    InboundCall,
    KeyPress,
    Letter,
    Request,
    StatusReport,
    ToSet,
    Verified,
)
from app.channels.results import RANKS, Outcome, Verdict
from app.channels.twilio import codes, forms, twiml
from app.channels.twilio.sender import Sender
from app.channels.twilio.signature import Params, valid
from app.config.settings import Settings
from app.engine.effects import Effect
from app.engine.events import CallReturned, CallStarted, Spoke
from app.engine.release import Voice
from app.privacy.pseudonyms import Pseudonyms

_SID = re.compile(r"(SM|MM|CA)[0-9a-zA-Z]{6,38}")
_OVER = frozenset({"completed", "busy", "failed", "no-answer", "canceled"})
"""CallStatus values after which a call is over."""


class TwilioProvider:
    """Serves webhooks at once; what sends is made by the first letter, because its library takes half a second to load."""

    name = "twilio"
    content_type = twiml.CONTENT_TYPE
    paths = frozenset(
        f"/twilio/{path}"
        for path in ("sms", "voice", "voice/step", "voice/peer", "voice/accept", "check", "alarm", "status", "error")
    )

    to_set = ToSet(
        "the Twilio console",
        (
            ("A message comes in", "/twilio/sms"),
            ("A call comes in", "/twilio/voice"),
            ("Call status changes", "/twilio/status"),
        ),
    )

    def __init__(
        self,
        *,
        secrets: Sequence[str],
        can: Can = Can(),  # noqa: B008 - a value
        make_sender: Callable[[], Sender] | None = None,
    ) -> None:
        """`secrets` are all auth tokens and shared keys that a webhook may be signed with."""
        self.can = can
        self._secrets = tuple(secrets)
        self._make_sender = make_sender
        self._sender: Sender | None = None
        self._lock = threading.Lock()

    def verify(self, request: Request) -> Verified | None:
        """The webhook if it is signed, and None for anything else. Raises BadWebhook for one that has two meanings."""
        pairs = forms.parse(request.body)
        given = request.header(b"x-twilio-signature")
        if not self._signed(request, pairs, given) and not self._signed(request, _half_characters(request.body), given):
            return None
        return Verified(request.path, request.query, forms.first_values(pairs))

    def _signed(self, request: Request, pairs: Params, given: str) -> bool:
        return valid(request.url, pairs, given, self._secrets)

    def read(self, webhook: Verified, names: Pseudonyms) -> Inbound:
        """What came in. Raises BadWebhook where no sender or id can be found; a status report is never refused."""
        path, query, form = webhook
        match path.removeprefix("/twilio/"):
            case "sms":
                return forms.text_from(form, names)
            case "voice":
                return CallTurn(forms.call_from(form, names), CallStarted(), 0)
            case "voice/step":
                return CallTurn(forms.call_from(form, names), forms.heard(form), _number(query))
            case "voice/peer":
                bridged = form.get("DialBridged", "true") != "false"  # a peer's voicemail picks up and is never bridged
                answered = form.get("DialCallStatus") in ("completed", "answered") and bridged
                return CallTurn(forms.call_from(form, names), CallReturned(answered=answered), _number(query))
            case "voice/accept":
                return KeyPress("accept", query, form.get("Digits", "")[:8])
            case "check" | "alarm" as matter:
                heard = forms.heard(form)
                said = heard if isinstance(heard, Spoke) else None
                return KeyPress(matter, query, form.get("Digits", "")[:8], said)
            case "error":
                return ErrorReport(forms.error_code(form))
            case _:
                return self._report(query, form, names)

    def _report(self, query: str, form: forms.Fields, names: Pseudonyms) -> StatusReport:
        status = form.get("MessageStatus") or form.get("SmsStatus") or form.get("CallStatus") or ""
        code = form.get("ErrorCode", "")
        return StatusReport(
            sid=form.get("MessageSid") or form.get("SmsSid") or form.get("CallSid") or "",
            status=status if status in RANKS else "",
            code=int(code) if code.isascii() and code.isdigit() and len(code) < 7 else 0,
            provider=self,
            id=query[2:] if query.startswith("o=") else None,
            ended=_ended(form, names),
        )

    def text(self, effects: Sequence[Effect]) -> bytes:
        """The answer to a text: everything said, or an answer that sends nothing."""
        return twiml.message(effects)

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
        """The answer on a call; the next key, word or silence is posted for `then`."""
        action, after = twiml.address(then), twiml.address(after_peer)
        read_by = twiml.VOICES if voices is None else voices
        return twiml.call(effects, action=action, peer=peer, caller_id=caller_id, after_peer=after, voices=read_by)

    def verdict(self, code: int, *, tries: int) -> Verdict:
        """What a code means for a message that was tried this often."""
        return codes.meaning(code, tries=tries)

    def knows(self, sid: str) -> bool:
        """Whether this is an id of a message or call at Twilio."""
        return _SID.fullmatch(sid) is not None

    def send(self, letter: Letter) -> Outcome:
        """What became of it; never an exception."""
        return self._sending().send(letter)

    def delete(self, sid: str) -> bool:
        """Whether Twilio keeps no copy of this message or call any more."""
        return self._sending().delete(sid)

    def prepare(self) -> None:
        """Everything a send will import is imported."""
        from app.channels.twilio.transport import preload

        preload()

    def close(self) -> None:
        """No connection stays open."""
        if self._sender is not None:
            self._sender.close()

    def _sending(self) -> Sender:
        with self._lock:
            if self._sender is None:
                if self._make_sender is None:
                    raise RuntimeError("This process was set up to receive only.")
                self._sender = self._make_sender()
            return self._sender


def open_provider(settings: Settings) -> TwilioProvider:
    """Twilio with this programme's account."""
    can = Can(deletes_received=settings.twilio_delete_inbound, rate=settings.twilio_rate)
    secrets = (*settings.auth_tokens, *settings.shared_keys)
    return TwilioProvider(secrets=secrets, can=can, make_sender=lambda: Sender(settings))


def _half_characters(body: bytes) -> Params:
    """The pairs with half characters left as they came: who signed before encoding signed those."""
    try:
        return forms.parse(body, errors="surrogatepass")
    except UnicodeDecodeError:
        return ()


def _number(query: str) -> int:
    """The step number in the address we gave out ourselves."""
    value = query.partition("n=")[2][:9]
    return int(value) if value.isascii() and value.isdigit() else 0


def _ended(form: forms.Fields, names: Pseudonyms) -> InboundCall | None:
    if not form.get("CallSid") or form.get("CallStatus") not in _OVER:
        return None
    try:
        return forms.call_from(form, names)
    except BadWebhook:
        return None
