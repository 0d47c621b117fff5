"""OpenStreetMap data as a programme's area: named roads, house numbers, neighborhoods, parks, stations and landmarks."""

from __future__ import annotations

from typing import Any

from app.places.area.gather import Gathered
from app.places.imports.osm_file import elements
from app.places.imports.rows import RefusedFileError
from app.places.local_places import Point

_ROADS = frozenset(
    "primary secondary tertiary residential unclassified trunk living_street pedestrian primary_link secondary_link busway".split()
)
_SPOTS = {
    "place": frozenset("neighbourhood suburb quarter borough hamlet village".split()),
    "leisure": frozenset("park stadium".split()), "railway": frozenset("station halt tram_stop subway_entrance".split()),
    "public_transport": frozenset({"station"}), "amenity": frozenset("bus_station library hospital marketplace".split()),
    "tourism": frozenset("attraction museum".split()), "shop": frozenset({"mall"}),
}  # fmt: skip
LANDMARKS = {
    ("amenity", "library"): "library", ("amenity", "hospital"): "hospital", ("amenity", "police"): "police",
    ("amenity", "fire_station"): "fire_station", ("amenity", "bus_station"): "bus_station", ("amenity", "post_office"): "post_office",
    ("amenity", "place_of_worship"): "church", ("amenity", "school"): "school", ("railway", "station"): "station",
    ("leisure", "park"): "park", ("shop", "supermarket"): "supermarket", ("amenity", "pharmacy"): "pharmacy",
    ("amenity", "fast_food"): "fast_food", ("amenity", "fuel"): "gas_station", ("shop", "convenience"): "corner_store",
}  # fmt: skip
"""Tag -> the kind of landmark, whose words stand under `kinds` in places.yaml."""


def gather(data: bytes, *, name: str, into: Gathered) -> None:
    """What this file holds is gathered. Raises RefusedFileError when it is no OpenStreetMap data."""
    seen = 0
    for element in elements(data, name=name):
        tags = {tag.k: tag.v for tag in element.tags}
        if not tags or not (element.is_node() or element.is_way()):
            continue
        line = _line(element)
        if line:
            seen += 1
            _one(tags, line, into)
    if not seen:
        raise RefusedFileError(
            "OSM", "Nothing in this file has a place on the map. Download the area again, with its nodes."
        )


def _line(element: Any) -> list[Point]:
    if element.is_node():
        return [(round(element.lat, 6), round(element.lon, 6))] if element.location.valid() else []
    return [(round(node.lat, 6), round(node.lon, 6)) for node in element.nodes if node.location.valid()]


def _one(tags: dict[str, str], line: list[Point], into: Gathered) -> None:
    name = tags.get("name", "")
    middle = (sum(p[0] for p in line) / len(line), sum(p[1] for p in line) / len(line))
    if tags.get("highway") in _ROADS:
        for said in filter(None, (name, tags.get("alt_name", ""), tags.get("old_name", ""))):
            into.road(said, line)
    if "addr:housenumber" in tags and "addr:street" in tags:
        into.number(tags["addr:street"], tags["addr:housenumber"], middle)
    if not name:
        return
    if any(tags.get(key) in values for key, values in _SPOTS.items()):
        into.spot(name, middle)
    for (key, value), kind in LANDMARKS.items():
        if tags.get(key) == value:
            into.landmark(kind, name, middle, street=tags.get("addr:street", ""))
