"""What became of a try to send, and what each of the provider's codes means for the next one. Pure tables.

Codes: https://www.twilio.com/docs/api/errors. An unknown code is not retried: a text too few can be asked for again.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal[
    "sent", "retry", "unknown", "permanent", "opted_out", "unusable", "filtered", "config_alarm", "capped"
]

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
CANNOT_OPEN = 1
"""Stands where a code of the provider's stands: the number was sealed for a key that is not here."""
OUR_BUGS = frozenset({CANNOT_OPEN, 21602, 21617, 21620, 14103, 21205, 21601, 32018})
"""No words, too many, a bad address of ours: an alarm, and no second try."""

URGENT_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)
PATIENT_SECONDS = (5.0, 20.0, 60.0, 180.0, 300.0)


class Outcome(msgspec.Struct, frozen=True):
    """One try to send."""

    verdict: Verdict
    sid: str = ""
    code: int = 0
    after: float = 0.0
    """Seconds until the next try, where the provider named them."""

    @property
    def ours(self) -> bool:
        """Whether somebody has to look at the account or at the program."""
        return self.verdict == "config_alarm" or self.code in OUR_BUGS


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


def wait(tries: int, *, urgent: bool, chance: float) -> float:
    """Seconds until the next try; `chance` in 0..1 spreads those that failed together by half as much again."""
    steps = URGENT_SECONDS if urgent else PATIENT_SECONDS
    return steps[min(max(tries, 1), len(steps)) - 1] * (1 + chance / 2)


RANKS: dict[str, int] = {
    "sending": 1, "ringing": 1, "sent": 2, "in-progress": 2,
    "delivered": 4, "undelivered": 4, "failed": 4, "canceled": 4, "partially_delivered": 4, "read": 5,
    "completed": 4, "busy": 4, "no-answer": 4,
}  # fmt: skip
"""How far each status is along; one that is not here changes nothing."""
FINAL = 4
ARRIVED = frozenset({"delivered", "read", "completed", "partially_delivered"})
