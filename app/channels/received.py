"""What is done to whatever any provider hands on, before the line reads it."""

from __future__ import annotations

import re

from app.privacy.phone import NOBODYS, NOT_HERE

TEXT_CAP = 1600
"""Characters of a text that are looked at; longer ones cannot come by SMS."""

_PHONE = re.compile(r"\+?[0-9]{7,15}")


def clean(text: str) -> str:
    """The text without NUL, control characters and lone surrogates, cut to what an SMS can hold."""
    short = text[:TEXT_CAP]
    if short.isprintable():
        return short
    return "".join(
        c if c.isprintable() or c in "\n\u200d\ufe0f" else " " for c in short if not "\ud800" <= c <= "\udfff"
    )


def is_machine(sender: str) -> bool:
    """True for senders that are no person's phone here: short codes, names, premium and toll-free numbers, other countries'."""
    address = sender.rpartition(":")[2]
    digits = address.lstrip("+")
    if ":" in sender:
        return False
    if not _PHONE.fullmatch(address):
        return True
    if address.startswith("+") and not digits.startswith("1"):
        return True
    return len(digits) == 11 and digits[0] == "1" and digits[1:4] in NOBODYS


def is_abroad(caller: str) -> bool:
    """True for calls from another country or a premium number. A toll-free one may stand for a whole hospital's or jail's phones."""
    digits = caller.lstrip("+")
    if not _PHONE.fullmatch(caller):
        return False
    if caller.startswith("+") and not digits.startswith("1"):
        return True
    return len(digits) == 11 and digits[0] == "1" and digits[1:4] in NOT_HERE | {"900"}


def number_or_nothing(value: str) -> str:
    """The value where it is a plain number, as the programme's own are."""
    return value if _PHONE.fullmatch(value) else ""
