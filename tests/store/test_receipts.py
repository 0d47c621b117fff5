"""Receipts are small and short-lived, and a Valkey that is full changes no answer."""

from __future__ import annotations

import asyncio
import random
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from redis import Redis
from redis.exceptions import OutOfMemoryError

from app.privacy.pseudonyms import Pseudonyms
from app.store.redis_connection import connect
from app.store.redis_pipeline import PipelinedRedis
from app.store.sessions import RECEIPT_TTL, SessionStore
from app.web.health import redis_probe
from tests.web.conftest import House
from tests.web.posting import Answer, post, sms, voice

KEYS = Pseudonyms(b"k" * 32)


@pytest.fixture
def redis(redis_url: str) -> Iterator[Redis]:
    with connect(redis_url, timeout=30) as connected:
        yield connected
        connected.config_set("maxmemory", 0)


def fill(redis: Redis) -> None:
    """Nothing more fits into it."""
    redis.config_set("maxmemory", redis.info("memory")["used_memory"] + 200_000)
    with pytest.raises(OutOfMemoryError):
        for number in range(100_000):
            redis.set(f"somebody's:{number}", random.randbytes(512))


def run(*works: Callable[[], Coroutine[Any, Any, Any]], stores: list[SessionStore]) -> list[Any]:
    async def inside() -> list[Any]:
        found = [await work() for work in works]
        for store in stores:
            store.close()
        await asyncio.sleep(0)
        return found

    return asyncio.run(inside())


def sid(number: int, kind: str = "SM") -> str:
    return f"{kind}{number:032x}"


def talk(*houses: House, words: list[str]) -> list[str]:
    """What is answered when each text comes to the next of these machines."""

    async def inside() -> list[str]:
        answers = []
        for number, said in enumerate(words):
            house = houses[number % len(houses)]
            answer: Answer = await post(house.app, "/twilio/sms", sms(said, sid=sid(number)))
            answers.append(answer.text)
        for house in houses:
            house.line.conversations.close()
        await asyncio.sleep(0)
        return answers

    return asyncio.run(inside())


WORDS = ["hi", "1", "0", "he is not breathing", "0", "2", "es", "hola", "STOP", "START", "9", "menu"]


def test_a_receipt_takes_less_than_200_bytes_and_goes_after_an_hour(redis: Redis, redis_url: str) -> None:
    house = House(redis_url)

    async def inside() -> None:
        for number in range(1000):
            caller = f"+1312555{number:04d}"
            await post(house.app, "/twilio/sms", sms(WORDS[number % len(WORDS)], sid=sid(number), sender=caller))
            await post(house.app, "/twilio/voice", voice(sid=sid(number, "CA"), sender=caller))
        house.line.conversations.close()
        await asyncio.sleep(0)

    asyncio.run(inside())
    receipts, replies = list(redis.scan_iter("d:*")), list(redis.scan_iter("t:*"))
    bytes_of = [redis.memory_usage(key) or 0 for key in receipts]
    taken = sum(bytes_of) + sum(redis.memory_usage(key) or 0 for key in replies)

    assert 2000 == len(receipts)
    assert max(bytes_of) <= 200
    assert taken / 2000 <= 200
    assert all(0 < redis.ttl(key) <= RECEIPT_TTL == 3600 for key in (*receipts, *replies))
    assert {b"s", b"d", b"t", b"p"} >= {key[:1] for key in redis.scan_iter()}


def test_a_copy_on_another_machine_gets_the_same_reply(redis_url: str) -> None:
    stores = [SessionStore(PipelinedRedis(redis_url)) for _ in range(2)]
    first, second = stores

    [_, opened, again] = run(
        lambda: first.save("anna", "m:1", was=b"", now=b"menu", reply=b"<Response>Hello.</Response>"),
        lambda: second.load("anna", "m:1"),
        lambda: second.save("anna", "m:1", was=b"menu", now=b"elsewhere", reply=b"<Response>Other.</Response>"),
        stores=stores,
    )

    assert (b"menu", b"<Response>Hello.</Response>") == (opened.session, opened.reply)
    assert (False, b"<Response>Hello.</Response>") == (again.done, again.reply)


