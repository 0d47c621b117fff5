"""`content/<language>/places.yaml`: the area, neighbourhoods, landmarks, nicknames and streets that staff add to the map."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

from app.base.plain_file import read_plain
from app.language.default import DEFAULT_LANGUAGE
from app.places.area.packed import unpack
from app.places.gazetteer import STATES
from app.places.hours import time_zone
from app.places.local_places import Area, Places, Spot, Street
from app.release.place_language import PlaceLanguage
from app.release.problems import Problem, did_you_mean
from app.release.yaml_reader import read_file
from app.release.yaml_tree import Document, Step

FILE = "places.yaml"
AREA_FILE = "area.places"
"""In the content folder: the programme's own area, made by `porchlight places area`."""
_PARTS = ("area", "example", "nicknames", "neighborhoods", "landmarks", "streets", "postal_areas", "kinds")
_AREA = ("latitude", "longitude", "state", "country", "zone", "radius_km")
_SPOT = ("name", "aliases", "at", "state", "country", "zone")
_STREET = ("name", "aliases", "line", "city", "numbers", "numbered_crossings")


class LoadedPlaces(msgspec.Struct, frozen=True):
    """All places files together, and everything that is wrong with them."""

    places: Places
    area: Area
    problems: tuple[Problem, ...]


def places_files(content: Path) -> list[Path]:
    """The places files of every language, the default one first: its area counts."""
    found = sorted(content.glob(f"??/{FILE}"))
    return sorted(found, key=lambda file: (file.parent.name != DEFAULT_LANGUAGE, file.parent.name))


def load_places(content: Path) -> LoadedPlaces:
    """What all places files say; a file or an entry with a mistake is left out, and the mistake is in the list."""
    reader = _PlacesReader()
    for file in places_files(content):
        reader.add(read_file(file, root=content.parent), language=file.parent.name)
    ours = _own_area(content, reader)
    told = PlaceLanguage(content)
    places = Places(
        spots=(*reader.spots, *ours.spots),
        streets=(*reader.streets, *ours.streets),
        addresses=ours.addresses,
        landmarks=ours.landmarks,
        kinds={kind: tuple(words) for kind, words in reader.kinds.items()},
        postal_areas=reader.postal_areas,
        nicknames=reader.nicknames,
        examples=reader.examples,
        said=told.said,
        asked=told.asked,
    )
    return LoadedPlaces(places, reader.area, (*reader.problems, *told.problems))


def _own_area(content: Path, reader: _PlacesReader) -> Places:
    """What the area file holds; nothing where there is none, or it is damaged, which is a mistake in the list."""
    file = content / AREA_FILE
    if not file.exists():
        return Places()
    try:
        return unpack(read_plain(file))
    except (OSError, ValueError):
        message = "This is no area file. Make it again: porchlight places area FILE."
        reader.problems.append(Problem(f"{content.name}/{AREA_FILE}", 1, 1, "PLACE", message))
        return Places()


