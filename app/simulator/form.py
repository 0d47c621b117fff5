"""The forms a provider posts for a pretend phone: the field names of real webhooks, invented values."""

from __future__ import annotations

from datetime import datetime
from email.utils import format_datetime

import msgspec

Fields = list[tuple[str, str]]

HIDDEN = "Anonymous"
"""What stands in `From` when a caller withholds the number."""

_PLACE = ("City", "State", "Zip", "Country")


class LineUnderTrial(msgspec.Struct, frozen=True):
    """The line under trial, as it would be set up at the provider."""

    public_url: str
    token: str
    """Signs every request; never leaves the server."""
    number: str = "+12025550100"
    account_sid: str = "AC" + "0" * 32
    messaging_service_sid: str = ""
    sms_path: str = "/twilio/sms"
    voice_path: str = "/twilio/voice"
    status_path: str = "/twilio/status"

    def url(self, path: str) -> str:
        """The public URL of a path on this line."""
        return self.public_url.rstrip("/") + path

    def path(self, url: str) -> str:
        """Path and query of a URL on this line; empty when it leads elsewhere."""
        base = self.public_url.rstrip("/")
        if not url.startswith(base + "/"):
            return ""
        return url[len(base) :].partition("#")[0]


def text_form(line: LineUnderTrial, sid: str, *, sender: str, body: str, segments: int) -> Fields:
    """An inbound text, as `POST /twilio/sms` gets it."""
    fields = [
        *_places("To"),
        ("SmsMessageSid", sid),
        ("NumMedia", "0"),
        ("SmsSid", sid),
        *_places("From"),
        ("SmsStatus", "received"),
        ("Body", body),
        ("To", line.number),
        ("NumSegments", str(segments)),
        ("MessageSid", sid),
        ("AccountSid", line.account_sid),
        ("From", sender),
        ("ApiVersion", "2010-04-01"),
    ]
    if line.messaging_service_sid:
        fields.append(("MessagingServiceSid", line.messaging_service_sid))
    return fields


def call_form(line: LineUnderTrial, sid: str, *, sender: str, status: str) -> Fields:
    """What every voice request of one inbound call carries."""
    return [
        ("AccountSid", line.account_sid),
        ("ApiVersion", "2010-04-01"),
        ("CallSid", sid),
        ("CallStatus", status),
        ("Called", line.number),
        ("Caller", sender),
        ("Direction", "inbound"),
        ("From", sender),
        ("To", line.number),
        *_places("Called"),
        *_places("Caller"),
        *_places("From"),
        *_places("To"),
    ]


def outgoing_form(line: LineUnderTrial, sid: str, *, number: str, sender: str, status: str) -> Fields:
    """What every voice request of a call that the line itself asked for carries."""
    form = dict(call_form(line, sid, sender=sender, status=status))
    form |= {"Direction": "outbound-api", "To": number, "Called": number}
    return list(form.items())


def ended_form(form: Fields, *, seconds: int, now: datetime) -> Fields:
    """The status callback when a call is over: `CallDuration` in seconds, `Duration` in begun minutes."""
    return [
        *form,
        ("Timestamp", format_datetime(now)),
        ("CallbackSource", "call-progress-events"),
        ("SequenceNumber", "0"),
        ("CallDuration", str(seconds)),
        ("Duration", str(-(-seconds // 60))),
    ]


def _places(prefix: str) -> Fields:
    """Where a number is registered: often blank in real requests, and nobody's business in ours."""
    return [(prefix + part, "US" if part == "Country" else "") for part in _PLACE]