def test_a_reply_lives_as_long_as_its_youngest_receipt(redis: Redis, redis_url: str) -> None:
    store = SessionStore(PipelinedRedis(redis_url))
    [_] = run(lambda: store.save("anna", "m:1", was=b"", now=b"menu", reply=b"Hello."), stores=[store])
    [reply] = redis.keys("t:*")
    redis.expire(reply, 5)
    [_] = run(lambda: store.save("ben", "m:2", was=b"", now=b"menu", reply=b"Hello."), stores=[store])

    assert [reply] == redis.keys("t:*")
    assert redis.ttl(reply) >= redis.ttl("d:m:2") > 3000


def test_a_receipt_whose_reply_is_gone_still_stops_a_second_effect(redis: Redis, redis_url: str) -> None:
    store = SessionStore(PipelinedRedis(redis_url))
    [_] = run(lambda: store.save("anna", "m:1", was=b"", now=b"menu", reply=b"Hello."), stores=[store])
    redis.delete(*redis.keys("t:*"))
    opened, again = run(
        lambda: store.load("anna", "m:1"),
        lambda: store.save("anna", "m:1", was=b"menu", now=b"elsewhere", reply=b"Worked out again."),
        stores=[store],
    )

    assert (None, False, b"Worked out again.") == (opened.reply, again.done, again.reply)
    assert b"menu" == redis.get("s:anna")


def test_a_full_valkey_changes_no_answer(redis: Redis, redis_url: str) -> None:
    expected = talk(House(redis_url), words=WORDS)
    redis.flushall()
    fill(redis)
    house = House(redis_url)
    answers = talk(house, words=WORDS)

    assert expected == answers
    assert house.line.conversations.degraded
    assert 0 == len(redis.keys("s:*"))


def test_what_memory_kept_goes_back_when_there_is_room(redis: Redis, redis_url: str) -> None:
    fill(redis)
    house, other = House(redis_url), House(redis_url)
    talk(house, words=["hi", "2"])
    redis.config_set("maxmemory", 0)
    answers = talk(other, house, words=["pharmacy", "0"])[1:]

    assert 1 == len(redis.keys("s:*"))
    assert not house.line.conversations.degraded
    assert answers


def test_a_valkey_full_of_receipts_makes_room_on_every_machine(redis: Redis, redis_url: str) -> None:
    expected = talk(House(redis_url), words=WORDS)
    redis.flushall()
    redis.config_set("maxmemory", redis.info("memory")["used_memory"] + 400_000)
    with pytest.raises(OutOfMemoryError):
        for number in range(100_000):
            redis.set(f"d:m:MM{number:032x}", "0123456789abcdef", ex=3000)
    machines = [House(redis_url) for _ in range(3)]

    assert expected == talk(*machines, words=WORDS)
    assert not any(house.line.conversations.degraded for house in machines)


def test_a_copy_that_may_still_come_makes_no_room(redis: Redis, redis_url: str) -> None:
    redis.config_set("maxmemory", redis.info("memory")["used_memory"] + 200_000)
    with pytest.raises(OutOfMemoryError):
        for number in range(100_000):
            redis.set(f"d:m:MM{number:032x}", "0123456789abcdef", ex=3600)
    kept = len(redis.keys("d:*"))
    talk(House(redis_url), words=["hi"])

    assert kept == len(redis.keys("d:*"))


def test_a_full_valkey_is_degraded_on_health(redis: Redis, redis_url: str) -> None:
    probe = redis_probe(redis_url)
    before = probe()
    fill(redis)
    full = probe()
    redis.config_set("maxmemory", 0)

    assert before.ok  # type: ignore[union-attr]
    assert not full.ok  # type: ignore[union-attr]
    assert "full" in full.says  # type: ignore[union-attr]
    assert probe().ok  # type: ignore[union-attr]
