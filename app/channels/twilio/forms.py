"""Twilio's webhook forms, read into events: the caller's number becomes a key here and goes no further."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from urllib.parse import unquote

from app.channels.base import BadWebhook, InboundCall, InboundText
from app.channels.received import clean, is_abroad, is_machine, number_or_nothing
from app.engine.events import Pressed, Silence, Spoke, Texted
from app.privacy.phone import Phone
from app.privacy.pseudonyms import Pseudonyms, is_hidden

FIELD_CAP = 400

_SID = re.compile(r"[A-Za-z0-9]{6,64}")

Fields = Mapping[str, str]
"""One webhook's fields, each the first value; nothing is trusted to be there."""


def parse(body: bytes, *, errors: str = "replace") -> list[tuple[str, str]]:
    """The form's pairs in order, blanks kept; wrong bytes become the replacement character, as Twilio signs them.

    The same as `urllib.parse.parse_qsl`, which a property test holds it to, in half its time. With another value of
    `errors` wrong bytes are read as that codec error handler reads them.
    """
    parts = body.decode("utf-8", errors).replace("+", " ").split("&")
    if len(parts) > FIELD_CAP:
        raise BadWebhook("The webhook has more fields than any real one.")
    pairs = []
    for part in parts:
        if part:
            name, _, value = part.partition("=")
            if "%" in part:
                name, value = _unquoted(name, errors), _unquoted(value, errors)
            pairs.append((name, value))
    return pairs


def _unquoted(text: str, errors: str) -> str:
    """As `unquote`, which takes three times as long for the few marks of a form."""
    if "%" not in text:
        return text
    if not text.isascii():
        return unquote(text, errors=errors)
    first, *others = text.encode().split(b"%")
    return b"".join([first, *(_ESCAPED.get(one[:2], b"%" + one[:2]) + one[2:] for one in others)]).decode(
        "utf-8", errors
    )


_ESCAPED = {
    (one + two).encode(): bytes.fromhex(one + two)
    for one in "0123456789abcdefABCDEF"
    for two in "0123456789abcdefABCDEF"
}


def first_values(pairs: Sequence[tuple[str, str]]) -> dict[str, str]:
    """The form by name. Raises BadWebhook when who sent it, or its id, is given twice with different values."""
    fields: dict[str, str] = {}
    for name, value in pairs:
        if fields.setdefault(name, value) != value and name in ("From", "MessageSid", "CallSid"):
            raise BadWebhook("The webhook names two senders or two ids.")
    return fields


def text_from(form: Fields, names: Pseudonyms) -> InboundText:
    """The text this form tells of. Raises BadWebhook without a sender or a usable id."""
    sid = _sid(form.get("MessageSid", "") or form.get("SmsMessageSid", "") or form.get("SmsSid", ""))
    sender = form.get("From", "").strip()
    if not sender:
        raise BadWebhook("The webhook has no sender.")
    phone = Phone(sender, names)
    return InboundText(
        sid=sid,
        caller=phone.caller_key,
        event=Texted(
            text=clean(form.get("Body", "") or form.get("ButtonText", "")),
            latitude=_degrees(form.get("Latitude", ""), 90),
            longitude=_degrees(form.get("Longitude", ""), 180),
            media=form.get("NumMedia", "0") not in ("", "0"),
        ),
        answered=form.get("OptOutType", "").upper(),
        phone=phone,
        machine=is_machine(sender),
    )


def call_from(form: Fields, names: Pseudonyms) -> InboundCall:
    """The call this form tells of. Raises BadWebhook without a usable CallSid."""
    sid = _sid(form.get("CallSid", ""))
    number = form.get("From", "") or form.get("Caller", "")
    hidden = is_hidden(number)
    return InboundCall(
        sid=sid,
        caller=None if hidden else names.caller_key(number),
        call=names.call_key(sid),
        line=number_or_nothing(form.get("To", "") or form.get("Called", "")),
        phone=None if hidden else Phone(number, names),
        abroad=not hidden and is_abroad(number),
    )


def heard(form: Fields) -> Pressed | Spoke | Silence:
    """What a `<Gather>` heard: keys first, then speech, else silence."""
    digits = "".join(c for c in form.get("Digits", "") if c in "0123456789*#")[:40]
    if digits:
        return Pressed(digits)
    speech = clean(form.get("SpeechResult", ""))
    if speech.strip():
        return Spoke(speech, _confidence(form.get("Confidence", "")))
    return Silence()


def error_code(form: Fields) -> int:
    """The code in an error webhook, 0 where there is none; its payload repeats numbers and words, and is not kept."""
    found = re.search(r'"error_code"\s*:\s*"?(\d{1,6})\b', form.get("Payload", "")[:20_000])
    return int(found[1]) if found else 0


def _sid(value: str) -> str:
    if not _SID.fullmatch(value):
        raise BadWebhook("The webhook has no usable id.")
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
