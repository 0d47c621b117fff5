"""A STOP is kept even where the record is away and the process that took it ends before it is back."""

from __future__ import annotations

import asyncio
import threading
from datetime import datetime, timedelta

import pytest

from app.line.context import OptOuts
from app.line.opt_out_retry import write_down
from app.line.runtime import LineRuntime
from app.outbox.opt_outs import opted_out
from app.privacy.pseudonyms import OptOutKey
from app.store.database import open_database
from app.store.redis_pipeline import PipelinedRedis
from app.store.sessions import SessionStore
from tests.conftest import MakeSettings
from tests.migrated import migrated
from tests.web.conftest import House
from tests.web.posting import Answer, post, sms
from tests.web.test_webhooks import bodies, one, phone, sid

TEXTS = "/twilio/sms"


class Tells(SessionStore):
    """Conversations that tell when an opt-out no longer waits in them."""

    def __init__(self, wire: PipelinedRedis) -> None:
        super().__init__(wire)
        self.settled = asyncio.Event()

    async def opt_outs_settled(self, *keys: OptOutKey) -> None:
        await super().opt_outs_settled(*keys)
        self.settled.set()


def stopped_while_the_record_is_away(house: House, number: str) -> None:
    house.record.broken = True
    one(house, TEXTS, sms("STOP", sid=sid(), sender=number))


def test_a_stop_outlives_the_process_that_took_it(house: House, redis_url: str) -> None:
    number = phone()
    stopped_while_the_record_is_away(house, number)
    another = House(redis_url)

    assert 0 == another.run(lambda: write_down(another.line))
    assert [another.line.names.optout_key(number)] == another.record.out
    assert [another.now] == another.record.times
    assert [] == another.run(another.line.conversations.opt_outs_waiting)


def test_a_running_line_writes_down_what_another_left_behind(make_settings: MakeSettings) -> None:
    settings = make_settings(watch_seconds=0.05)
    settings.porchlight_var.mkdir(parents=True, exist_ok=True)
    migrated(settings.database)
    standing = LineRuntime(settings)
    key = standing.line.names.optout_key("+12025550143")

    standing.line.conversations = conversations = Tells(PipelinedRedis(settings.redis))

    async def until_it_is_settled() -> None:
        await conversations.remember_opt_out(key)
        watching = asyncio.create_task(standing.watch())
        await asyncio.wait_for(conversations.settled.wait(), 20)
        watching.cancel()
        conversations.close()

    asyncio.run(until_it_is_settled())
    database = open_database(settings.database)
    recorded = opted_out(database, key)
    database.close()
    standing.close()

    assert recorded


def test_it_waits_for_as_long_as_nobody_can_write_it_down(house: House, redis_url: str) -> None:
    stopped_while_the_record_is_away(house, phone())
    stopped_while_the_record_is_away(house, phone())

    assert [2, 2] == [house.run(lambda: write_down(house.line)) for _ in range(2)]
    house.record.broken = False
    assert 0 == house.run(lambda: write_down(house.line))
    assert 2 == len(set(house.record.out))
    assert 0 == house.run(lambda: write_down(house.line))


def test_a_record_that_is_away_is_not_asked_for_ever(house: House) -> None:
    house.record.broken = True
    keys = [OptOutKey(str(number)) for number in range(9)]
    asked = iter(keys)

    assert [] == house.line.opt_outs.take_over(asked, now=house.now)
    assert keys[3:] == list(asked)


def test_start_takes_back_a_stop_that_still_waits(house: House, redis_url: str) -> None:
    number = phone()
    stopped_while_the_record_is_away(house, number)
    another = House(redis_url)
    one(another, TEXTS, sms("START", sid=sid(), sender=number))
    another.run(lambda: write_down(another.line))

    assert [] == another.record.out


