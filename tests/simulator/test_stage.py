"""What reaches a demo's phones unasked, and the clock that is moved for all its processes."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from app.base import clock
from app.simulator.demo_world import FURTHEST, DemoWorld
from app.simulator.fake_provider import Exchange
from app.simulator.form import LineUnderTrial
from app.simulator.handset_registry import HandsetRegistry
from app.simulator.http_post import HttpAnswer
from app.simulator.phone_events import Missed
from app.simulator.provider import Plan, PretendProvider


async def _nobody(path: str, fields: Any, headers: Any) -> HttpAnswer:
    return HttpAnswer(204)


@pytest.fixture
def stage(tmp_path: Path) -> tuple[DemoWorld, PretendProvider, HandsetRegistry]:
    line = LineUnderTrial(public_url="https://line.test", token="t", number="+12025550100", account_sid="AC" + "0" * 32)
    shelf = HandsetRegistry(lambda: Exchange(line, _nobody))
    provider = PretendProvider(Exchange(line, _nobody), default=Plan(statuses=()))
    return DemoWorld(provider, shelf, clock_file=tmp_path / "demo-clock"), provider, shelf


async def _sent(provider: PretendProvider, to: str, *, voice: bool) -> None:
    words = {"Twiml": "<Response><Say>Hello</Say></Response>"} if voice else {"Body": "Hello"}
    await provider.create({"To": to, "From": "+12025550100", **words}, voice=voice)


def test_a_text_reaches_the_phone_it_is_for_once_and_stays_in_its_conversation(stage: Any) -> None:
    scene, provider, shelf = stage
    _, mine = shelf.take()
    _, other = shelf.take()
    asyncio.run(_sent(provider, mine.phone.number, voice=False))

    assert ["Hello"] == [bubble.text for bubble in asyncio.run(scene.news(mine))]
    assert [] == asyncio.run(scene.news(mine)) == asyncio.run(scene.news(other))
    assert ["Hello"] == [bubble.text for bubble in mine.phone.texts]


def test_a_call_rings_until_it_is_picked_up(stage: Any) -> None:
    scene, provider, shelf = stage
    _, mine = shelf.take()
    assert scene.ringing(mine) is None
    asyncio.run(_sent(provider, mine.phone.number, voice=True))
    call = scene.ringing(mine)
    assert call is not None
    assert call is scene.pick_up(mine) is mine.phone.call
    assert scene.ringing(mine) is None


def test_a_call_that_nobody_picks_up_stops_after_a_while_and_was_missed(stage: Any) -> None:
    scene, provider, shelf = stage
    _, mine = shelf.take()
    asyncio.run(_sent(provider, mine.phone.number, voice=True))
    scene.move(40)
    assert [] == asyncio.run(scene.news(mine))
    assert scene.ringing(mine) is not None
    scene.move(10)

    assert [Missed()] == asyncio.run(scene.news(mine))
    assert scene.ringing(mine) is None
    assert not asyncio.run(scene.let_ring(mine))


def test_a_second_call_takes_the_place_of_one_that_still_rings(stage: Any) -> None:
    _, provider, shelf = stage
    _, mine = shelf.take()

    async def twice() -> None:
        await _sent(provider, mine.phone.number, voice=True)
        await _sent(provider, mine.phone.number, voice=True)
        await provider.settled()

    asyncio.run(twice())

    assert ["no-answer", "queued"] == [taken.state for taken in provider.taken]


def test_the_clock_stops_at_whatever_has_its_turn_on_the_way(stage: Any, tmp_path: Path) -> None:
    _, provider, shelf = stage
    _, mine = shelf.take()
    asked: list[list[str]] = []
    due: list[datetime | None] = []

    def next_due(numbers: Sequence[str]) -> datetime | None:
        asked.append(list(numbers))
        return due[0]

    scene = DemoWorld(provider, shelf, clock_file=tmp_path / "demo-clock", next_due=next_due)
    begin = scene.now()
    due[:] = [begin + timedelta(minutes=10)]

    assert scene.advance(begin + timedelta(hours=1))
    assert timedelta(minutes=10) == clock.offset(tmp_path / "demo-clock")
    due[:] = [begin + timedelta(hours=3)]
    assert not scene.advance(begin + timedelta(hours=1))
    assert not scene.to_next(timedelta(hours=1))
    assert scene.to_next(timedelta(hours=4))
    assert timedelta(hours=2, minutes=59) <= clock.offset(tmp_path / "demo-clock") <= timedelta(hours=3)
    due[:] = [None]
    assert not scene.to_next(timedelta(days=9))
    assert [mine.phone.number] == asked[0]


def test_a_clock_is_not_held_up_by_what_is_late(stage: Any, tmp_path: Path) -> None:
    _, provider, shelf = stage
    late = clock.unshifted() - timedelta(hours=1)
    scene = DemoWorld(provider, shelf, clock_file=tmp_path / "demo-clock", next_due=lambda _: late)

    assert scene.advance(scene.now() + timedelta(hours=1))
    assert timedelta(seconds=1) <= clock.offset(tmp_path / "demo-clock") <= timedelta(seconds=2)


def test_a_text_to_nobodys_phone_is_no_trouble(stage: Any) -> None:
    asyncio.run(_sent(stage[1], "+13125550199", voice=False))


def test_the_clock_goes_ahead_for_every_process_and_never_back(stage: Any, tmp_path: Path) -> None:
    scene = stage[0]
    before = scene.now()
    after = scene.move(3600)

    assert timedelta(minutes=59) < after - before < timedelta(minutes=61)
    assert timedelta(hours=1) == clock.offset(tmp_path / "demo-clock")
    assert timedelta(hours=1) == clock.shift(tmp_path / "demo-clock", timedelta(hours=-5))
    for _ in range(20):
        scene.move(31 * 24 * 3600)
    assert FURTHEST == clock.offset(tmp_path / "demo-clock")


@pytest.mark.parametrize("written", ["", "x", "-5", "9" * 30])
def test_a_broken_clock_file_moves_nothing(tmp_path: Path, written: str) -> None:
    (tmp_path / "demo-clock").write_text(written)

    assert timedelta(0) == clock.offset(tmp_path / "demo-clock")
