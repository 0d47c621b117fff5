"""Everything due goes out: claimed, asked again, opened, handed to the provider, and what became of it written down.

One `Delivery` serves a process for good: its threads share one client with its connections, and their small writes
share transactions. Whatever is urgent has threads of its own, so that it never stands behind a check-in.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime
from time import monotonic

from app import crash, log
from app.channels.sender import Letter, Sends
from app.clock import Clock
from app.opening import CannotOpen, Opener
from app.outcomes import CANNOT_OPEN, Outcome
from app.privacy import Names
from app.store import claims, copies, optouts, sweeping
from app.store.claims import Claimed
from app.store.database import Database
from app.store.grouped import Grouped
from app.store.outbox import NUDGE, REPLY, RULES, URGENT

URGENT_LANES: Sequence[int] = (URGENT,)
ALL_LANES: Sequence[int] = (URGENT, REPLY, NUDGE)
THREADS = 16
"""Sends under way at once: each waits a tenth of a second for the provider and costs a few thousandths."""
URGENT_THREADS = 6
BATCH = 16
"""Rows claimed at once: small, so that what is urgent is looked for again after a fraction of a second."""
LOOK_SECONDS = 0.05
COPIES = 50
WRITES = 3

_log = log.get("outbox")


class Delivery:
    """Sends what is due in this process; `lanes` of several processes may overlap as they like."""

    def __init__(
        self,
        *,
        database: Database,
        sender: Sends,
        opener: Opener,
        names: Names,
        clock: Clock,
        rate: float,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self._database = database
        self._sender = sender
        self._opener = opener
        self._names = names
        self._clock = clock
        self._rate = rate
        self._chance = chance
        self._grouped = Grouped(database)
        self._pools = {
            True: ThreadPoolExecutor(URGENT_THREADS, thread_name_prefix="urgent"),
            False: ThreadPoolExecutor(THREADS, thread_name_prefix="send"),
        }
        self.stopping = threading.Event()

    def deliver(self, lanes: Sequence[int] = ALL_LANES, *, seconds: float = 20.0) -> int:
        """How many rows were dealt with: until nothing more may be sent now, or for this long."""
        until, dealt = monotonic() + seconds, 0
        running: dict[bool, set[Future[None]]] = {True: set(), False: set()}
        while True:
            room = {True: URGENT_THREADS - len(running[True]), False: THREADS + BATCH - len(running[False])}
            late = monotonic() >= until or self.stopping.is_set()
            rows = [] if late else self._claim(lanes, room)
            dealt += len(rows)
            for row in rows:
                running[row.urgent].add(self._pools[row.urgent].submit(self._one, row))
            everything = running[True] | running[False]
            if not everything:
                return dealt
            done, _ = wait(everything, timeout=LOOK_SECONDS)
            running = {urgent: futures - done for urgent, futures in running.items()}

    def _claim(self, lanes: Sequence[int], room: dict[bool, int]) -> list[Claimed]:
        """Rows for as many threads as are free, the urgent ones first."""
        found: list[Claimed] = []
        for lane in lanes:
            limit = min(room[lane == URGENT], BATCH)
            # A handful at a time would be a transaction a row.
            if limit >= (1 if lane == URGENT else BATCH // 2):
                rate = None if lane == URGENT else self._rate
                rows = claims.claim(self._database, lane, limit=limit, now=self._clock(), rate=rate)
                room[lane == URGENT] -= len(rows)
                found += rows
        return found

    def _one(self, row: Claimed) -> None:
        try:
            if self._grouped.do(lambda session: claims.begin(session, row, self._clock())):
                outcome = self._hand_over(row)
                crash.reached("after-accept")
                self._record(row, outcome)
                crash.reached("after-mark")
        except Exception as error:
            # Its lease ends, and then it is tried again or counts as sent: nothing is lost by giving up here.
            _log.error("outbox.failed", id=row.id, part=row.kind, exc_info=error)

    def _hand_over(self, row: Claimed) -> Outcome:
        """The only place where a number is open: it is in no variable that outlives this call."""
        try:
            to, body = self._opener.number(row.to), self._opener.text(*row.body)
        except CannotOpen as error:
            _log.error("outbox.cannot_open", id=row.id, part=row.kind, exc_info=error)
            return Outcome("permanent", code=CANNOT_OPEN)
        if self._opted_out_before(to):
            return Outcome("opted_out")
        return self._sender.send(
            Letter(
                id=row.id,
                to=to,
                body=body,
                language=row.language,
                channel=row.channel,
                urgent=row.urgent,
                repeat=row.repeat,
                answer_path=row.answer_path,
                validity=RULES[row.kind].validity,
                tries=row.tries,
            )
        )

    def _opted_out_before(self, number: str) -> bool:
        """Whether this person said STOP under an older key, in the moments before opt-outs are renamed to the new one."""
        older = self._names.optout_keys(number)[1:]
        return any(optouts.opted_out(self._database, key) for key in older)

    def _record(self, row: Claimed, outcome: Outcome) -> None:
        chance = self._chance()
        for left in reversed(range(WRITES)):
            try:
                self._grouped.do(lambda session: claims.record(session, row, outcome, self._clock(), chance=chance))
                break
            except Exception:
                if not left:
                    raise
                self.stopping.wait(0.2)
        if outcome.verdict != "sent":
            say = _log.error if outcome.ours else _log.warning
            say(
                "outbox.not_sent",
                id=row.id,
                part=row.kind,
                outcome=outcome.verdict,
                code=outcome.code,
                attempt=row.tries,
            )

    def clean(self, *, limit: int = COPIES) -> int:
        """How many of the provider's copies are gone that were not before."""
        sids = copies.claim(self._database, limit=limit, now=self._clock())
        gone = list(self._pools[False].map(self._sender.delete, sids))
        with self._database.writing() as session:
            copies.deleted(session, [sid for sid, is_gone in zip(sids, gone, strict=True) if is_gone])
            for sid, is_gone in zip(sids, gone, strict=True):
                if not is_gone:
                    copies.later(session, sid, now=self._clock())
        return sum(gone)

    def sweep(self, now: datetime) -> sweeping.Due:
        """What time alone does is done; answers with what is due."""
        return sweeping.sweep(self._database, now=now)

    def close(self) -> None:
        """What is under way is finished, and nothing more is begun."""
        self.stopping.set()
        for pool in self._pools.values():
            pool.shutdown()
        self._database.close()
