"""Everything due goes out: claimed, asked again, opened, handed to the provider, and what became of it written down.

One `Delivery` serves a process for good: its threads share one client with its connections, and only hand over; one
thread writes for all of them. Whatever is urgent has threads of its own, so that it never stands behind a check-in.
"""

from __future__ import annotations

import random
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from time import monotonic

from app.base import failpoints, log
from app.base.clock import Clock
from app.channels.base import Letter, LetterLanguage, Sends
from app.channels.letter_language import shipped_language
from app.channels.results import CANNOT_OPEN, Outcome
from app.outbox import leases, opt_outs, provider_copies, sweep
from app.outbox.leases import Leased, Result
from app.outbox.messages import NUDGE, REPLY, RULES, URGENT, beat, is_rehearsal
from app.privacy.pseudonyms import Pseudonyms
from app.privacy.unsealing import CannotOpen, Unsealer
from app.store.database import Database, Transaction

URGENT_ONLY: Sequence[int] = (URGENT,)
ALL_PRIORITIES: Sequence[int] = (URGENT, REPLY, NUDGE)
THREADS = 24
"""Sends under way at once: each waits a tenth of a second for the provider and costs a few thousandths."""
URGENT_THREADS = 6
AHEAD = 8
"""Claimed beside those under way: whenever a send ends, another can be begun in the same transaction."""
TURN_SECONDS = 0.06
"""At most between two transactions: what ends meanwhile is in the next one together. A commit waits for the disk."""
MANY = 8
"""So many that have ended are written down at once, and whatever is urgent."""
LOOK_SECONDS = 0.25
"""How often more is looked for while everything found is under way."""
PULSE_SECONDS = 2.0
COPIES, MANY_COPIES = 50, 200
"""Of the provider's copies in one go: the first time, and once all of those are gone."""
WRITES = 5

_log = log.get("outbox")


class _DeliveryRun:
    """One call of `deliver`: what it has claimed, what is under way, what has ended and is not written down."""

    def __init__(self) -> None:
        self.claimed: list[Leased] = []
        self.running: dict[Future[Outcome], Leased] = {}
        self.done: deque[Future[Outcome]] = deque()
        """Of those running, the ones that have come to their end."""
        self.bell = threading.Event()
        """Rings when it is worth a transaction."""
        self.ended: list[Result] = []
        self.dealt = 0
        self.failures = 0
        self.look_at = 0.0

    @property
    def idle(self) -> bool:
        return not (self.claimed or self.running or self.ended)

    def begin(self, row: Leased, sending: Future[Outcome]) -> None:
        """This one is under way from here on."""
        self.running[sending] = row
        sending.add_done_callback(lambda ended: self._end(ended, urgent=row.urgent))

    def _end(self, ended: Future[Outcome], *, urgent: bool) -> None:
        """Called in the thread that sent it."""
        self.done.append(ended)
        if urgent or len(self.done) >= min(MANY, len(self.running)):
            self.bell.set()

    def ready(self) -> list[Leased]:
        """Those claimed for which a thread is free; the others stay for the next turn."""
        free = max(0, THREADS - sum(not row.urgent for row in self.running.values()))
        urgent, others = [row for row in self.claimed if row.urgent], [row for row in self.claimed if not row.urgent]
        return urgent + others[:free]

    def room(self, *, urgent: bool) -> int:
        """How many more may be claimed."""
        busy = [*self.running.values(), *self.claimed]
        return (URGENT_THREADS if urgent else THREADS + AHEAD) - sum(row.urgent == urgent for row in busy)


