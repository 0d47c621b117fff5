"""Where a site is on the streets of the area: said in words when the map says so, and never when it is not certain."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.places.finder import build
from app.places.found import Found
from app.places.gazetteer import Gazetteer
from app.places.local_gazetteer import LocalIndex
from app.places.local_places import Area, Places, Street
from app.places.site import Site
from app.places.ways import Way, Ways

_ROW, _COLUMN = 0.0009, 0.0012
"""A block of a made-up town: 100 metres each way."""
_NAMES = ("Ash St", "Birch St", "Cedar St", "Dogwood St", "Elm St", "Fir St", "Gum St")


def _town(*, long_row: int = 0) -> Places:
    """Seven streets that run east, crossed by Lantern Ave that runs north; one of the seven is long."""
    rows = tuple(
        Street(
            name=name, surveyed=True,
            line=((39.90 + _ROW * number, -75.21 - (0.02 if number == long_row else 0)), (39.90 + _ROW * number, -75.205), (39.90 + _ROW * number, -75.199)),
        )
        for number, name in enumerate(_NAMES)
    )  # fmt: skip
    lantern = Street(name="Lantern Ave", surveyed=True, line=((39.8995, -75.205), (39.907, -75.205)))
    return Places(streets=(*rows, lantern))


def _site(row: float, *, east: float = 0.0001, address: str = "12 Lantern Ave") -> Site:
    return Site(id="s", name="Desk", services=("naloxone",), address=address, latitude=39.90 + _ROW * row, longitude=-75.205 + east, status="live", zone="America/New_York")  # fmt: skip


def _way(site: Site, places: Places | None = None) -> Way | None:
    return Ways(LocalIndex(places or _town())).of(site)


def test_a_corner_some_whole_blocks_from_a_long_street_is_said_so() -> None:
    assert Way("Lantern Ave", "Dogwood St", main="Ash St", blocks=3, side="north") == _way(_site(3))
    assert Way("Lantern Ave", "Birch St", main="Fir St", blocks=4, side="south") == _way(_site(1), _town(long_row=5))


def test_half_a_block_is_between_two_streets_and_never_a_count() -> None:
    assert Way("Lantern Ave", "Cedar St", "Dogwood St") == _way(_site(2.5))


@pytest.mark.parametrize(
    "site",
    [
        _site(3, address="Lantern Ave"), _site(3, address="12 Other Ave"), _site(3, address=""), _site(3, east=0.003),
        msgspec.structs.replace(_site(3), approximate=True), msgspec.structs.replace(_site(3), latitude=None), _site(8),
    ],
)  # fmt: skip
def test_what_the_map_does_not_say_is_not_said(site: Site) -> None:
    assert _way(site) is None


def test_streets_drawn_by_hand_say_nothing() -> None:
    drawn = tuple(msgspec.structs.replace(street, surveyed=False) for street in _town().streets)

    assert _way(_site(3), Places(streets=drawn)) is None


@given(st.floats(-0.4, 6.4), st.floats(-0.0006, 0.0006))
def test_the_streets_named_are_the_ones_beside_the_site(row: float, east: float) -> None:
    way = _way(_site(row, east=east))
    if way is None:
        return
    named = {way.first, way.second} - {""}
    about = {_NAMES[number] for number in range(7) if abs(number - row) <= 1}

    assert named <= about
    if way.blocks:
        assert way.blocks == abs(_NAMES.index(way.first) - _NAMES.index(way.main))
        assert ("north" if _NAMES.index(way.first) > _NAMES.index(way.main) else "south") == way.side


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "On Lantern Ave at Dogwood St, 3 blocks north of Ash St."),
        ("es", "En Lantern Ave con Dogwood St, a 3 cuadras al norte de Ash St."),
    ],
)
def test_the_details_of_a_site_say_where_it_is(gazetteer: Gazetteer, language: str, said: str) -> None:
    finder = build([_site(3)], _town(), Area(latitude=39.9, longitude=-75.2, state="PA"), gazetteer=gazetteer)
    found = finder.find("naloxone", (39.9, -75.2), language=language, now=datetime(2026, 11, 23, 17, tzinfo=UTC))

    assert isinstance(found, Found)
    assert said in found.sites[0].text
