"""What became of a try to send, and how far along a message is: the same words for every provider. Pure tables."""

from __future__ import annotations

from typing import Literal

import msgspec

Verdict = Literal[
    "sent", "retry", "unknown", "permanent", "opted_out", "unusable", "filtered", "config_alarm", "capped"
]

CANNOT_OPEN = 1
"""Stands where a code of the provider's stands: the number was sealed for a key that is not here."""

URGENT_SECONDS = (1.0, 2.0, 4.0, 8.0, 15.0)
PATIENT_SECONDS = (5.0, 20.0, 60.0, 180.0, 300.0)


class Outcome(msgspec.Struct, frozen=True):
    """One try to send."""

    verdict: Verdict
    sid: str = ""
    code: int = 0
    after: float = 0.0
    """Seconds until the next try, where the provider named them."""
    bug: bool = False
    """Whether the request itself was wrong."""

    @property
    def ours(self) -> bool:
        """Whether somebody has to look at the account or at the program."""
        return self.bug or self.verdict == "config_alarm"


def wait(tries: int, *, urgent: bool, chance: float) -> float:
    """Seconds until the next try; `chance` in 0..1 spreads those that failed together by half as much again."""
    steps = URGENT_SECONDS if urgent else PATIENT_SECONDS
    return steps[min(max(tries, 1), len(steps)) - 1] * (1 + chance / 2)


RANKS: dict[str, int] = {
    "sending": 1, "ringing": 1, "sent": 2, "in-progress": 2,
    "delivered": 4, "undelivered": 4, "failed": 4, "canceled": 4, "partially_delivered": 4, "read": 5,
    "completed": 4, "busy": 4, "no-answer": 4,
}  # fmt: skip
"""How far each status is along; one that is not here changes nothing. Providers translate theirs into these."""
FINAL = 4
ARRIVED = frozenset({"delivered", "read", "completed", "partially_delivered"})
