"""Small pools of threads, one for each thing that may hang: a record that does not answer holds up nothing else."""

from __future__ import annotations

import asyncio
import contextvars
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from time import monotonic
from typing import TypeVar

T = TypeVar("T")
SIZES = {"record": 6, "reports": 4, "opt_outs": 4, "calls": 4, "files": 1, "standing": 1, "others": 2}
"""Threads of each pool; a pool named otherwise has one."""


class Pools:
    """Pools by name, made when first used. `waited` hears how long work stood in line before it began."""

    def __init__(self, waited: Callable[[str, float], object] | None = None) -> None:
        self.waited = waited or (lambda _name, _seconds: None)
        self._pools: dict[str, ThreadPoolExecutor] = {}
        self._lock = threading.Lock()

    def submit(self, name: str, work: Callable[[], T]) -> Future[T]:
        """The work is in this pool's line; cancelled there, it never begins."""
        asked, context = monotonic(), contextvars.copy_context()

        def begin() -> T:
            self.waited(name, monotonic() - asked)
            return context.run(work)

        return self._pool(name).submit(begin)

    async def run(self, name: str, work: Callable[[], T]) -> T:
        """What the work answered; given up while it stands in line, it never begins."""
        return await asyncio.wrap_future(self.submit(name, work))

    def _pool(self, name: str) -> ThreadPoolExecutor:
        with self._lock:
            if name not in self._pools:
                self._pools[name] = ThreadPoolExecutor(SIZES.get(name, 1), thread_name_prefix=f"line-{name}")
            return self._pools[name]

    def close(self) -> None:
        """Nothing more begins; what hangs is not waited for."""
        with self._lock:
            pools, self._pools = list(self._pools.values()), {}
        for pool in pools:
            pool.shutdown(wait=False, cancel_futures=True)


POOLS = Pools()
"""This process's."""
