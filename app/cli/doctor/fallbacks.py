"""What the provider would find at the fallback addresses, fetched as anybody can."""

from __future__ import annotations

import re

import httpx

from app.channels.twilio.inspection import Account
from app.cli.doctor.facts import Fallbacks

SECONDS = 8.0
_MARK = re.compile(r"<!-- bundle ([0-9a-f]{12}) -->")


def look_at_fallbacks(account: Account | None, *, transport: httpx.BaseTransport | None = None) -> Fallbacks:
    """Which addresses answer, and from which bundles; one that wants a signature (401, 403) says nothing either way."""
    addresses = [one for one in (account.sms_fallback, account.voice_fallback) if one] if account else []
    away, marks = [], []
    with httpx.Client(timeout=SECONDS, transport=transport) as client:
        for address in dict.fromkeys(addresses):
            try:
                answer = client.post(address)
            except httpx.HTTPError:
                away.append(address)
                continue
            if answer.status_code == 200:
                found = _MARK.search(answer.text)
                marks.append(found[1] if found else "")
            elif answer.status_code not in (401, 403):
                away.append(address)
    return Fallbacks(tuple(away), tuple(marks))