class _PlacesReader:
    """Collects what the files say, and every mistake with its place."""

    def __init__(self) -> None:
        self.area = Area()
        self.spots: list[Spot] = []
        self.streets: list[Street] = []
        self.postal_areas: dict[str, tuple[float, float, str]] = {}
        self.nicknames: dict[str, str] = {}
        self.examples: dict[str, str] = {}
        self.kinds: dict[str, list[str]] = {}
        self.problems: list[Problem] = []
        self._document = Document("", None)

    def add(self, document: Document, *, language: str) -> None:
        """This file's places are in."""
        self._document = document
        self.problems += document.problems
        values = document.plain()
        self._known((), values, _PARTS)
        if isinstance(values.get("area"), dict):
            self._area(values["area"])
        if values.get("example"):
            self.examples[language] = str(values["example"])[:60]
        for said, place in _pairs(values.get("nicknames")):
            self.nicknames.setdefault(said, place)
        for part in ("neighborhoods", "landmarks"):
            for number, item in enumerate(_items(values.get(part))):
                self._spot((part, number), item)
        for number, item in enumerate(_items(values.get("streets"))):
            self._street(("streets", number), item)
        kinds = values.get("kinds")
        for kind, words in kinds.items() if isinstance(kinds, dict) else ():
            self.kinds.setdefault(str(kind), []).extend(_names(words))
        areas = values.get("postal_areas")
        for code, item in areas.items() if isinstance(areas, dict) else ():
            self._postal_area(("postal_areas", code), str(code), item)

    def _wrong(self, steps: tuple[Step, ...], message: str) -> None:
        self.problems.append(self._document.problem(steps, "PLACE", message))

    def _known(self, steps: tuple[Step, ...], values: dict[str, Any], names: Sequence[str]) -> None:
        for name in values:
            if name not in names:
                self._wrong((*steps, name), f"'{str(name)[:40]}' means nothing here. Write one of: {', '.join(names)}."
                            + did_you_mean(str(name), names))  # fmt: skip

    def _area(self, values: dict[str, Any]) -> None:
        self._known(("area",), values, _AREA)
        point = self._point(("area",), [values.get("latitude"), values.get("longitude")])
        radius = _number(values.get("radius_km", 80))
        zone, state = str(values.get("zone") or ""), str(values.get("state") or "")
        if time_zone(zone) is None:
            self._wrong(("area", "zone"), f"'{zone[:40]}' is not a time zone. Write one like America/New_York.")
        if radius is None or not 1 <= radius <= 1000:
            self._wrong(("area", "radius_km"), "The radius is a number of kilometres from 1 to 1000.")
        elif point is not None and time_zone(zone) is not None:
            self.area = Area(
                latitude=point[0], longitude=point[1], state=state, country=str(values.get("country") or "US"),
                zone=zone, radius_km=radius,
            )  # fmt: skip

    def _spot(self, steps: tuple[Step, ...], item: Any) -> None:
        if not isinstance(item, dict) or not item.get("name"):
            self._wrong(steps, "A place needs a name and a point. Write {name: ..., at: [39.95, -75.16]}.")
            return
        self._known(steps, item, _SPOT)
        point = self._point((*steps, "at"), item.get("at"))
        state = str(item.get("state") or "")
        if state and state not in STATES and item.get("country", "US") == "US":
            self._wrong((*steps, "state"), f"'{state[:20]}' is not a state. Write its two letters.")
        if point is not None:
            self.spots.append(
                Spot(
                    name=str(item["name"])[:80], aliases=_names(item.get("aliases")), latitude=point[0],
                    longitude=point[1], state=state, country=str(item.get("country") or "US"),
                    zone=str(item.get("zone") or ""),
                )
            )  # fmt: skip

    def _street(self, steps: tuple[Step, ...], item: Any) -> None:
        line = item.get("line") if isinstance(item, dict) else None
        if not isinstance(item, dict) or not item.get("name") or not isinstance(line, list) or len(line) < 2:
            self._wrong(steps, "A street needs a name and a line of two points or more, from one end to the other.")
            return
        self._known(steps, item, _STREET)
        points = [self._point((*steps, "line", number), point) for number, point in enumerate(line[:200])]
        if None not in points:
            self.streets.append(
                Street(
                    name=str(item["name"])[:80], aliases=_names(item.get("aliases")), city=str(item.get("city") or ""),
                    line=tuple(point for point in points if point is not None),
                    numbers=self._numbers((*steps, "numbers"), item.get("numbers"), len(points)),
                    numbered_crossings=str(item.get("numbered_crossings", "")).lower() in ("yes", "true"),
                )
            )  # fmt: skip

    def _numbers(self, steps: tuple[Step, ...], listed: Any, points: int) -> tuple[int, ...]:
        numbers = [_number(number) for number in listed] if isinstance(listed, list) else []
        if listed and (len(numbers) != points or None in numbers):
            self._wrong(steps, f"House numbers are a list with one number for each of the {points} points of the line.")
            return ()
        return tuple(int(number) for number in numbers if number is not None)

    def _postal_area(self, steps: tuple[Step, ...], code: str, item: Any) -> None:
        point = self._point((*steps, "at"), item.get("at") if isinstance(item, dict) else None)
        if point is not None:
            self.postal_areas[code.upper()] = (*point, str(item.get("province") or ""))

    def _point(self, steps: tuple[Step, ...], value: Any) -> tuple[float, float] | None:
        """Latitude and longitude, or None after saying what is wrong with them."""
        numbers = [_number(one) for one in value] if isinstance(value, list) and len(value) == 2 else [None]
        latitude, longitude = numbers[0], numbers[-1]
        if latitude is None or longitude is None:
            self._wrong(steps, "A point is two numbers, latitude then longitude, such as [39.95, -75.16].")
            return None
        if abs(latitude) > 90 or abs(longitude) > 180:
            turned = " Did you mean them the other way round?" if abs(longitude) <= 90 else ""
            self._wrong(steps, f"{latitude}, {longitude} is not on Earth: latitude comes first.{turned}")
            return None
        return latitude, longitude


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _pairs(value: Any) -> list[tuple[str, str]]:
    return [(str(a), str(b)) for a, b in value.items() if b] if isinstance(value, dict) else []


def _names(value: Any) -> tuple[str, ...]:
    return tuple(str(one)[:80] for one in _items(value) if one)


def _number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None
