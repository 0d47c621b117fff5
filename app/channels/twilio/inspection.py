"""What Twilio says of the account and the number, looked at and never changed: for whoever sets a line up."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import httpx

SECONDS = 8.0


@dataclass(frozen=True)
class Account:
    """The account as Twilio describes it; empty fields could not be read."""

    trouble: str = ""
    """`token`, `away` or `unknown`; empty where it was answered."""
    status: str = "active"
    trial: bool = False
    balance: float | None = None
    number_found: bool = True
    sms_url: str = ""
    sms_method: str = "POST"
    sms_fallback: str = ""
    voice_url: str = ""
    voice_method: str = "POST"
    voice_fallback: str = ""
    status_callback: str = ""
    can_text: bool = True
    can_call: bool = True
    date: str = ""
    """The answer's own date, to compare clocks."""


def inspect(
    base: str, *, account: str, token: str, number: str, transport: httpx.BaseTransport | None = None
) -> Account:
    """What there is to know; never an exception."""
    try:
        with httpx.Client(
            auth=(account, token),
            timeout=SECONDS,
            transport=transport,
        ) as client:
            return _read(client, f"{base}/2010-04-01/Accounts/{account}", number)
    except (httpx.HTTPError, ValueError, TypeError, KeyError):
        return Account(trouble="away")


def _read(client: httpx.Client, root: str, number: str) -> Account:
    answer = client.get(f"{root}.json")
    if answer.status_code in (401, 403):
        return Account(trouble="token", date=answer.headers.get("date", ""))
    if answer.status_code != 200:
        return Account(trouble="unknown", date=answer.headers.get("date", ""))
    about = answer.json()
    balance = client.get(f"{root}/Balance.json")
    listed: list[dict[str, Any]] = []
    if number:
        found = client.get(f"{root}/IncomingPhoneNumbers.json", params={"PhoneNumber": number})
        listed = found.json().get("incoming_phone_numbers", []) if found.status_code == 200 else []
    mine = listed[0] if listed else {}
    can = mine.get("capabilities", {})
    return Account(
        status=str(about.get("status", "active")),
        trial=str(about.get("type", "")).casefold() == "trial",
        balance=float(balance.json()["balance"]) if balance.status_code == 200 else None,
        number_found=bool(mine) or not number,
        sms_url=str(mine.get("sms_url") or ""),
        sms_method=str(mine.get("sms_method") or "POST"),
        sms_fallback=str(mine.get("sms_fallback_url") or ""),
        voice_url=str(mine.get("voice_url") or ""),
        voice_method=str(mine.get("voice_method") or "POST"),
        voice_fallback=str(mine.get("voice_fallback_url") or ""),
        status_callback=str(mine.get("status_callback") or ""),
        can_text=bool(can.get("sms", True)),
        can_call=bool(can.get("voice", True)),
        date=answer.headers.get("date", ""),
    )
