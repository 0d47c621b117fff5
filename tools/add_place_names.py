"""Puts names that app/places/names.xz lacks into it: tools/place_names_extra.tsv and tools/neighborhoods.tsv, no other source.

    python tools/add_place_names.py

The table itself is built from its sources by tools/build_place_names.py.
"""

from __future__ import annotations

import lzma
import math
import sys
from array import array
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

import msgspec

from app.places.gazetteer import fold
from app.places.names import ABROAD, AREA_CODE, REGION, TOWN, NameTable, Packed

HERE = Path(__file__).parent
TABLE = HERE.parent / "app" / "places" / "names.xz"
_PART_OF_A_CITY = 1_500
_ONE_WORD = 900
"""Fewer than a thousand: a part of a city named in one word is read only beside `in`, its city or its state."""
_SAME = 0.06
"""Degrees within which two places of one name and state are one."""
_KINDS = {"p": TOWN, "n": TOWN, "s": TOWN, "r": REGION, "o": ABROAD, "f": AREA_CODE}


class Row(NamedTuple):
    """One place to add."""

    names: tuple[str, ...]
    kind: str
    latitude: float
    longitude: float
    state: str
    country: str
    people: int
    only: bool = False
    """True where the names mean this place and no other that a table gives them."""


def rows() -> list[Row]:
    """What both files hold."""
    found = []
    for part in _lines("place_names_extra.tsv"):
        kind, names, latitude, longitude, state, country, people = part
        said = tuple(names.split("|"))
        each = [(name,) for name in said] if kind == "r" else [said]
        point, weight = (float(latitude), float(longitude)), int(people or 0)
        found += [Row(some, _KINDS[kind], *point, state, country, weight, kind in "nf") for some in each]
    found += [_part_of_a_city(*line) for line in _lines("neighborhoods.tsv")]
    return found


def _part_of_a_city(names: str, latitude: str, longitude: str, state: str, country: str) -> Row:
    said = tuple(names.split("|"))
    people = _PART_OF_A_CITY if " " in fold(said[0]) else _ONE_WORD
    return Row(said, TOWN, float(latitude), float(longitude), state, country, people)


def _lines(name: str) -> list[list[str]]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines() if line.strip() and not line.startswith("#")]


def missing(table: NameTable, wanted: list[Row]) -> list[tuple[Row, tuple[str, ...]]]:
    """The rows with those of their names under which the table does not have the place yet."""
    found = []
    for row in wanted:
        names = tuple(name for name in row.names if fold(name) and not _known(table, row, fold(name)))
        if names:
            found.append((row, names))
    return found


def _known(table: NameTable, row: Row, name: str) -> bool:
    places = table.get(name)
    if row.only and row.kind == TOWN and len(places) != 1:
        return False
    return any(
        (place.kind == row.kind == ABROAD)
        or (
            place.state == row.state
            and math.hypot(place.latitude - row.latitude, place.longitude - row.longitude)
            < (1.0 if row.kind == REGION else _SAME)
        )
        for place in places
    )


def added(packed: Packed, table: NameTable, more: list[tuple[Row, tuple[str, ...]]]) -> Packed:
    """The table with these places in it."""
    first, numbers = array("I", packed.first), array("I", packed.rows)
    names = packed.names.decode().split("\n")
    by_name = {name: list(numbers[first[n] : first[n + 1]]) for n, name in enumerate(names)}
    labels, words = packed.labels.decode().split("\n"), list(packed.words)
    people, points, sorts = array("I", packed.people), array("i", packed.points), array("H", packed.sorts)
    places = defaultdict(list)
    for number, sort in enumerate(sorts):
        kind, state, _, zone = words[sort].split("|")
        if kind == TOWN and zone:
            places[state].append((points[2 * number] / 1e4, points[2 * number + 1] / 1e4, zone))
    for row, said in more:
        near = min(
            places[row.state],
            key=lambda one: math.hypot(one[0] - row.latitude, one[1] - row.longitude),
            default=(0, 0, ""),
        )
        word = f"{row.kind}|{row.state}|{row.country}|{near[2] if row.kind != ABROAD else ''}"
        if word not in words:
            words.append(word)
        number = len(labels)
        labels.append(row.names[0])
        people.append(row.people)
        points.extend((round(row.latitude * 1e4), round(row.longitude * 1e4)))
        sorts.append(words.index(word))
        for name in dict.fromkeys(map(fold, said)):
            if row.only:  # the middle of a wide postal area is not where its people are
                by_name[name] = [number]
            else:
                by_name.setdefault(name, []).append(number)
    ordered = sorted(by_name, key=lambda name: name.encode())
    first, numbers = array("I", [0]), array("I")
    for name in ordered:
        numbers.extend(sorted(by_name[name], key=lambda n: -people[n]))
        first.append(len(numbers))
    return Packed(
        names="\n".join(ordered).encode(), first=first.tobytes(), rows=numbers.tobytes(), labels="\n".join(labels).encode(),
        points=points.tobytes(), people=people.tobytes(), words=words, sorts=sorts.tobytes(), everyday=packed.everyday,
    )  # fmt: skip


def main() -> None:
    """The table beside the code has these names too."""
    packed = msgspec.msgpack.decode(lzma.decompress(TABLE.read_bytes()), type=Packed)
    table = NameTable(packed)
    more = missing(table, rows())
    data = lzma.compress(msgspec.msgpack.encode(added(packed, table, more)), preset=9 | lzma.PRESET_EXTREME)
    TABLE.write_bytes(data)
    sys.stdout.write(f"{len(more)} places more, {len(data)} bytes: {TABLE}\n")


if __name__ == "__main__":
    main()
