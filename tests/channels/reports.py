"""Status reports as the web process hands them on."""

from __future__ import annotations

from collections.abc import Mapping

from app.channels.base import StatusReport, Verified
from app.channels.twilio.provider import TwilioProvider
from app.privacy.pseudonyms import Pseudonyms

TWILIO = TwilioProvider(secrets=["0123456789abcdef0123456789abcdef"])


def report(form: Mapping[str, str], *, id: str) -> StatusReport:
    """What Twilio's form says of the outbox row with this id."""
    read = TWILIO.read(Verified("/twilio/status", f"o={id}", form), Pseudonyms(b"k" * 32))
    assert isinstance(read, StatusReport)
    return read
