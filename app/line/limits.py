"""What replies may cost: token buckets for each caller, for each prefix and for the day. Emergencies have their own.

Everything is counted in this process's memory, by pseudonym: it works with Redis and the record gone, and is forgotten
with the process. Nobody in danger is ever turned away: at the far end they get the shortest complete steps.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from enum import StrEnum

PER_HOUR, BURST = 40, 30
"""Replies to one caller. Agreeing to a check-in after looking around takes a dozen texts in a few minutes: fewer than these
would leave somebody who only reads without an answer, and these still bound what one number costs to about a dollar an hour."""
PREFIX_PER_HOUR, PREFIX_BURST = 600, 300
"""To all callers whose numbers share their first six digits: who makes numbers up makes up whole blocks."""
URGENT_PER_HOUR = URGENT_BURST = 30
"""Emergency answers in full to one caller; after these the shortest complete ones."""
CALLS_PER_HOUR, CALL_BURST = 12, 8
"""Calls of one phone that begin. Its door says the steps first in any case, and beyond these it says nothing else."""
KEYS_PER_HOUR, KEYS_BURST = 400, 300
"""Keys, words and silences of one caller outside the steps: somebody who reads everything there is needs half of them."""
WARN, RUNNING_ONLY = 0.5, 0.8
"""Shares of the day's segments from which operators are warned, and only running conversations are answered."""
MOST = 60_000
"""Callers remembered at once; those who have been quiet longest are forgotten, as their buckets are full again."""
DAY_SECONDS = 86_400.0


class Allowance(StrEnum):
    """How a text is answered."""

    FULL = "full"
    SHORT = "short"
    """An emergency, in its shortest complete words."""
    WHERE = "where"
    """Once, with where else to turn."""
    SILENT = "silent"


class Bucket:
    """Tokens that come back with time."""

    __slots__ = ("at", "tokens", "told")

    def __init__(self, tokens: float, at: float) -> None:
        self.tokens, self.at, self.told = tokens, at, False

    def take(self, now: float, *, per_hour: float, burst: float) -> bool:
        """Whether there was one."""
        self.tokens = min(burst, self.tokens + (now - self.at) * per_hour / 3600)
        self.at = now
        if self.tokens < 1:
            return False
        self.tokens -= 1
        return True


class Limits:
    """One process's share of what may be spent; `day_segments` 0 means no limit a day."""

    def __init__(self, *, day_segments: int = 0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most = day_segments
        self._clock = clock
        self._buckets: dict[str, Bucket] = {}
        self._day_began = clock()
        self.spent = 0
        self.heard: Callable[[str], object] = lambda _verdict: None
        """Hears of every reply that was not given in full."""

    def has_met(self, caller: str) -> bool:
        """Whether this caller was answered here lately."""
        return f"c:{caller}" in self._buckets or f"u:{caller}" in self._buckets

    @property
    def share(self) -> float:
        """How much of the day's segments is spent."""
        if self._clock() - self._day_began >= DAY_SECONDS:
            self._day_began, self.spent = self._clock(), 0
        return self.spent / self._most if self._most else 0.0

    @property
    def stage(self) -> str:
        """`open`, `warned`, `running` (only conversations that run are answered) or `urgent` (only who must be)."""
        share = self.share
        return "open" if share < WARN else "warned" if share < RUNNING_ONLY else "running" if share < 1 else "urgent"

    def judge(
        self,
        caller: str,
        *,
        segments: int,
        urgent: bool = False,
        owed: bool = False,
        running: bool = False,
        prefix: str = "",
    ) -> Allowance:
        """How this text is answered, which is counted as spent.

        `owed`: STOP, a running check, or something was done for them: always answered. `running`: they have texted before.
        """
        if urgent:
            enough = self._take(f"u:{caller}", URGENT_PER_HOUR, URGENT_BURST)
            verdict = Allowance.FULL if enough and self.stage != "urgent" else Allowance.SHORT
            return self._spend(verdict, segments if verdict is Allowance.FULL else 1)
        mine = self._take(f"c:{caller}", PER_HOUR, BURST)
        if owed:
            return self._spend(Allowance.FULL, segments)
        stage = self.stage
        crowded = bool(prefix) and not self._take(f"p:{prefix}", PREFIX_PER_HOUR, PREFIX_BURST)
        if stage == "urgent" or ((stage == "running" or crowded) and not running):
            return self._spend(Allowance.SILENT, 0)
        if mine and self._fits(segments):
            return self._spend(Allowance.FULL, segments)
        bucket = self._buckets[f"c:{caller}"]
        if bucket.told or not self._fits(1):
            return self._spend(Allowance.SILENT, 0)
        bucket.told = True
        return self._spend(Allowance.WHERE, 1)

    def judge_call(self, caller: str, *, began: bool, must: bool, prefix: str, abroad: bool = False) -> bool:
        """Whether this moment of a call is answered in full, which is counted as a segment, and so are the steps else.

        `must`: the steps, a crisis talk, STOP, a running check: always. `caller` is empty for a hidden number.
        """
        self.spent += 1
        if must:
            return True
        stage = self.stage
        if began:
            mine = not caller or self._take(f"k:{caller}", CALLS_PER_HOUR, CALL_BURST)
            roomy = self._take(f"b:{prefix}", PREFIX_PER_HOUR, PREFIX_BURST)
            full = mine and roomy and not abroad and stage in ("open", "warned")
        else:
            full = (not caller or self._take(f"s:{caller}", KEYS_PER_HOUR, KEYS_BURST)) and stage != "urgent"
        if not full:
            self.heard(Allowance.SHORT)
        return full

    def _fits(self, segments: int) -> bool:
        return not self._most or self.spent + segments <= self._most

    def _spend(self, verdict: Allowance, segments: int) -> Allowance:
        self.spent += segments
        if verdict is not Allowance.FULL:
            self.heard(verdict)
        return verdict

    def _take(self, name: str, per_hour: float, burst: float) -> bool:
        now = self._clock()
        bucket = self._buckets.pop(name, None) or Bucket(burst, now)
        self._buckets[name] = bucket  # the last in the line to be forgotten
        if len(self._buckets) > MOST:
            self._buckets.pop(next(iter(self._buckets)))
        had = bucket.take(now, per_hour=per_hour, burst=burst)
        if had:
            bucket.told = False
        return had
