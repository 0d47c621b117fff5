"""A gazetteer as bytes in columns, and back: a tenth of the time of making it, and leaves nothing else behind."""

from __future__ import annotations

from array import array
from itertools import accumulate

import msgspec

from app.places.gazetteer import CityTable, Gazetteer, ZipTable
from app.places.packed_lines import PackedLines, SignedLines


class _Packed(msgspec.Struct, array_like=True):
    """A gazetteer in columns, each word once."""

    words: bytes
    """A line each."""
    codes: str
    """ZIP codes, five digits each, one after the other."""
    code_points: bytes
    code_words: bytes
    nowhere: list[str]
    names: bytes
    counts: bytes
    """How many cities have each name."""
    city_points: bytes
    city_words: bytes


def packed(gazetteer: Gazetteer) -> bytes:
    """The gazetteer as bytes: reading them back takes a tenth of the time of making it, and leaves nothing else behind."""
    words: dict[str, int] = {}

    def word(text: str) -> int:
        return words.setdefault(text, len(words))

    code_points, city_points = array("d"), array("d")
    code_words, city_words, counts = array("i"), array("i"), array("i")
    for code in gazetteer.zips.values():
        code_points.extend((code.latitude, code.longitude))
        code_words.extend((word(code.city), word(code.state), word(code.zone)))
    for some in gazetteer.cities.values():
        counts.append(len(some))
        for city in some:
            city_points.extend((city.latitude, city.longitude))
            city_words.extend((word(city.name), word(city.state), word(city.zone), city.size))
    columns = _Packed(
        words="\n".join(words).encode(),
        codes="".join(gazetteer.zips),
        code_points=code_points.tobytes(),
        code_words=code_words.tobytes(),
        nowhere=sorted(gazetteer.without_place),
        names="\n".join(gazetteer.cities).encode(),
        counts=counts.tobytes(),
        city_points=city_points.tobytes(),
        city_words=city_words.tobytes(),
    )
    return msgspec.msgpack.encode(columns)


def unpacked(data: bytes) -> Gazetteer | None:
    """The gazetteer these bytes hold; None when this version cannot read them."""
    try:
        return _unpacked(msgspec.msgpack.decode(data, type=_Packed))
    except (msgspec.DecodeError, RecursionError, ValueError, IndexError):
        return None


def _unpacked(columns: _Packed) -> Gazetteer:
    words = PackedLines(columns.words)
    points, named = array("d", columns.code_points), array("i", columns.code_words)
    if not len(columns.codes) // 5 == len(points) // 2 == len(named) // 3:
        raise ValueError("columns of different lengths")
    zips = ZipTable(columns.codes, points, named, words)
    names = SignedLines(columns.names)
    first = array("I", accumulate(array("i", columns.counts), initial=0))
    points, named = array("d", columns.city_points), array("i", columns.city_words)
    if not (len(first) == len(names) + 1 and first[-1] == len(points) // 2 == len(named) // 4):
        raise ValueError("columns of different lengths")
    cities = CityTable(names, first, points, named, words)
    return Gazetteer(zips=zips, without_place=frozenset(columns.nowhere), cities=cities)
