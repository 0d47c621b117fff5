"""Many short texts in little room: one after the other in bytes, found by number, or by their hash in halves."""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterator


class PackedLines:
    """Texts by number, a line each; an eighth of the memory that as many strings would take."""

    def __init__(self, lines: bytes) -> None:
        self._lines = lines
        self._starts = _line_starts(lines)

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:
        return self._lines[self._starts[number] : self._starts[number + 1] - 1].decode()

    def __iter__(self) -> Iterator[str]:
        return (self[number] for number in range(len(self)))


class SignedLines(PackedLines):
    """The same, and the number of a text is found by its hash: twelve bytes a text."""

    def __init__(self, lines: bytes) -> None:
        super().__init__(lines)
        signs = [hash(line) for line in lines.decode().split("\n")]
        order = sorted(range(len(signs)), key=signs.__getitem__)
        self._signs, self._numbers = array("q", (signs[number] for number in order)), array("I", order)

    def find(self, text: str) -> int:
        """The number of this text; -1 where it is none of these."""
        sign = hash(text)
        at = bisect_left(self._signs, sign)
        while at < len(self._signs) and self._signs[at] == sign:
            number = self._numbers[at]
            if self[number] == text:
                return number
            at += 1
        return -1


def _line_starts(lines: bytes) -> array[int]:
    """Where each line begins, and one place behind the last."""
    starts, at = array("I", [0]), 0
    while (at := lines.find(b"\n", at) + 1) > 0:
        starts.append(at)
    starts.append(len(lines) + 1)
    return starts
