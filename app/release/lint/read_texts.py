"""A release that knows which of its texts were read: a proof holds while those are the same."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from app.engine.compiled_release import CompiledRelease
from app.engine.pages import Made, Name
from app.engine.release import Text

Read = tuple[str, str]
"""Key of a text, and the language it was asked for in."""


class ReadTexts(CompiledRelease):
    """Answers as any release does, and notes what it reads while somebody asks for it."""

    def __init__(self, *given: Any, **more: Any) -> None:
        self._noted: set[Read] = set()
        self._read_for: dict[tuple[int, Any], frozenset[Read]] = {}
        super().__init__(*given, **more)

    def _entry(self, key: str, language: str) -> Text | None:
        self._noted.add((key, language))
        return super()._entry(key, language)

    def _kept(self, made: dict[Name, Made], name: Name, make: Callable[[], Made]) -> Made:
        """The same; what was read to make it is read again by everybody who is given it."""
        if name not in made:
            with self.noting() as read:
                super()._kept(made, name, make)
            self._read_for[id(made), name] = frozenset(read)
        self._noted |= self._read_for[id(made), name]
        return made[name]

    @contextmanager
    def noting(self) -> Iterator[set[Read]]:
        """What is read inside, and nothing that was read before."""
        outer, self._noted = self._noted, set()
        inner = self._noted
        try:
            yield inner
        finally:
            self._noted = outer | inner

    def said(self, read: frozenset[Read]) -> list[Text | None]:
        """These texts as they are here."""
        return [super(ReadTexts, self)._entry(key, language) for key, language in sorted(read)]
