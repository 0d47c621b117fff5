"""In a crowd strangers wait for each other; nobody else does, and nobody for long."""

from __future__ import annotations

import asyncio

import pytest

from app.line import lane
from app.line.lane import AT_ONCE, FEW, Lane


def test_only_strangers_in_a_crowd_wait_and_others_pass_them() -> None:
    async def crowd() -> tuple[int, list[str]]:
        there, inside, most, order = Lane(), 0, 0, list[str]()
        go = asyncio.Event()

        async def one(name: str, *, stranger: bool) -> None:
            nonlocal inside, most
            async with there.turn(stranger=stranger):
                inside += stranger
                most = max(most, inside)
                await (go.wait() if stranger else asyncio.sleep(0))
                order.append(name)
                inside -= stranger

        strangers = [asyncio.create_task(one("stranger", stranger=True)) for _ in range(FEW + 30)]
        await asyncio.sleep(0)
        await one("known", stranger=False)
        go.set()
        await asyncio.gather(*strangers)
        assert 0 == there.under_way
        return most, order

    most, order = asyncio.run(crowd())

    assert most <= FEW + AT_ONCE
    assert "known" == order[0]
    assert FEW + 31 == len(order)


def test_nobody_waits_longer_than_a_moment_where_the_first_ones_hang(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lane, "MOST_SECONDS", 0.05)

    async def hung() -> int:
        there, done = Lane(), 0

        async def hangs() -> None:
            async with there.turn(stranger=True):
                await asyncio.sleep(60)

        stuck = [asyncio.create_task(hangs()) for _ in range(FEW + AT_ONCE)]
        await asyncio.sleep(0)
        async with there.turn(stranger=True):
            done += 1
        for one in stuck:
            one.cancel()
        await asyncio.gather(*stuck, return_exceptions=True)
        assert 0 == there.under_way
        return done

    assert 1 == asyncio.run(asyncio.wait_for(hung(), 5))
