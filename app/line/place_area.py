"""Makes a programme's own area from map files that staff hand in."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import msgspec

from app.base.plain_file import read_plain
from app.places.area import osm_area, tiger
from app.places.area.gather import Gathered
from app.places.area.packed import pack
from app.places.imports.rows import RefusedFileError
from app.places.names import country_names

_KNOWN_TOWN = 1_000
"""A park or station called like a town of so many people keeps meaning the town."""


class AreaMade(msgspec.Struct, frozen=True):
    """How much is in the area, and how large its file is."""

    streets: int
    numbers: int
    names: int
    landmarks: int
    size: int


def make_area(files: Iterable[Path], *, to: Path, say: Callable[[str], None] = lambda _: None) -> AreaMade:
    """The area file holds what these map files say, instead of what it held. Raises RefusedFileError for a bad file."""
    gathered = Gathered()
    for file in files:
        say(file.name)
        try:
            data = read_plain(file)
        except OSError as error:
            raise RefusedFileError("FILE", f"{file} cannot be opened ({error.strerror}). Check its name.") from None
        if tiger.is_tiger(data):
            tiger.gather(data, into=gathered)
        else:
            osm_area.gather(data, name=file.name, into=gathered)
    places = gathered.places(_is_town)
    if not places.streets:
        raise RefusedFileError("AREA", "No street with a name is in these files. Take an extract with its roads.")
    packed = pack(places)
    to.parent.mkdir(parents=True, exist_ok=True)
    part = to.with_suffix(".part")
    part.write_bytes(packed)
    part.replace(to)
    names = len({street.name for street in places.streets})
    numbers = sum(len(street.numbers) for street in places.addresses)
    return AreaMade(names, numbers, len(places.spots), len(places.landmarks), len(packed))


def _is_town(name: str) -> bool:
    return any(place.people >= _KNOWN_TOWN for place in country_names().get(name))
