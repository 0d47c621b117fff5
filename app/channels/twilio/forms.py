"""Twilio's webhook forms, read into events: the caller's number becomes a key here and goes no further."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote

import msgspec

from app.base.errors import PorchlightError
from app.engine.events import Pressed, Silence, Spoke, Texted
from app.privacy.phone import NOT_HERE, Phone
from app.privacy.pseudonyms import CallerKey, CallKey, OptOutKey, Pseudonyms, is_hidden

BODY_CAP = 64 * 1024
"""Bytes of a webhook body that are read at all."""
FIELD_CAP = 400
TEXT_CAP = 1600
"""Characters of a text that are looked at; longer ones cannot come by SMS."""

_SID = re.compile(r"[A-Za-z0-9]{6,64}")
_TYPED = re.compile(r"(?<!\d)(?:\+?1[\s.-]*)?\(?([2-9]\d{2})\)?[\s.-]*(\d{3})[\s.-]*(\d{4})(?!\d)")
"""A number of North America as people write it."""
_PHONE = re.compile(r"\+?[0-9]{7,15}")


class BadForm(PorchlightError):
    """The webhook has no usable sender or id."""


class Form(msgspec.Struct, frozen=True):
    """One webhook's fields, each the first value; nothing is trusted to be there."""

    fields: dict[str, str]

    def get(self, name: str, default: str = "") -> str:
        """The field, or the default where it did not come."""
        return self.fields.get(name, default)


class InboundText(msgspec.Struct, frozen=True):
    """A text that came in, without the number it came from."""

    sid: str
    caller: CallerKey
    opt_out: OptOutKey
    event: Texted
    answered: str = ""
    """`STOP`, `START` or `HELP` when Twilio has already answered it (Advanced Opt-Out)."""
    phone: Phone | None = None
    """Who is asking, for what is named or sealed while this is answered."""
    machine: bool = False
    """From a short code, a name or a premium region: answered only in an emergency, so that no loop pays for it."""


class InboundCall(msgspec.Struct, frozen=True):
    """A request about a call, without the number it came from."""

    sid: str
    caller: CallerKey | None
    """None for a hidden number: hidden callers never share anything."""
    opt_out: OptOutKey | None
    call: CallKey
    """What this call's session is kept under."""
    line: str = ""
    """The programme's own number that was called."""
    phone: Phone | None = None


def parse(body: bytes, *, errors: str = "replace") -> list[tuple[str, str]]:
    """The form's pairs in order, blanks kept; wrong bytes become the replacement character, as Twilio signs them.

    The same as `urllib.parse.parse_qsl`, which a property test holds it to, in half its time. With another value of
    `errors` wrong bytes are read as that codec error handler reads them.
    """
    parts = body.decode("utf-8", errors).split("&")
    if len(parts) > FIELD_CAP:
        raise BadForm("The webhook has more fields than any real one.")
    pairs = []
    for part in parts:
        if part:
            name, _, value = part.partition("=")
            pairs.append((_unquoted(name, errors), _unquoted(value, errors)))
    return pairs


def _unquoted(text: str, errors: str) -> str:
    if "+" in text:
        text = text.replace("+", " ")
    return unquote(text, errors=errors) if "%" in text else text


def first_values(pairs: Sequence[tuple[str, str]]) -> Form:
    """The form by name. Raises BadForm when who sent it, or its id, is given twice with different values."""
    fields: dict[str, str] = {}
    for name, value in pairs:
        if fields.setdefault(name, value) != value and name in ("From", "MessageSid", "CallSid"):
            raise BadForm("The webhook names two senders or two ids.")
    return Form(fields)


def text_from(form: Form, names: Pseudonyms) -> InboundText:
    """The text this form tells of. Raises BadForm without a sender or a usable id."""
    sid = _sid(form.get("MessageSid") or form.get("SmsMessageSid") or form.get("SmsSid"))
    sender = form.get("From").strip()
    if not sender:
        raise BadForm("The webhook has no sender.")
    return InboundText(
        sid=sid,
        caller=names.caller_key(sender),
        opt_out=names.optout_key(sender),
        event=Texted(
            text=clean(form.get("Body") or form.get("ButtonText")),
            latitude=_degrees(form.get("Latitude"), 90),
            longitude=_degrees(form.get("Longitude"), 180),
            media=form.get("NumMedia", "0") not in ("", "0"),
        ),
        answered=form.get("OptOutType").upper(),
        phone=Phone(sender, names),
        machine=is_machine(sender),
    )


def call_from(form: Form, names: Pseudonyms) -> InboundCall:
    """The call this form tells of. Raises BadForm without a usable CallSid."""
    sid = _sid(form.get("CallSid"))
    number = form.get("From") or form.get("Caller")
    hidden = is_hidden(number)
    return InboundCall(
        sid=sid,
        caller=None if hidden else names.caller_key(number),
        opt_out=None if hidden else names.optout_key(number),
        call=names.call_key(sid),
        line=_own_number(form.get("To") or form.get("Called")),
        phone=None if hidden else Phone(number, names),
    )


def heard(form: Form) -> Pressed | Spoke | Silence:
    """What a `<Gather>` heard: keys first, then speech, else silence."""
    digits = "".join(c for c in form.get("Digits") if c in "0123456789*#")[:40]
    if digits:
        return Pressed(digits)
    speech = clean(form.get("SpeechResult"))
    if speech.strip():
        return Spoke(speech, _confidence(form.get("Confidence")))
    return Silence()


def take_number(text: str, names: Pseudonyms) -> tuple[str, Phone | None]:
    """The text without the first phone number in it, and that number as something that can only be named or sealed."""
    found = _TYPED.search(text)
    if found is None:
        return text, None
    rest = f"{text[: found.start()]} {text[found.end() :]}"
    return " ".join(_TYPED.sub(" ", rest).split()), Phone("+1" + "".join(found.groups()), names)


def clean(text: str) -> str:
    """The text without NUL, control characters and lone surrogates, cut to what an SMS can hold."""
    short = text[:TEXT_CAP]
    if short.isprintable():
        return short
    return "".join(
        c if c.isprintable() or c in "\n\u200d\ufe0f" else " " for c in short if not "\ud800" <= c <= "\udfff"
    )


def is_machine(sender: str) -> bool:
    """True for senders that are no person's phone, or sit where texts are sent to earn money."""
    address = sender.rpartition(":")[2]
    digits = address.lstrip("+")
    if ":" in sender:
        return False
    if not _PHONE.fullmatch(address):
        return True
    return len(digits) == 11 and digits[0] == "1" and digits[1:4] in NOT_HERE


def _own_number(value: str) -> str:
    return value if _PHONE.fullmatch(value) else ""


def _sid(value: str) -> str:
    if not _SID.fullmatch(value):
        raise BadForm("The webhook has no usable id.")
    return value


def _degrees(value: str, most: float) -> float | None:
    try:
        degrees = float(value)
    except ValueError:
        return None
    return degrees if -most <= degrees <= most else None


def _confidence(value: str) -> float:
    try:
        confidence = float(value)
    except ValueError:
        return 1.0
    return confidence if 0.0 <= confidence <= 1.0 else 1.0
