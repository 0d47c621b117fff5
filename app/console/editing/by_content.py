"""The last few things that were worked out of files, so that nobody works them out again."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")


class ByContent(Generic[T]):
    """The last few things that were worked out, by what they were worked out of."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: OrderedDict[Hashable, T] = OrderedDict()
        self._lock, self._making = Lock(), Lock()

    def known(self, name: Hashable) -> T | None:
        """What came of it, if it is kept."""
        with self._lock:
            found = self._kept.get(name)
            if found is not None:
                self._kept.move_to_end(name)
            return found

    def clear(self) -> None:
        """Nothing is kept."""
        with self._lock:
            self._kept.clear()

    def of(self, name: Hashable, make: Callable[[], T]) -> T:
        """What comes of it, worked out where it is not kept, and once for all who ask meanwhile."""
        found = self.known(name)
        if found is None:
            with self._making:
                found = self.known(name)
                if found is None:
                    found = make()
                    self._keep(name, found)
        return found

    def _keep(self, name: Hashable, found: T) -> None:
        with self._lock:
            self._kept[name] = found
            while len(self._kept) > self._most:
                self._kept.popitem(last=False)
