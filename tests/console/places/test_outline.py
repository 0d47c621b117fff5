"""The map has the lines of the states around its places, and none from the other end of the country."""

from __future__ import annotations

import re

from app.console.places.outline import MapWindow, outlines
from app.console.places.place_map import HEIGHT, WIDTH, map_of
from tests.console.places.sites import SITES


def drawn(west: float, south: float, east: float, north: float) -> list[tuple[float, float]]:
    paths = outlines(MapWindow(west, south, east, north), lambda one: one, lambda one: one)
    return [(float(x), float(y)) for path in paths for x, y in re.findall(r"[ML](-?[\d.]+) (-?[\d.]+)", path)]


def test_the_river_that_parts_two_states_is_drawn_where_it_is() -> None:
    near = drawn(-76.0, 39.5, -74.5, 40.5)

    assert any(abs(x + 75.13) < 0.05 and abs(y - 39.95) < 0.05 for x, y in near)  # the Delaware at Philadelphia
    assert all(-80 < x < -70 for x, _ in near)


def test_in_the_middle_of_the_sea_nothing_is_drawn() -> None:
    assert [] == drawn(-50.0, 30.0, -49.0, 31.0)


def test_the_picture_of_a_place_has_lines_around_it() -> None:
    found = map_of(SITES[:1])

    assert found.outlines
    assert (WIDTH / 2, HEIGHT / 2) == (round(found.points[0].x), round(found.points[0].y))
