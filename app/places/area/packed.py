"""An area as one small file: points as whole numbers, each as its step from the one before."""

from __future__ import annotations

import lzma
from collections.abc import Iterable, Iterator

import msgspec

from app.places.local_places import Landmark, Places, Point, Spot, Street

_SCALE = 100_000
"""A point is kept to about a metre."""


class _Line(msgspec.Struct, array_like=True):
    name: int
    steps: list[int]
    numbers: list[int] = []


class _PackedArea(msgspec.Struct, array_like=True):
    names: list[str]
    streets: list[_Line]
    addresses: list[_Line]
    spots: list[tuple[str, int, int]]
    landmarks: list[tuple[str, str, int, int, str]]
    version: int = 1


def pack(places: Places) -> bytes:
    """The area as bytes."""
    names: dict[str, int] = {}

    def lines(streets: Iterable[Street]) -> list[_Line]:
        return [
            _Line(names.setdefault(one.name, len(names)), _steps(one.line), _differences(one.numbers))
            for one in streets
        ]

    streets, addresses = lines(places.streets), lines(places.addresses)
    packed = _PackedArea(
        names=list(names), streets=streets, addresses=addresses,
        spots=[(one.name, *_whole((one.latitude, one.longitude))) for one in places.spots],
        landmarks=[
            (one.kind, one.name, *_whole((one.latitude, one.longitude)), one.street) for one in places.landmarks
        ],
    )  # fmt: skip
    return lzma.compress(msgspec.msgpack.encode(packed), preset=6)


def unpack(data: bytes) -> Places:
    """The area that these bytes hold. Raises ValueError when they hold none."""
    try:
        packed = msgspec.msgpack.decode(lzma.decompress(data), type=_PackedArea)
    except (lzma.LZMAError, msgspec.DecodeError, EOFError) as problem:
        raise ValueError("This is no area file.") from problem

    def streets(lines: Iterable[_Line]) -> Iterator[Street]:
        for one in lines:
            yield Street(
                name=packed.names[one.name], line=_points(one.steps), numbers=tuple(_sums(one.numbers)), surveyed=True
            )

    return Places(
        streets=tuple(streets(packed.streets)),
        addresses=tuple(streets(packed.addresses)),
        spots=tuple(Spot(name=name, latitude=lat / _SCALE, longitude=lon / _SCALE) for name, lat, lon in packed.spots),
        landmarks=tuple(
            Landmark(kind=kind, name=name, latitude=lat / _SCALE, longitude=lon / _SCALE, street=street)
            for kind, name, lat, lon, street in packed.landmarks
        ),
    )


def _whole(point: Point) -> tuple[int, int]:
    return round(point[0] * _SCALE), round(point[1] * _SCALE)


def _steps(line: Iterable[Point]) -> list[int]:
    found: list[int] = []
    last = (0, 0)
    for point in map(_whole, line):
        found += [point[0] - last[0], point[1] - last[1]]
        last = point
    return found


def _points(steps: list[int]) -> tuple[Point, ...]:
    latitudes, longitudes = _sums(steps[::2]), _sums(steps[1::2])
    return tuple((lat / _SCALE, lon / _SCALE) for lat, lon in zip(latitudes, longitudes, strict=True))


def _differences(numbers: Iterable[int]) -> list[int]:
    last, found = 0, []
    for number in numbers:
        found.append(number - last)
        last = number
    return found


def _sums(steps: Iterable[int]) -> list[int]:
    whole, found = 0, []
    for step in steps:
        whole += step
        found.append(whole)
    return found