def test_a_record_that_answers_too_late_is_not_waited_for_and_nothing_is_lost(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.line.inbound.SQL_SECONDS", 0.01)
    answered = threading.Event()
    written: list[OptOutKey] = []

    def slow(key: OptOutKey, at: datetime, *, out: bool) -> None:
        assert answered.wait(10)
        written.append(key)

    async def stop() -> tuple[Answer, list[OptOutKey]]:
        answer = await post(house.app, TEXTS, sms("STOP", sid=sid(), sender=phone()))
        waiting = await house.line.conversations.opt_outs_waiting()
        answered.set()
        return answer, waiting

    house.line.opt_outs = OptOuts(slow)
    answer, waiting = house.run(stop)

    assert "START" in bodies(answer)[0]
    assert written == waiting


def test_with_redis_gone_too_a_stop_is_confirmed_and_waits_in_memory(house: House) -> None:
    house.line.conversations._wire = PipelinedRedis("unix:///nowhere/at/all.sock")
    house.record.broken = True
    answer = one(house, TEXTS, sms("STOP", sid=sid(), sender=phone()))
    one(house, TEXTS, sms("START", sid=sid(), sender=phone()))

    assert "START" in bodies(answer)[0]
    assert [True, False] == [out for _, out, _ in house.line.opt_outs.waiting]
    assert 0 == house.run(lambda: write_down(house.line))


@pytest.mark.parametrize("said", [["STOP", "START"], ["STOP", "START", "STOP"], ["START", "STOP"]])
def test_what_one_caller_said_is_written_in_the_order_it_was_said(house: House, said: list[str]) -> None:
    number = phone()
    house.record.broken = True
    for word in said:
        one(house, TEXTS, sms(word, sid=sid(), sender=number))

    assert [len(said)] * 3 == [house.line.opt_outs.catch_up() for _ in range(3)]
    house.record.broken = False
    assert 0 == house.line.opt_outs.catch_up()
    assert (said[-1] == "STOP") == (house.record.out == [house.line.names.optout_key(number)])


def test_a_start_does_not_overtake_a_stop_that_waits(house: House) -> None:
    number = phone()
    stopped_while_the_record_is_away(house, number)
    house.record.broken = False
    one(house, TEXTS, sms("START", sid=sid(), sender=number))
    house.line.opt_outs.catch_up()

    assert [] == house.record.out


def test_whatever_had_to_wait_is_written_with_the_time_it_was_said_at(house: House) -> None:
    written: list[tuple[str, bool, datetime]] = []
    works = iter([False, True, True, True])

    def once_away(key: OptOutKey, at: datetime, *, out: bool) -> None:
        if not next(works):
            raise OSError("away")
        written.append((key, out, at))

    opt_outs, late = OptOuts(once_away), house.now + timedelta(minutes=5)
    opt_outs.record(OptOutKey("a"), out=True, now=house.now)
    opt_outs.record(OptOutKey("b"), out=False, now=late)
    opt_outs.catch_up()
    opt_outs.take_over([OptOutKey("c")], now=late)

    assert [("b", False, late), ("a", True, house.now), ("c", True, late)] == written


def test_one_that_can_never_be_written_stops_nobody_elses(house: House) -> None:
    bad, good = OptOutKey("bad"), OptOutKey("good")
    written: list[OptOutKey] = []

    def picky(key: OptOutKey, at: datetime, *, out: bool) -> None:
        if key == bad or not written:
            raise OSError("no")
        written.append(key)

    opt_outs = OptOuts(picky)
    for key, out in ((bad, True), (bad, False), (good, True)):
        assert not opt_outs.record(key, out=out, now=house.now)
    written.append(OptOutKey("works again"))

    assert [good] == opt_outs.take_over([bad, good], now=house.now)
    assert [3, 2] == [opt_outs.catch_up() for _ in range(2)]
    assert [(bad, True), (bad, False)] == [(key, out) for key, out, _ in opt_outs.waiting]
    assert good == written[-1]


def test_two_that_catch_up_at_once_disturb_each_other_in_nothing(house: House) -> None:
    stopped_while_the_record_is_away(house, phone())
    waiting = house.line.opt_outs

    def the_other_was_first(key: OptOutKey, at: datetime, *, out: bool) -> None:
        waiting.waiting.clear()

    waiting._write = the_other_was_first

    assert 0 == waiting.catch_up()
