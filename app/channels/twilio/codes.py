"""What each of Twilio's codes means for the next try. Pure tables.

Codes: https://www.twilio.com/docs/api/errors. An unknown code is not retried: a text too few can be asked for again.
"""

from __future__ import annotations

from app.channels.results import Verdict

_CODES: dict[Verdict, str] = {
    "opted_out": "21610",
    # Not a phone that takes texts: not valid, not mobile, out of reach for this sender, unknown, landline.
    "unusable": "21211 21217 21612 21614 21635 13223 13224 30005 30006 21216 32100",
    "filtered": "30004 30007 30410",
    # Ours or the account's to put right; nobody can be texted until then.
    "config_alarm": "20003 20005 20404 21212 21408 21603 21606 21659 21660 21703 21704 21215 30002 30024 30032 30034 "
    "30029 30030",
    # A daily limit of the carrier (T-Mobile's, until midnight Pacific time).
    "capped": "30023 30027",
    "retry": "20429 14107 63018 63038 30001 30017 30022 30500 21611",
}
_MEANING: dict[int, Verdict] = {int(code): verdict for verdict, codes in _CODES.items() for code in codes.split()}
_ONCE_MORE = frozenset({30003, 30008})
"""Phone switched off or out of reach, and nobody knows: worth one more try and not two."""
BUGS = frozenset({21602, 21617, 21620, 14103, 21205, 21601, 32018})
"""No words, too many, a bad address of ours: an alarm, and no second try."""


def meaning(code: int, *, tries: int) -> Verdict:
    """What a code means for a message that was tried this often."""
    if code in _ONCE_MORE:
        return "retry" if tries <= 1 else "unusable"
    return _MEANING.get(code, "permanent")


def refused(status: int, code: int, *, tries: int) -> Verdict:
    """What an answer other than success means; after a fault of the provider's own it may have been taken all the same."""
    if status == 429:
        return "retry"
    if status >= 500:
        return "unknown"
    if status in (401, 403) and code not in _MEANING:
        return "config_alarm"
    return meaning(code, tries=tries)
