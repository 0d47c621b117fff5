"""The pretend provider keeps its plan, and what a whole line sends through it arrives as it should."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.line.delivery_reports import sending_state
from app.outbox import messages, opt_outs
from app.simulator.fake_provider import Exchange
from app.simulator.form import LineUnderTrial
from app.simulator.http_post import HttpAnswer
from app.simulator.phone_events import Ask, Heard
from app.simulator.provider import LostAnswer, Plan, PretendProvider, RequestRefused
from tests.outbox.conftest import ANNA, BEN, NOON, Post
from tests.outbox.processes import ACCOUNT, RunningProvider

FORM = {"To": ANNA, "From": "+12025550100", "Body": "Hi", "StatusCallback": "https://line.test/twilio/status?o=o1"}
RING = {
    "To": ANNA, "From": "+12025550100", "StatusCallback": "https://line.test/twilio/status?o=o2",
    "Twiml": '<Response><Gather input="dtmf" numDigits="1" action="https://line.test/twilio/check?c=c1">'
             "<Say>Press any key.</Say></Gather></Response>",
}  # fmt: skip


class Town:
    """A provider whose line only notes what it is posted."""

    def __init__(self) -> None:
        self.posted: list[tuple[str, dict[str, str]]] = []
        line = LineUnderTrial(public_url="https://line.test", token="t" * 32, account_sid=ACCOUNT)
        self.provider = PretendProvider(Exchange(line, self._post, clock=lambda: NOON))

    async def _post(self, path: str, params: Any, headers: Any) -> HttpAnswer:
        self.posted.append((path, dict(params)))
        body = b"<Response><Say>Thank you.</Say></Response>" if "check" in path else b""
        return HttpAnswer(200 if body else 204, "text/xml", body)


@pytest.fixture
def town() -> Town:
    return Town()


def run(work: Callable[[], Any]) -> Any:
    async def inside() -> Any:
        return await work()

    return asyncio.run(inside())


def test_a_text_arrives_and_is_reported_in_order(town: Town) -> None:
    async def work() -> None:
        await town.provider.create(FORM, voice=False)
        await town.provider.settled()

    run(work)

    assert ["Hi"] == [one.body for one in town.provider.received(ANNA)]
    assert [("/twilio/status?o=o1", "sent"), ("/twilio/status?o=o1", "delivered")] == [
        (path, form["MessageStatus"]) for path, form in town.posted
    ]


@pytest.mark.parametrize(
    "statuses",
    [(("delivered", 0), ("sent", 0)), (("sent", 0), ("sent", 0), ("delivered", 0)), (("undelivered", 30005),), ()],
)
def test_reports_come_as_planned(town: Town, statuses: tuple[tuple[str, int], ...]) -> None:
    town.provider.default = Plan(statuses=statuses)

    async def work() -> None:
        await town.provider.create(FORM, voice=False)
        await town.provider.settled()

    run(work)

    assert [name for name, _ in statuses] == [form["MessageStatus"] for _, form in town.posted]
    assert (statuses[0][0] != "undelivered" if statuses else True) == bool(town.provider.received(ANNA))


def test_refusals_and_lost_answers_are_planned_once_by_number_or_for_all(town: Town) -> None:
    provider = town.provider
    provider.next.extend([Plan(status=429, code=20429, after=3), Plan(loses_answer=True)])
    provider.plans[BEN] = Plan(status=400, code=21610)

    async def work() -> None:
        with pytest.raises(RequestRefused, match="429"):
            await provider.create(FORM, voice=False)
        with pytest.raises(LostAnswer):
            await provider.create(FORM, voice=False)
        with pytest.raises(RequestRefused, match="21610"):
            await provider.create(FORM | {"To": BEN}, voice=False)
        await provider.create(FORM, voice=False)
        await provider.settled()

    run(work)

    assert (2, 0) == (len(provider.received(ANNA)), len(provider.received(BEN)))


def test_a_call_rings_says_its_words_and_takes_a_key(town: Town) -> None:
    async def work() -> list[Any]:
        await town.provider.create(RING, voice=True)
        call = town.provider.calls[ANNA]
        return [*await call.answer(), *await call.press("5")]

    moments = run(work)
    (path, form), (_, ended) = town.posted

    assert ["Press any key.", "Thank you."] == [one.text for one in moments if isinstance(one, Heard)]
    assert any(isinstance(one, Ask) for one in moments)
    assert ("/twilio/check?c=c1", "5", ANNA, "outbound-api") == (path, form["Digits"], form["To"], form["Direction"])
    assert "completed" == ended["CallStatus"]


def test_a_call_nobody_takes_is_reported(town: Town) -> None:
    town.provider.default = Plan(answers=False)

    async def work() -> None:
        await town.provider.create(RING, voice=True)
        await town.provider.settled()

    run(work)

    assert [("/twilio/status?o=o2", "no-answer")] == [(path, form["CallStatus"]) for path, form in town.posted]


def test_copies_are_deleted_and_redacted(town: Town) -> None:
    async def work() -> None:
        first = await town.provider.create(FORM, voice=False)
        second = await town.provider.create(FORM, voice=False)
        town.provider.redact(second.sid)
        town.provider.delete(first.sid)
        with pytest.raises(RequestRefused, match="404"):
            town.provider.delete(first.sid)
        town.provider.deletable = False
        with pytest.raises(RequestRefused, match="20009"):
            town.provider.delete(second.sid)

    run(work)

    assert [""] == [one.body for one in town.provider.copies()]


def test_over_http_a_line_texts_calls_and_deletes(post: Post, tmp_path: Path, make_settings: Any) -> None:
    from app.channels.twilio.sender import Sender

    provider = RunningProvider(tmp_path)
    try:
        sender = Sender(make_settings(twilio_from="+12025550100", twilio_api_base=provider.base))
        post.delivery = post.new_delivery(sender=sender)
        post.put("text", kind="escalation")
        post.put("call", kind="call", channel="voice", answer_path="check?c=c1")
        provider.plan(loses_answer=True)
        post.put("lost", kind="nudge", to=BEN, opt_out_key=post.key_of(BEN))
        post.delivery.deliver([2])
        provider.plan(status=400, code=21610)
        post.put("stopped", kind="nudge", to=BEN, opt_out_key=post.key_of(BEN))
        post.delivery.deliver([2])
        provider.plan(delay=6, statuses=[])
        post.put("hangs", kind="reply")
        post.delivery.deliver([1])
        provider.plan(statuses=[])
        post.delivery.deliver()
        copies = [one["sid"] for one in provider.taken() if one["to"] == ANNA]
        with post.database.writing() as session:
            for copy in copies:
                messages.leave_copy(session, copy, now=post.clock())
        deleted = post.delivery.clean()
        left = [one["deleted"] for one in provider.taken() if one["to"] == ANNA]
        sender.close()
    finally:
        provider.stop()
    outcomes = {key: post.row(key).outcome for key in ("text", "call", "lost", "stopped", "hangs")}

    assert {"text": "sent", "call": "sent", "lost": "assumed", "stopped": "opted_out", "hangs": "assumed"} == outcomes
    assert deleted == len(copies) == left.count(True)
    assert opt_outs.opted_out(post.database, post.key_of(BEN))


def test_the_record_says_how_sending_is_doing(post: Post) -> None:
    assert (None, False, 0) == sending_state(post.database, now=post.clock())[:3]
    post.go()
    post.write(lambda session: messages.leave_copy(session, "SM1", now=post.clock()))
    later: datetime = post.clock() + timedelta(minutes=11)

    assert (660.0, False, 1) == sending_state(post.database, now=later)[:3]
    assert json.dumps(sending_state(post.database, now=later))
