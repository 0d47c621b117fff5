"""A finder over the fictional list, and the country's places read once."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.line.places_cache import finder_from
from app.places.finder import Finder
from app.places.gazetteer import Gazetteer, united_states
from app.places.geocode import Geocoder
from app.release.places import load_places

CONTENT = Path(__file__).parents[2] / "content"


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    """ZIP codes and cities."""
    return united_states()


@pytest.fixture(scope="session")
def demo() -> Finder:
    """The finder over the sites that come with the project."""
    return finder_from(CONTENT, CONTENT.parent / "var" / "cache")


@pytest.fixture(scope="session")
def geocoder(gazetteer: Gazetteer) -> Geocoder:
    """Reads places as this line's staff set them up."""
    added = load_places(CONTENT)
    return Geocoder(gazetteer, added.places, added.area)
