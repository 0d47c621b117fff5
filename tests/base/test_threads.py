"""Pools of threads: what hangs in one holds up nothing in another, and what was given up in line never begins."""

from __future__ import annotations

import asyncio
import threading

import pytest

from app.base import fence
from app.base.fence import Fence, GivenUp
from app.base.threads import Pools


def test_a_hung_pool_holds_up_no_other() -> None:
    pools, go_on = Pools(), threading.Event()
    for _ in range(9):
        pools.submit("record", go_on.wait)

    assert 7 == asyncio.run(asyncio.wait_for(pools.run("files", lambda: 7), 2))
    go_on.set()
    pools.close()


def test_what_was_given_up_in_line_never_begins() -> None:
    pools, go_on, began = Pools(), threading.Event(), list[int]()
    pools.submit("one", go_on.wait)
    waiting = pools.submit("one", lambda: began.append(1))
    waiting.cancel()
    go_on.set()
    pools.submit("one", lambda: None).result(2)

    assert [] == began
    pools.close()


def test_how_long_work_stood_in_line_is_heard() -> None:
    heard: list[tuple[str, float]] = []
    pools = Pools(lambda name, seconds: heard.append((name, seconds)))
    pools.submit("record", lambda: None).result(2)

    assert ["record"] == [name for name, _ in heard]
    assert 0 <= heard[0][1] < 1
    pools.close()


def test_a_fence_is_passed_or_closed_and_never_both() -> None:
    passed, closed = Fence(5), Fence(5)
    passed.enter()

    assert not passed.close()
    assert closed.close()
    with pytest.raises(GivenUp):
        closed.enter()
    with pytest.raises(GivenUp):
        Fence(-1).enter()


def test_a_thread_of_a_pool_knows_the_fence_it_works_within() -> None:
    pools, mine = Pools(), Fence(5)
    with fence.behind(mine):
        found = pools.submit("record", fence.current).result(2)

    assert found is mine
    assert fence.current() is None
    pools.close()
