"""Names of the United States, Canada and Puerto Rico, and where they are: a packed table, read the first time it is needed.

Made by `tools/build_place_names.py`; where each column comes from is told in docs/places.md.
"""

from __future__ import annotations

import lzma
import pkgutil
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from app.places.packed_lines import PackedLines, SignedLines

TOWN, COUNTY, CAMPUS, REGION, ABROAD, AREA_CODE = "t", "c", "u", "r", "o", "f"
"""Kinds: a town or a part of one, a county, a campus, a region in which a town is asked for, a place elsewhere, a postal area."""


class NamedPlace(msgspec.Struct, frozen=True, gc=False):
    """One place of the table."""

    label: str
    kind: str
    latitude: float
    longitude: float
    state: str
    """Two letters of a state or province; empty abroad."""
    country: str
    zone: str
    people: int
    """How many live there, or as many as make it be meant as often; 0 when not known."""


class Packed(msgspec.Struct, array_like=True):
    """The table in columns, each word once; names are sorted."""

    names: bytes
    """Folded names, a line each."""
    first: bytes
    """Per name, where its rows begin in `rows`; one more at the end."""
    rows: bytes
    """Numbers of places, the most people first."""
    labels: bytes
    points: bytes
    """Latitude and longitude in ten-thousandths of a degree."""
    people: bytes
    words: list[str]
    """Kind, state, country and zone, each combination once, joined by a bar."""
    sorts: bytes
    everyday: bytes
    """Names that are words of any day as well, a line each."""


class NameTable:
    """Looks names up; a few megabytes, whatever is asked."""

    def __init__(self, packed: Packed) -> None:
        self._names = SignedLines(packed.names)
        self._labels = PackedLines(packed.labels)
        self._first, self._rows = array("I", packed.first), array("I", packed.rows)
        self._words_signed = array("q", sorted({hash(word) for word in packed.names.decode().split()}))
        self._points, self._people = array("i", packed.points), array("I", packed.people)
        self._sorts = array("H", packed.sorts)
        self._words = [tuple(word.split("|")) for word in packed.words]
        self.everyday = frozenset(packed.everyday.decode().split("\n"))
        self.sizes = sizes_by_first_word(packed.names.decode().split("\n"))
        """First word of a name -> how many words names have that begin so, a bit for each number."""

    def __contains__(self, name: str) -> bool:
        return self._names.find(name) >= 0

    def has_word(self, word: str) -> bool:
        """Whether any name has this word; of a hundred thousand million words one is taken for another."""
        sign, words = hash(word), self._words_signed
        at = bisect_left(words, sign)
        return at < len(words) and words[at] == sign

    def get(self, name: str) -> tuple[NamedPlace, ...]:
        """The places of this folded name, the most people first; empty when there is none."""
        at = self._names.find(name)
        if at < 0:
            return ()
        return tuple(self._place(row) for row in self._rows[self._first[at] : self._first[at + 1]])

    def all_names(self, *, state: str = "", people: int = 0) -> Iterator[str]:
        """Every name of a place in this state, or anywhere, with at least so many people."""
        import numpy as np  # here: what only sends loads this file and never asks, and numpy is 14 MB of memory

        wanted = [
            (not state or word[1] == state) and word[0] not in (ABROAD, AREA_CODE) for word in self._words
        ]  # fmt: skip
        sorts, lived_in = np.frombuffer(self._sorts, dtype=np.uint16), np.frombuffer(self._people, dtype=np.uint32)
        meant = np.array(wanted)[sorts] & (lived_in >= people)
        starts = np.frombuffer(self._first, dtype=np.uint32)[:-1]
        any_meant = np.logical_or.reduceat(meant[np.frombuffer(self._rows, dtype=np.uint32)], starts)
        yield from (self._names[at] for at in np.flatnonzero(any_meant).tolist())

    def _place(self, row: int) -> NamedPlace:
        kind, state, country, zone = self._words[self._sorts[row]]
        latitude, longitude = self._points[2 * row] / 1e4, self._points[2 * row + 1] / 1e4
        return NamedPlace(self._labels[row], kind, latitude, longitude, state, country, zone, self._people[row])


def sizes_by_first_word(names: Iterable[str]) -> dict[str, int]:
    """First word of a name -> how many words the names have that begin so, a bit for each number."""
    sizes: dict[str, int] = {}
    for name in names:
        first = name.partition(" ")[0]
        sizes[first] = sizes.get(first, 0) | 1 << name.count(" ") + 1
    return sizes


@lru_cache(maxsize=1)
def country_names() -> NameTable:
    """The table that ships with the project, read once a process; takes about a fifth of a second."""
    data = pkgutil.get_data(__package__ or "app.places", "names.xz")
    return NameTable(msgspec.msgpack.decode(lzma.decompress(data or b""), type=Packed))