class Delivery:
    """Sends what is due in this process; `priorities` of several processes may overlap as they like."""

    def __init__(
        self,
        *,
        database: Database,
        sender: Sends,
        opener: Unsealer,
        names: Pseudonyms,
        clock: Clock,
        rate: float,
        chance: Callable[[], float] = random.random,
        pulse: str = "",
        moves: Callable[[], object] = lambda: None,
        languages: Callable[[str], LetterLanguage] = shipped_language,
    ) -> None:
        """`pulse` names a moment for all processes to see: when this one last looked for more; `moves` hears every turn; `languages`
        knows what a call or a repeat needs of its language.
        """
        self._moves = moves
        self._languages = languages
        self.database = database
        self._sender = sender
        self._opener = opener
        self._names = names
        self._clock = clock
        self._rate = rate
        self._chance = chance
        self._pulse = pulse
        self._beaten = 0.0
        self._pools = {
            True: ThreadPoolExecutor(URGENT_THREADS, thread_name_prefix="urgent"),
            False: ThreadPoolExecutor(THREADS, thread_name_prefix="send"),
        }
        self.stopping = threading.Event()

    def deliver(self, priorities: Sequence[int] = ALL_PRIORITIES, *, seconds: float = 20.0) -> int:
        """How many rows were dealt with: until nothing more may be sent now, or for this long.

        One transaction a turn: what ended is written down, what was claimed in the last turn is asked again and begun,
        and more is claimed for the threads that are free. Only what was begun, and committed so, is handed over.
        """
        until, run = monotonic() + seconds, _DeliveryRun()
        while True:
            self._moves()
            while run.done:
                one = run.done.popleft()
                run.ended.append(Result(run.running.pop(one), one.result(), self._chance()))
            open_ = monotonic() < until and not self.stopping.is_set()
            self._round(run, priorities if open_ else ())
            if run.idle or run.failures > WRITES:
                return run.dealt
            if run.running and not any(row.urgent for row in run.claimed):
                run.bell.wait(TURN_SECONDS)
            run.bell.clear()

    def _round(self, run: _DeliveryRun, priorities: Sequence[int]) -> None:
        look = bool(priorities) and (monotonic() >= run.look_at or bool(run.ended))
        ready = run.ready()
        if not (look or run.ended or ready):
            return
        marked = bool(run.ended)
        failpoints.hit("before-claim")
        try:
            begun, found = self._batch(run, ready, priorities if look else ())
            run.ended = []
        except Exception as error:
            _log.error("outbox.turn_failed", exc_info=error)
            run.failures += 1
            begun, found = self._singly(run, ready), []
        run.claimed = [row for row in run.claimed if row not in ready] + found
        run.dealt += len(found)
        if look:
            run.look_at = monotonic() + (0 if found else LOOK_SECONDS)
        if found:
            failpoints.hit("after-claim")
        if marked:
            failpoints.hit("after-mark")
        for row in begun:
            run.begin(row, self._pools[row.urgent].submit(self._hand_over, row))

    def _batch(
        self, run: _DeliveryRun, ready: Sequence[Leased], priorities: Sequence[int]
    ) -> tuple[list[Leased], list[Leased]]:
        with self.database.writing() as session:
            now = self._clock()
            self._beat(session, now)
            leases.record(session, run.ended, now)
            begun = leases.start_sending(session, ready, now)
            found = self._claim(session, run, priorities, now)
            leases.tally(session, run.ended, now)
        return begun, found

    def _claim(self, session: Transaction, run: _DeliveryRun, priorities: Sequence[int], now: datetime) -> list[Leased]:
        found: list[Leased] = []
        if URGENT in priorities and (room := run.room(urgent=True)) > 0:
            found += leases.claim(session, URGENT, limit=room, now=now)
        others = [priority for priority in priorities if priority != URGENT]
        if others and (room := run.room(urgent=False)) > 0:
            found += leases.claim(session, *others, limit=room, now=now, rate=self._rate)
        return found

    def _beat(self, session: Transaction, now: datetime) -> None:
        if self._pulse and monotonic() >= self._beaten + PULSE_SECONDS:
            beat(session, self._pulse, now)
            self._beaten = monotonic()

    def _singly(self, run: _DeliveryRun, ready: Sequence[Leased]) -> list[Leased]:
        """Each on its own: one row that cannot be written does not keep the others from it.

        What cannot be written down now is tried again in the next turns; a row that cannot be begun is left to its lease.
        """
        begun: list[Leased] = []
        left: list[Result] = []
        for result in run.ended:
            left.append(result)
            with self._noted(result.row):
                with self.database.writing() as session:
                    leases.record(session, [result], self._clock())
                    leases.tally(session, [result], self._clock())
                left.pop()
        for row in ready:
            with self._noted(row), self.database.writing() as session:
                begun += leases.start_sending(session, [row], self._clock())
        run.ended = left
        return begun

    @contextmanager
    def _noted(self, row: Leased) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            _log.error("outbox.not_written", id=row.id, part=row.kind, exc_info=error)

    def _hand_over(self, row: Leased) -> Outcome:
        try:
            outcome = self._sent(row)
        except Exception as error:
            _log.error("outbox.failed", id=row.id, part=row.kind, exc_info=error)
            return Outcome("unknown")
        failpoints.hit("after-accept")
        if outcome.verdict != "sent":
            say = _log.error if outcome.ours else _log.warning
            named = {"part": row.kind, "outcome": outcome.verdict, "code": outcome.code, "attempt": row.tries}
            say("outbox.not_sent", id=row.id, **named)
        return outcome

    def _sent(self, row: Leased) -> Outcome:
        """The only place where a number is open: it is in no variable that outlives this call."""
        try:
            to, body = self._opener.number(row.to), self._opener.text(*row.body)
        except CannotOpen as error:
            _log.error("outbox.cannot_open", id=row.id, part=row.kind, exc_info=error)
            return Outcome("permanent", code=CANNOT_OPEN, bug=True)
        if is_rehearsal(row.owner_id):
            return Outcome("sent")  # as far as one may go without a phone at the other end
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
                repeat=row.maybe_duplicate,
                answer_path=row.answer_path,
                validity=RULES[row.kind].validity,
                tries=row.tries,
                spoken=self._languages(row.language) if row.maybe_duplicate or row.channel == "voice" else None,
            )
        )

    def _opted_out_before(self, number: str) -> bool:
        """Whether this person said STOP under an older key, in the moments before opt-outs are renamed to the new one."""
        older = self._names.optout_keys(number)[1:]
        return any(opt_outs.opted_out(self.database, key) for key in older)

    def clean(self, *, seconds: float = 5.0) -> int:
        """How many of the provider's copies are gone that were not before: all that are due, or for this long."""
        until, gone, limit = monotonic() + seconds, 0, COPIES
        while not self.stopping.is_set() and monotonic() < until:
            self._moves()
            sids = provider_copies.claim(self.database, limit=limit, now=self._clock())
            done = self._delete(sids) if sids else 0
            gone += done
            if done < len(sids) or not sids:
                break  # none is left, or the provider is in trouble: asked again at the next tick
            limit = MANY_COPIES
        return gone

    def _delete(self, sids: Sequence[str]) -> int:
        gone = list(self._pools[False].map(self._sender.delete, sids))
        with self.database.writing() as session:
            provider_copies.deleted(session, [sid for sid, is_gone in zip(sids, gone, strict=True) if is_gone])
            for sid, is_gone in zip(sids, gone, strict=True):
                if not is_gone:
                    provider_copies.later(session, sid, now=self._clock())
        return sum(gone)

    def sweep(self, now: datetime) -> sweep.Due:
        """What time alone does is done; answers with what is due."""
        return sweep.sweep(self.database, now=now)

    def close(self) -> None:
        """What is under way is finished, and nothing more is begun."""
        self.stopping.set()
        for pool in self._pools.values():
            pool.shutdown()
        self.database.close()
