"""A pretend provider that is asked to send: takes texts and calls, or refuses, dawdles, loses its answer, as planned.

It keeps what each phone would have received, and tells the line what became of it: in order, out of order, twice, or
never. Requests and answers have the shape of https://www.twilio.com/docs/messaging/api/message-resource and
.../docs/voice/api/call-resource, as far as `app.channels.twilio.sender` uses them.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import datetime

import msgspec

from app.simulator.call import Call
from app.simulator.fake_provider import Exchange
from app.simulator.form import Fields, outgoing_form
from app.simulator.phone_events import Moment
from app.simulator.twiml import read_call

DELIVERED = (("sent", 0), ("delivered", 0))


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What the provider does with one request."""

    delay: float = 0.0
    """Seconds until it answers."""
    status: int = 201
    code: int = 0
    """With a status of 400 and more: the provider's code, and nothing is taken."""
    after: int = 0
    """The `Retry-After` of a 429."""
    loses_answer: bool = False
    """It takes the message and the connection breaks before it has said so."""
    statuses: tuple[tuple[str, int], ...] = DELIVERED
    """(status, error code) it reports later, in this order; none, and it never calls back."""
    status_delay: float = 0.0
    """Seconds before each report."""
    answers: bool = True
    """Whether a phone that is called is picked up."""


class TakenMessage(msgspec.Struct, kw_only=True):
    """One text or call that the provider took: what a phone received, or would have."""

    sid: str
    to: str
    sender: str
    body: str
    voice: bool
    at: datetime
    callback: str = ""
    fields: dict[str, str] = {}
    deleted: bool = False
    state: str = "queued"


class RequestRefused(Exception):
    """The provider answers with this status and code."""

    def __init__(self, status: int, code: int, after: int = 0) -> None:
        super().__init__(f"{status} {code}")
        self.status, self.code, self.after = status, code, after


class LostAnswer(Exception):
    """The provider took it, and nobody will hear so."""


class OutgoingCall(Call):
    """A phone that rings because the line asked for it; `answer` picks it up."""

    def __init__(self, exchange: Exchange, taken: TakenMessage) -> None:
        super().__init__(exchange, sender=taken.sender)
        self.sid = taken.sid
        self.taken = taken

    async def answer(self) -> list[Moment]:
        """The phone is picked up, and hears the document that the call was made with."""
        self._began, self._status = self._exchange.clock(), "in-progress"
        self.taken.state = "in-progress"
        script = read_call(self.taken.fields.get("Twiml", "").encode(), url=self._exchange.line.public_url + "/")
        return [*script.notes, *await self._begin(script)]

    async def never_answer(self, status: str = "no-answer") -> None:
        """It rings until the provider gives up."""
        self.state, self.taken.state = "over", status
        await self._tell_end(status)

    def _form(self, status: str = "") -> Fields:
        line = self._exchange.line
        return outgoing_form(
            line, self.sid, number=self.taken.to, sender=self.taken.sender, status=status or self._status
        )

    def _status_url(self) -> str:
        return self.taken.callback or super()._status_url()


class PretendProvider:
    """Everything a provider remembers: what it took, in order, and what it is told to do with what comes next."""

    def __init__(self, exchange: Exchange, *, default: Plan | None = None, at_once: int = 10_000) -> None:
        """`at_once` is how many requests it works on together; the others wait, as at a provider with a limit."""
        self.exchange = exchange
        self._places = asyncio.Semaphore(at_once)
        self.default = default or Plan()
        self.next: deque[Plan] = deque()
        """Plans for the next requests, each used once; before all others."""
        self.plans: dict[str, Plan] = {}
        """Plans by the number sent to."""
        self.taken: list[TakenMessage] = []
        self.calls: dict[str, OutgoingCall] = {}
        """Calls that ring or go on, by the number they ring at."""
        self.deletable = True
        self.watchers: list[Callable[[TakenMessage], None]] = []
        """Told of everything taken: the demo's phones."""
        self._by_sid: dict[str, TakenMessage] = {}
        self._reports: set[asyncio.Task[None]] = set()

    def received(self, number: str) -> list[TakenMessage]:
        """What this phone got, oldest first: texts not reported as failed, and calls."""
        return [one for one in self.taken if one.to == number and one.state not in ("failed", "undelivered")]

    def copies(self) -> list[TakenMessage]:
        """What the provider still has."""
        return [one for one in self.taken if not one.deleted]

    async def create(self, fields: Mapping[str, str], *, voice: bool) -> TakenMessage:
        """The text or call this form asks for, taken. Raises RequestRefused or LostAnswer, as planned."""
        plan = self._plan(fields.get("To", ""))
        if plan.delay:
            async with self._places:
                await asyncio.sleep(plan.delay)
        if plan.status >= 400:
            raise RequestRefused(plan.status, plan.code, plan.after)
        taken = self._take(fields, voice=voice)
        if voice:
            self._ring(taken, plan)
        elif plan.statuses and taken.callback:
            self._later(self._report(taken, plan))
        if plan.loses_answer:
            raise LostAnswer
        return taken

    def delete(self, sid: str) -> None:
        """The provider has no copy any more. Raises RequestRefused for one it does not know or that is not final yet."""
        found = self._by_sid.get(sid)
        if found is None or found.deleted:
            raise RequestRefused(404, 20404)
        if not self.deletable:
            raise RequestRefused(409, 20009)
        found.deleted, found.body, found.fields = True, "", {}

    def redact(self, sid: str) -> None:
        """The provider keeps the message without its words. Raises RequestRefused for one it does not know."""
        found = self._by_sid.get(sid)
        if found is None or found.deleted:
            raise RequestRefused(404, 20404)
        found.body, found.fields = "", {}

    async def settled(self) -> None:
        """Every report that was begun has been made."""
        while self._reports:
            await asyncio.gather(*self._reports)

    def _plan(self, number: str) -> Plan:
        if self.next:
            return self.next.popleft()
        return self.plans.get(number, self.default)

    def _take(self, fields: Mapping[str, str], *, voice: bool) -> TakenMessage:
        taken = TakenMessage(
            sid=self.exchange.new_sid("CA" if voice else "SM"),
            to=fields.get("To", ""),
            sender=fields.get("From") or fields.get("MessagingServiceSid", ""),
            body=fields.get("Body", ""),
            voice=voice,
            at=self.exchange.clock(),
            callback=fields.get("StatusCallback", ""),
            fields=dict(fields),
        )
        self.taken.append(taken)
        self._by_sid[taken.sid] = taken
        for watch in self.watchers:
            watch(taken)
        return taken

    def _ring(self, taken: TakenMessage, plan: Plan) -> None:
        call, before = OutgoingCall(self.exchange, taken), self.calls.get(taken.to)
        if before is not None and before.state == "ready":
            self._later(before.never_answer())
        self.calls[taken.to] = call
        if not plan.answers:
            self._later(call.never_answer())

    async def _report(self, taken: TakenMessage, plan: Plan) -> None:
        for status, code in plan.statuses:
            if plan.status_delay:
                await asyncio.sleep(plan.status_delay)
            taken.state = status
            form: Iterable[tuple[str, str]] = (
                ("MessageSid", taken.sid),
                ("SmsSid", taken.sid),
                ("SmsStatus", status),
                ("MessageStatus", status),
                ("To", taken.to),
                ("From", taken.sender),
                ("AccountSid", self.exchange.line.account_sid),
                ("ApiVersion", "2010-04-01"),
                *((("ErrorCode", str(code)),) if code else ()),
            )
            await self.exchange.post(taken.callback, list(form))

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.ensure_future(work)
        self._reports.add(task)
        task.add_done_callback(self._reports.discard)


def answer_of(taken: TakenMessage, account: str) -> dict[str, object]:
    """What the provider says of something it took, as far as anybody reads it."""
    kind = "Calls" if taken.voice else "Messages"
    return {
        "sid": taken.sid,
        "account_sid": account,
        "api_version": "2010-04-01",
        "status": "queued",
        "to": taken.to,
        "from": taken.sender,
        "body": None if taken.voice else taken.body,
        "uri": f"/2010-04-01/Accounts/{account}/{kind}/{taken.sid}.json",
        "error_code": None,
        "error_message": None,
    }
